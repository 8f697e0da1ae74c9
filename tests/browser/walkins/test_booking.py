"""From a free slot to a result that is for reference, without any script."""

from collections.abc import Callable

from flask import Flask

from portal.kernel.db import db, write_intent
from portal.walkins import queries
from tests.browser.conftest import Reader
from tests.crowd import kept
from tests.factories import walkins as factory


def book(citizen: Reader) -> str:
    """Book the only slot; return the number of the receipt."""
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
    return page.locator(".code").inner_text()


def release(app: Flask, reference: str) -> None:
    """Test what was brought, and let a second person release the result."""
    with app.app_context(), write_intent():
        factory.release(queries.get_booking(reference))
        db.session.commit()


def test_a_test_is_booked_and_its_result_read_without_scripts(
    app: Flask, reader: Callable[..., Reader]
) -> None:
    kept(app, lambda: factory.make_slot().reference)
    citizen = reader(scripts=False)
    number = book(citizen)
    release(app, number)
    page = citizen.open("/walkins/results/")
    citizen.fill("样品编号或预约编号", number)
    citizen.press("查看")
    citizen.reads("结果出来了")
    citizen.follow("看结果")
    citizen.reads("送检结果（参考）")
    assert not citizen.is_wider_than_the_screen()
    assert page.locator("h1").count() == 1
