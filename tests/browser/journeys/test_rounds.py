"""What is to be sampled is proposed, voted for once, and followed to what was found."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.rounds import queries
from tests.browser.conftest import Reader
from tests.browser.journeys.citizens import looks_well
from tests.crowd import kept
from tests.factories.rounds import make_round
from tests.factories.sampling import published_batch

Somebody = Callable[..., Reader]
WISH = "示例学校门口的烤肠"


def propose(citizen: Reader) -> None:
    """Propose something, first nothing."""
    citizen.open("/rounds/")
    citizen.follow("提一样")
    send = citizen.page.locator("form[action$='/propose'] button")
    send.click()
    citizen.page.locator("#errors-heading").wait_for()
    citizen.fill("想抽检什么", WISH)
    citizen.page.get_by_role("radio").first.check()
    send.click()
    citizen.reads("有一项提议在等审核，审核后列出来。")
    looks_well(citizen)


def accept(app: Flask, officer: Reader, reference: str) -> None:
    """Read what was proposed, and let it be voted for."""
    officer.sign_in(app, "data-officer", name="officer-of-rounds")
    page = officer.open("/desk/")
    officer.follow("你点我检")
    page.locator(f"main tbody a[href$='{reference}']").click()
    chosen = page.locator("form[action$='/accept']")
    chosen.get_by_role("button").click()
    chosen.wait_for(state="detached")


def vote(citizen: Reader, reference: str) -> None:
    """Vote, and try it once more: it is refused kindly, and what was chosen stays."""
    page = citizen.open(f"/rounds/{reference}/vote")
    page.get_by_role("checkbox", name=WISH).check()
    citizen.press("投票")
    citizen.reads("您的票已经计入")
    looks_well(citizen)
    citizen.open(f"/rounds/{reference}/vote")
    page.get_by_role("checkbox", name=WISH).check()
    citizen.press("投票")
    citizen.reads("这一次没有计票")
    citizen.reads("您在这一轮已经投过票了，一人一轮只有一次。结果在截止后公布")
    assert page.get_by_role("checkbox", name=WISH).is_checked()
    looks_well(citizen)


def close(app: Flask, reference: str) -> None:
    """Let the last day of the round be over."""
    with app.app_context(), write_intent():
        queries.get_round(reference).closes_at = clock.now() - timedelta(minutes=1)
        db.session.commit()


def follow_up(officer: Reader, reference: str, batch: str) -> None:
    """Tie what was found to what had been asked for, first something that is not there."""
    page = officer.open(f"/desk/rounds/{reference}")
    for told in ("nothing-here", batch):
        officer.field("公示结果的编号").fill(told)
        officer.press("关联结果")
        page.get_by_text(told).or_(page.locator(f"input[value='{told}']")).first.wait_for()
        looks_well(officer)


def test_a_proposal_is_voted_for_once_and_sampled(app: Flask, somebody_else: Somebody) -> None:
    reference = kept(app, lambda: make_round(shown=0))
    batch = kept(app, lambda: published_batch().reference)
    citizen, officer = somebody_else(width=390), somebody_else()
    propose(citizen)
    accept(app, officer, reference)
    vote(citizen, reference)
    close(app, reference)
    follow_up(officer, reference, batch)
    page = citizen.open("/rounds/")
    page.locator(f"h2 a[href$='{reference}']").click()
    row = page.get_by_role("row", name=WISH)
    assert row.get_by_role("cell").first.inner_text().split()[-1] == "1"
    row.get_by_role("link", name=batch).click()
    page.wait_for_url(f"**/sampling/{batch}")
    assert not citizen.is_wider_than_the_screen()
