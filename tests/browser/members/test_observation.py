"""A supervisor writes what was seen; the desk follows it; everybody reads what came of it."""

from collections.abc import Callable
from datetime import date

from flask import Flask

from portal.accounts import queries as accounts
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import LIGHT, PHONE, flaws_of
from tests.factories.members import STREET, make_member


def enter(app: Flask, name: str) -> None:
    """Enter somebody who has an account on the roll of supervisors."""
    with app.app_context(), write_intent():
        term = (date(clock.today().year, 1, 1), date(clock.today().year + 1, 12, 31))
        make_member(account=accounts.get_account(name), term=term)
        db.session.commit()


def tell(supervisor: Reader) -> str:
    """Write an observation; return its number."""
    page = supervisor.open("/desk/membership/observations/new")
    supervisor.fill("哪天看到的", clock.today().isoformat())
    supervisor.field("在哪个街道").select_option(STREET)
    supervisor.fill("哪家店", "示例便利店")
    supervisor.fill("看到了什么", "示例：货架上有三盒过期酸奶。")
    supervisor.field("关于什么").select_option("food")
    supervisor.field("最接近哪一类").select_option("expired")
    supervisor.press("提交记录")
    supervisor.reads("已提交，等核实")
    return page.url.rpartition("/")[2]


def test_what_a_supervisor_saw_is_read_by_everybody(
    app: Flask, reader: Callable[..., Reader]
) -> None:
    supervisor, handler, reviewer = (reader(scripts=False) for _ in range(3))
    citizen = reader()
    supervisor.sign_in(app, "supervisor", name="example-supervisor")
    handler.sign_in(app, "handler", department="market-regulation")
    reviewer.sign_in(app, "reviewer")
    enter(app, "example-supervisor")
    reference = tell(supervisor)
    handler.open(f"/desk/observations/{reference}")
    handler.tick("属实或部分属实")
    handler.fill("写给监督员", "示例：属实。")
    handler.press("记下核实结果")
    handler.page.locator("#answer-note").fill("示例：已下架。")
    handler.fill("写给公众", "示例：三盒过期酸奶已下架。")
    handler.press("反馈，并送审公布")
    reviewer.open(f"/desk/observations/review/{reference}")
    reviewer.press("公布")
    citizen.open("/members/observations/")
    citizen.sees("三盒过期酸奶已下架")
    assert not flaws_of(citizen.page, LIGHT, PHONE)
    supervisor.page.reload()
    supervisor.reads("已公布")
