"""Somebody comes to an event that is full, waits, and gets the seat that another gives up."""

from collections.abc import Callable

from flask import Flask

from tests.browser.conftest import Reader
from tests.browser.journeys.citizens import find_again, looks_well
from tests.crowd import kept
from tests.factories.joining import make_event

Somebody = Callable[..., Reader]


def sign_up(guest: Reader, said: str) -> str:
    """Sign up by the button that says so, first with an empty form; return the number."""
    page = guest.open("/events/")
    page.locator("main h3 a, main h2 a").first.click()
    guest.follow(said)
    guest.press("报名参加")
    page.locator("#errors-heading").wait_for()
    guest.fill("怎么称呼您", "示例居民")
    guest.fill("手机号码或电子邮箱", "13800000000")
    guest.tick("我同意保存以上内容，只用于这场活动")
    looks_well(guest)
    guest.press("报名参加")
    number = page.locator(".code")
    number.wait_for()
    return number.inner_text()


def test_the_first_who_waits_gets_a_seat_that_becomes_free(
    app: Flask, somebody_else: Somebody
) -> None:
    kept(app, lambda: make_event(seats=1))
    first, second = somebody_else(), somebody_else(width=390)
    number = sign_up(first, "报名参加")
    first.reads("您已经报上名")
    waiting = sign_up(second, "排候补")
    second.reads("您在候补名单里")
    looks_well(second)
    find_again(first, number)
    first.press("取消报名")
    first.reads("您的报名已经取消")
    find_again(second, waiting)
    second.reads("有人取消，名额补给了您。来不了请取消，让给后面的人。")
    assert not second.is_wider_than_the_screen()
