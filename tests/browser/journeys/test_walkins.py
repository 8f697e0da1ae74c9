"""Something is brought to be tested: from a free slot to the result, which is for reference."""

from collections.abc import Callable

from flask import Flask

from tests.browser.conftest import Reader
from tests.browser.journeys.citizens import find_again, looks_well
from tests.crowd import kept
from tests.factories import walkins as factory

Somebody = Callable[..., Reader]


def book(citizen: Reader) -> str:
    """Book the only slot, first with an empty form; return the number of the receipt."""
    page = citizen.open("/walkins/")
    page.locator("article a.btn").first.click()
    citizen.press("预约送检")
    page.locator("#errors-heading").wait_for()
    page.get_by_role("radio").first.check()
    citizen.fill("是什么", "示例豇豆")
    citizen.fill("怎么称呼您", "示例居民")
    citizen.fill("手机号码或电子邮箱", "13800000000")
    citizen.tick("我同意保存以上内容，只用于这次送检")
    citizen.press("预约送检")
    citizen.reads("已经约好")
    looks_well(citizen)
    return page.locator(".code").inner_text()


def press_for(officer: Reader, words: str) -> None:
    """Press the button of the only row; its name goes on with the number of the row."""
    officer.page.get_by_role("button", name=officer.word(words)).click()


def examine(app: Flask, officer: Reader) -> None:
    """Take the sample in, test it, and hand the result to a colleague."""
    officer.sign_in(app, "data-officer")
    page = officer.open("/desk/")
    officer.follow("你送我检")
    page.locator("main tbody a").first.click()
    press_for(officer, "收到样品")
    press_for(officer, "开始检测")
    officer.follow("录入结果")
    looks_well(officer)
    officer.fill("检测方法和试剂", "示例速测卡")
    meaning = officer.word("未见异常").lower()
    page.locator("#readings").fill(f"农药残留（酶抑制法） | 抑制率 12% | {meaning}")
    officer.press("交给另一位同事核对")
    page.get_by_role("heading", name=officer.word("送检名单")).wait_for()


def release(app: Flask, reviewer: Reader) -> None:
    """Compare and release, as somebody else."""
    reviewer.sign_in(app, "reviewer")
    page = reviewer.open("/desk/")
    reviewer.follow("送检结果发布")
    page.locator("main tbody a").first.click()
    looks_well(reviewer)
    reviewer.press("核对无误，发布")
    reviewer.reads("没有等核对的结果。")


def test_a_test_is_booked_and_its_result_read(app: Flask, somebody_else: Somebody) -> None:
    kept(app, lambda: factory.make_slot().reference)
    citizen = somebody_else(width=390)
    number = book(citizen)
    examine(app, somebody_else())
    find_again(citizen, number)
    citizen.reads("样品收到了")
    release(app, somebody_else())
    citizen.page.reload()
    citizen.reads("结果出来了")
    citizen.follow("看结果")
    citizen.reads("送检结果（参考）")
    citizen.sees("抑制率 12%")
    assert not citizen.is_wider_than_the_screen()
