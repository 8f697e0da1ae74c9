"""What a volunteer does to be let in and to write, step by step, by what the page says."""

import io
import re
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Reader
from tests.browser.journeys.citizens import find_again, looks_well

TITLES = {"zh": "示例：豇豆焯水再炒", "en": "Example: blanch cowpeas first"}
SUMMARIES = {"zh": "农药残留会少一些。", "en": "Less pesticide stays on them."}
BODIES = {
    "zh": "## 怎么做\n\n先切后洗，**沸水**焯一下。\n",
    "en": "## What to do\n\nCut, then wash, then **blanch** them.\n",
}
MENDED = {"zh": ("先切后洗", "先洗后切"), "en": ("Cut, then wash,", "Wash, then cut,")}
NOTES = {"zh": "示例：先洗后切", "en": "Example: wash first"}


@dataclass(frozen=True)
class Admission:
    """What the editor tells somebody who was let in."""

    name: str
    password: str


def photo() -> bytes:
    """Return a small picture."""
    made = io.BytesIO()
    Image.new("RGB", (320, 200), "teal").save(made, "JPEG")
    return made.getvalue()


def apply(person: Reader) -> str:
    """Ask to write, first with an empty form; return the number of the receipt."""
    page = person.open("/members/")
    page.locator("a[href*='apply?kind=author']").first.click()
    person.press("发送报名")
    page.locator("#errors-heading").wait_for()
    person.fill("姓名", "示例志愿者")
    person.fill("手机号码或电子邮箱", "volunteer@example.org")
    person.fill("说说您想做的", "示例：社区医生，想写老人怎样存药")
    person.tick("我同意保存以上内容，只用于和我联系")
    person.press("发送报名")
    person.reads("您的报名已收到")
    return page.locator(".code").inner_text()


def admit(publisher: Reader, number: str) -> Admission:
    """Admit whoever asked; read user name and first password, which are shown once."""
    page = publisher.open("/desk/")
    publisher.follow("报名与名册")
    page.get_by_role("link", name=number).click()
    looks_well(publisher)
    publisher.press("通过，上名册")
    password = page.locator("#first-password").inner_text()
    return Admission(page.locator("dd.mono").first.inner_text(), password)


def enter(person: Reader, number: str, told: Admission) -> None:
    """Come back by the number that was written down, read that one is let in, and sign in."""
    find_again(person, number)
    person.reads("您的报名已通过")
    looks_well(person)
    person.follow("登录")
    person.fill("用户名", told.name)
    person.page.locator("input[type=password]").fill(told.password)
    person.press("登录")


def write(author: Reader) -> str:
    """Write a draft; return the address of the draft."""
    page, tongue = author.page, author.language
    author.follow("我的稿件")
    author.follow("写一篇" if tongue == "zh" else "用英文写一篇")
    page.locator("#column").select_option("short-facts")
    page.locator("#title").fill(TITLES[tongue])
    page.locator("#summary").fill(SUMMARIES[tongue])
    page.locator("#body").fill(BODIES[tongue])
    author.fill("出处", "食品中农药最大残留限量 | GB 2763-2021")
    author.fill("发布后几个月复审", "24")
    author.press("预览")
    page.locator("#preview strong").wait_for()
    author.press("保存草稿")
    page.locator("form[action$='/submit']").wait_for()
    looks_well(author)
    return page.url


def illustrate(author: Reader) -> None:
    """Add a picture, put it into the text, and send the article for review."""
    page = author.page
    author.follow("放图片")
    sent = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=photo())
    page.locator("#picture").set_input_files(sent)
    page.locator("#alt").fill("示例图片")
    page.locator("input[name=licence]").first.check()
    author.press("上传图片")
    page.locator("figure code").wait_for()
    looks_well(author)
    author.press("放到正文末尾")
    page.locator(".prose img").wait_for()
    author.press("送审")
    author.reads("审核中")


def mend(author: Reader) -> None:
    """Find what came back, read the note beside its line, mend the line, and send it again."""
    page, (wrong, right) = author.page, MENDED[author.language]
    author.open("/desk/science/").get_by_role("link", name=TITLES[author.language]).click()
    author.follow("逐条看")
    author.sees(NOTES[author.language])
    looks_well(author)
    page.locator("textarea[name=answer]").fill("示例：改过了")
    author.press("改好了")
    author.reads("已处理")
    author.follow("改稿")
    body = page.locator("#body")
    expect(body).to_have_value(re.compile(wrong))
    body.fill(body.input_value().replace(wrong, right))
    author.press("保存并送审")
    author.reads("审核中")
    author.sees(right)
