"""An article, from a volunteer's draft to its readers, and off the site again."""

import io
from collections.abc import Callable

from flask import Flask
from PIL import Image
from playwright.sync_api import FilePayload

from portal.kernel.db import db, write_intent
from portal.science.models import Article
from tests.browser.conftest import Reader
from tests.factories.science import STAFF, pass_steps

Somebody = Callable[..., Reader]
TITLES = {"zh": "示例：豇豆焯水再炒", "en": "Example: blanch cowpeas first"}
SUMMARIES = {"zh": "农药残留会少一些。", "en": "Less pesticide stays on them."}
BODIES = {
    "zh": "## 怎么做\n\n先洗后切，**沸水**焯一下。\n\n",
    "en": "## What to do\n\nWash, then cut, then **blanch** them.\n\n",
}
SEARCHES = {"zh": "豇豆", "en": "cowpea"}
REASONS = {"zh": "示例：引用的限量已被新标准代替", "en": "Example: a newer standard applies"}


def photo() -> bytes:
    """Return a small picture."""
    made = io.BytesIO()
    Image.new("RGB", (320, 200), "teal").save(made, "JPEG")
    return made.getvalue()


def write(app: Flask, author: Reader) -> str:
    """Write a draft; return the address of the draft."""
    author.sign_in(app, "volunteer", "editor", name="writer")
    page, tongue = author.open("/desk/"), author.language
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
    return page.url


def illustrate(author: Reader) -> None:
    """Add a picture and put it where it belongs."""
    page, tongue = author.page, author.language
    author.follow("放图片")
    sent = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=photo())
    page.locator("#picture").set_input_files(sent)
    page.locator("#alt").fill("示例图片")
    page.locator("input[name=licence]").first.check()
    author.press("上传图片")
    line = page.locator("figure code").inner_text()
    page.locator("main p.dim a").click()
    author.follow("改稿")
    page.locator("#body").fill(BODIES[tongue] + line)
    author.press("保存草稿")
    page.locator(".prose img").wait_for()
    author.press("送审")
    author.reads("审核中")


def review(app: Flask, reviewer: Reader, step: str, opinion: str) -> None:
    """Look at what waits for oneself and pass it."""
    role, name = STAFF[step]
    reviewer.sign_in(app, role, name=name)
    page = reviewer.open("/desk/science/reviews/")
    page.get_by_role("link", name=TITLES[reviewer.language]).click()
    page.locator("#opinion").fill(opinion)
    if reviewer.has_scripts:
        page.reload()
        assert page.locator("#opinion").input_value() == opinion
    page.locator("input[name=verdict][value=approved]").check()
    reviewer.press("保存结论")
    page.locator("#opinion").wait_for(state="detached")


def try_own(author: Reader, draft: str) -> None:
    """Look at one's own article as if one were its reviewer."""
    author.page.goto(draft.replace("/desk/science/", "/desk/science/reviews/"))
    author.reads("作者不能审自己的稿件，请换一位同事来审")
    assert author.page.locator("#opinion").count() == 0


def pass_the_rest(app: Flask) -> None:
    """Let the steps between the first and the last be taken."""
    with app.app_context(), write_intent():
        pass_steps(db.session.query(Article).one(), "final-review")
        db.session.commit()


def find(reader: Reader) -> list[str]:
    """Search for the article from the home of articles; return the titles of articles found."""
    page = reader.open("/science/")
    page.locator("main form[role=search] input[type=search]").fill(SEARCHES[reader.language])
    page.locator("main form[role=search] button").click()
    page.locator("#found").wait_for()
    page.goto(f"{page.url}&kind=article")
    return page.locator("#results h3").all_inner_texts()


def withdraw(publisher: Reader, draft: str) -> None:
    """Take the article off the site."""
    publisher.page.goto(draft)
    publisher.follow("撤回")
    publisher.page.locator("#reason").fill(REASONS[publisher.language])
    publisher.press("撤回文章")
    publisher.page.locator("#reason").wait_for(state="detached")


def test_a_volunteers_draft_is_published_found_and_withdrawn(
    app: Flask, somebody: Somebody
) -> None:
    author, publisher, reader = somebody(), somebody(), somebody(width=390)
    tongue = reader.language
    draft = write(app, author)
    illustrate(author)
    assert find(reader) == []
    try_own(author, draft)
    review(app, somebody(), "first-review", "示例：逐条核对过")
    pass_the_rest(app)
    review(app, publisher, "final-review", "示例：同意")
    reader.open("/science/").get_by_role("link", name=TITLES[tongue]).first.click()
    reader.page.locator(".prose img").wait_for()
    address = reader.page.url
    assert not reader.is_wider_than_the_screen()
    assert find(reader) == [TITLES[tongue]]
    assert reader.page.locator("#results mark").first.inner_text().lower() in TITLES[tongue].lower()
    withdraw(publisher, draft)
    assert find(reader) == []
    answer = reader.page.goto(address)
    assert answer is not None
    assert answer.status == 410
    reader.sees(REASONS[tongue])
