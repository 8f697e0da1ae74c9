"""A report, from what a citizen saw to the answer and the money, and back to the public's eyes."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, expect

from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.journeys.citizens import (
    Receipt,
    leave_a_name,
    send,
    tell_what_happened,
    tell_which_firm,
    track,
    write_a_tip,
)
from tests.browser.journeys.traces import find_traces, photo_by
from tests.factories import rewards as factory

pytestmark = pytest.mark.slow
Somebody = Callable[..., Reader]
QUESTION = "示例：后厨的门在哪一侧？"
REPLY = "示例：在巷子里，绿色的门。"
ANSWER = "示例：已查处，责令停业整改。"
NAME = "CanaryOfNobody"  # whoever sends the tip; ASCII, so that headers may hold it


def begin(reporter: Reader, track_name: str) -> None:
    """Go from the home page to the first step."""
    page = reporter.open("/")
    page.locator("main a[href$='/complaints/new']").first.click()
    page.locator(f".choose a[href*='/{track_name}/']").click()


def take(app: Flask, handler: Reader, receipt: Receipt) -> None:
    """Open the case at the desk and take it."""
    handler.sign_in(app, "handler", department="market-regulation", name="handler-h")
    handler.open("/desk/")
    handler.follow("投诉举报")
    page = handler.page
    page.locator("#queue tr", has_text=receipt.number).get_by_role("link").click()
    page.locator("select[name=assignment-handler]").select_option("handler-h")
    page.locator("form[action$='/assignment'] button").click()
    page.locator("form[action$='/message']").wait_for()


def ask(handler: Reader) -> None:
    """Ask the citizen something."""
    handler.fill("给当事人留言", QUESTION)
    handler.press("发给当事人")
    handler.page.locator(".msg--me", has_text=QUESTION).wait_for()


def answer(citizen: Reader, receipt: Receipt) -> None:
    """Read the question and answer it, without an account."""
    track(citizen, receipt)
    citizen.sees(QUESTION)
    citizen.fill("补充一句", REPLY)
    citizen.press("发给承办人")
    citizen.page.locator(".msg--me", has_text=REPLY).wait_for()


def open_deed(handler: Reader, suffix: str) -> None:
    """Unfold a form of the desk."""
    handler.page.locator(f"details:has(form[action$='{suffix}']) summary").click()


def conclude(handler: Reader, receipt: Receipt) -> None:
    """Read the reply, verify, file the case, and find the report true."""
    page = handler.open(f"/desk/cases/{receipt.number}")
    handler.sees(REPLY)
    for stage in ("screening", "verifying"):
        page.locator(f"form:has(input[value={stage}]) button").click()
        page.locator(f"form:has(input[value={stage}])").wait_for(state="detached")
    open_deed(handler, "/decision")
    page.locator("input[name=decision-decision][value=yes]").check()
    page.locator("form[action$='/decision'] button").click()
    page.locator("form[action$='/decision']").wait_for(state="detached")
    open_deed(handler, "/verdict")
    page.locator("input[name=verdict-verdict][value=true]").check()
    page.locator("#verdict-answer").fill(ANSWER)
    page.locator("form[action$='/verdict'] button").click()
    page.locator("form[action$='/verdict']").wait_for(state="detached")


def propose(app: Flask, handler: Reader) -> str:
    """Answer the questions, count, and propose; return the reward's number."""
    page = handler.page
    handler.follow("打开奖励件")
    page.locator("h1 .mono").wait_for()
    reference = page.locator("h1 .mono").inner_text()
    with app.app_context():
        answers = factory.answers()
    for code, said in answers.items():
        page.locator(f"input[name=answer_{code.replace('-', '_')}][value={said}]").check()
    page.locator("input[name=grade][value='2']").check()
    page.locator("#base").fill("68,400")
    handler.tick("我与举报人、被举报人没有亲属关系和利害关系")
    handler.press("先算一遍")
    page.locator("#calculation b", has_text="3,000").wait_for()
    handler.press("拟奖，交一审")
    page.locator("form[action$='/proposal']").wait_for(state="detached")
    return reference


def approve(app: Flask, approver: Reader, reference: str) -> None:
    """Let one more person approve."""
    approver.sign_in(app, "approver")
    page = approver.open("/desk/rewards/approvals/")
    page.get_by_role("link", name=reference).click()
    approver.tick("我与举报人、被举报人没有亲属关系和利害关系")
    page.locator("form[action$='/approval'] button").click()
    page.locator("form[action$='/approval']").wait_for(state="detached")


def claim(citizen: Reader, receipt: Receipt) -> tuple[str, str]:
    """Read the notice, claim without a name, and write both codes down: identity, claim."""
    track(citizen, receipt)
    page = citizen.page
    citizen.sees(ANSWER)
    citizen.follow("领取奖励")
    page.locator("#claim .rwd-declare input[value=no]").first.wait_for()
    for excluded in page.locator("#claim .rwd-declare input[value=no]").all():
        excluded.check()
    citizen.tick("不留名，凭身份代码和领取码")
    citizen.tick("到窗口领取")
    citizen.tick("以上都是真的；弄虚作假的，退回奖励并承担责任")
    citizen.press("领取，给我领取码")
    page.locator(".rwd-code").nth(1).wait_for()
    code, identity = page.locator(".rwd-code").all_inner_texts()
    citizen.fill("照着纸上的领取码输一遍", code)
    citizen.press("我已抄好")
    citizen.reads("已经抄下，不再显示")
    return identity, code


def verify_at_the_counter(app: Flask, clerk: Reader, identity: str, code: str) -> None:
    """Accept the codes somebody brings to the counter, who shows no papers."""
    clerk.sign_in(app, "intake-clerk", department="market-regulation")
    clerk.open("/desk/rewards/counter/")
    clerk.fill("身份代码", identity)
    clerk.fill("领取码", code)
    clerk.press("核验")
    clerk.page.locator(".note.ok").wait_for()


def pay(app: Flask, officer: Reader, reference: str) -> None:
    """Pay, and keep the bank's number."""
    officer.sign_in(app, "finance")
    page = officer.open("/desk/rewards/payments/")
    page.get_by_role("link", name=reference).click()
    page.locator("form[action$='/start'] button").click()
    officer.fill("银行流水号", "示例 0001")
    officer.press("登记已支付")
    page.get_by_role("row", name=reference).get_by_text(officer.word("已支付")).wait_for()


def grant_budget(app: Flask) -> None:
    """Grant this year's money."""
    with app.app_context(), write_intent():
        factory.make_budget()
        db.session.commit()


def check_register(reader: Reader, receipt: Receipt, reference: str) -> None:
    """Read the public register: nothing about anybody, and no sum before its month is over."""
    page = reader.open("/rewards/")
    assert "¥3,000" not in page.locator("main").inner_text()
    told = page.locator("main").inner_text()
    for hidden in (receipt.number, reference, "示例小吃店", "示例举报人"):
        assert hidden not in told


def come_with_traces(tipster: Reader) -> None:
    """Send the name along by every way on which a browser or a photo tells it unasked."""
    told = {"User-Agent": f"Browser of {NAME}", "X-Forwarded-For": NAME, "From": NAME}
    tipster.context.set_extra_http_headers(told)


def add_photo(tipster: Reader) -> None:
    """Add a photo whose name and whose own data say who took it."""
    photo = FilePayload(name=f"{NAME}.jpg", mimeType="image/jpeg", buffer=photo_by(NAME))
    tipster.page.locator("input[type=file]").set_input_files(photo)


def test_a_tip_is_answered_and_rewarded_without_a_name(
    app: Flask, somebody: Somebody, caplog: pytest.LogCaptureFixture
) -> None:
    grant_budget(app)
    tipster, handler = somebody(), somebody()
    come_with_traces(tipster)
    begin(tipster, "tip")
    write_a_tip(tipster)
    add_photo(tipster)
    receipt = send(tipster)
    take(app, handler, receipt)
    ask(handler)
    citizen = somebody(width=390)
    answer(citizen, receipt)
    conclude(handler, receipt)
    reference = propose(app, handler)
    for _time in range(2):
        approve(app, somebody(), reference)
    identity, code = claim(citizen, receipt)
    verify_at_the_counter(app, somebody(), identity, code)
    pay(app, somebody(), reference)
    citizen.open("/track/reward/")
    citizen.reads("已支付")
    check_register(somebody(), receipt, reference)
    assert find_traces(app, (NAME, receipt.secret, code), caplog.text) == []
    assert find_traces(app, [identity], ""), "what is kept is found"


def test_a_report_under_a_name_hides_the_name_from_all_but_who_says_why(
    app: Flask, somebody_else: Somebody
) -> None:
    reporter, handler = somebody_else(), somebody_else()
    begin(reporter, "report")
    tell_which_firm(reporter)
    tell_what_happened(reporter)
    leave_a_name(reporter)
    receipt = send(reporter)
    take(app, handler, receipt)
    page = handler.page
    assert "13800138000" not in page.content()
    page.locator("#identity-reason").fill("示例：回电核实地点")
    handler.press("查看身份")
    handler.sees("13800138000")
    ask(handler)
    answer(reporter, receipt)


def test_a_clerk_enters_what_comes_by_telephone(app: Flask, somebody_else: Somebody) -> None:
    clerk, caller = somebody_else(), somebody_else()
    clerk.sign_in(app, "intake-clerk", department="market-regulation")
    page = clerk.open("/desk/cases/")
    clerk.follow("登记来电、来信、来访")
    for name, answer_ in (("chosen", "complaint"), ("channel", "telephone")):
        page.locator(f"input[name={name}][value={answer_}]").check()
    for name in ("domain", "category", "wishes"):
        page.locator(f"input[name={name}]").first.check()
    clerk.fill("商家叫什么名字", "示例小吃店")
    clerk.fill("商家在哪里", "示例街 2 号")
    clerk.fill("说说经过", "示例：电话里说，昨天买的鱼饼发黏，商家不肯退。")
    clerk.fill("对方的姓名", "示例投诉人")
    page.locator("#telephone").fill("13800138000")
    clerk.fill("通讯地址", "示例路 1 号")
    clerk.press("登记，拿回执")
    expect(page.locator(".words b")).to_have_count(5)
    number = page.locator(".slip .code").inner_text()
    secret = " ".join(page.locator(".words b").all_inner_texts())
    clerk.tick("我已抄好")
    clerk.press("对方已记下")
    page.locator(".slip").wait_for(state="detached")
    track(caller, Receipt(number, secret))
    caller.sees("鱼饼发黏")
