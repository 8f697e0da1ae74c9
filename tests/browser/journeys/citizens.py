"""What citizens do to report something, step by step, by what the page says."""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.conftest import Reader
from tests.browser.looking import LIGHT, PHONE, flaws_of

STORY = "示例：夜里两点后厨把过期的肉换了标签再卖。"


@dataclass(frozen=True)
class Receipt:
    """What somebody has written down."""

    number: str
    secret: str


def looks_well(person: Reader) -> None:
    """Let axe look at a page; it is a script itself, and waits for ever where none run."""
    assert not person.has_scripts or flaws_of(person.page, LIGHT, PHONE) == []


def find_again(person: Reader, number: str) -> None:
    """Come back, by the number that was written down, to the page of a receipt."""
    person.open("/track")
    person.follow("凭编号看回执")
    person.fill("回执编号", f" {number.upper()} ")
    person.press("打开回执")
    person.sees(number)


def tell_which_firm(reporter: Reader) -> None:
    """Fill in the first step."""
    reporter.fill("商家叫什么名字", "示例小吃店")
    reporter.fill("商家在哪里", "示例街 2 号")
    reporter.press("保存并继续")


def tell_what_happened(reporter: Reader) -> None:
    """Fill in the second step."""
    page = reporter.page
    page.locator("input[name=domain]").first.check()
    page.locator("input[name=category]").first.check()
    reporter.fill("说说经过", STORY)
    reporter.press("保存并继续")


def write_a_tip(tipster: Reader) -> None:
    """Fill in the one page of a tip."""
    tipster.fill("商家叫什么名字", "示例小吃店")
    tipster.fill("商家在哪里", "示例街 2 号")
    for name in ("domain", "category"):
        tipster.page.locator(f"input[name={name}]").first.check()
    tipster.fill("说说经过", STORY)


def leave_a_name(reporter: Reader) -> None:
    """Fill in the third step of a report."""
    reporter.fill("您的姓名", "示例举报人")
    reporter.fill("电话", "13800138000")
    reporter.press("保存并继续")


def send(reporter: Reader) -> Receipt:
    """Send it, write number and words down, and say so."""
    reporter.press("发送，拿回执")
    page = reporter.page
    expect(page.locator(".words b")).to_have_count(5)
    number = page.locator("#code").inner_text()
    secret = " ".join(page.locator(".words b").all_inner_texts())
    page.reload()
    assert page.locator("#code").inner_text() == number, "it stays until it is written down"
    reporter.tick("我已抄好")
    page.locator("form:has(#is_written) button").click()
    reporter.reads("和承办人留言")
    assert secret.split()[0] not in page.locator("main").inner_text()
    return Receipt(number, secret)


def track(citizen: Reader, receipt: Receipt) -> None:
    """Open the case with what was written down."""
    citizen.open("/track")
    citizen.fill("查询码", receipt.number)
    citizen.fill("五词密码", receipt.secret)
    citizen.press("查看进度")
    citizen.reads("和承办人留言")
