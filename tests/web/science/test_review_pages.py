"""Those who answer for what is published, at work."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.accounts.models import Account
from portal.accounts.queries import get_account as find_account
from portal.kernel.db import db, write_intent
from portal.science import decisions, queries
from portal.science.decisions import Decision, DecisionKind
from portal.science.models import Article
from tests.factories.science import STAFF, make_draft, make_published, make_submitted, pass_steps
from tests.visitor import Visitor
from tests.web.science.desk import ANSWERS, DESK, keep, writer

Officer = Callable[..., Visitor]


def answers(step: str, **changes: str) -> dict[str, str]:
    return {"version": "1", "step": step, "opinion": "已核对", "verdict": "approved", **changes}


def reviewed(author: Account | None, until: str) -> Article:
    return pass_steps(make_submitted(author), until)


def waiting_at(app: Flask, step: str) -> str:
    """Return the address of an article that waits at a step."""
    slug = keep(app, lambda author: reviewed(author, step), "writer")
    return f"{DESK}/reviews/zh/{slug}"


def test_each_reads_passes_and_the_last_publishes(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_submitted, "writer")
    one = f"{DESK}/reviews/zh/{slug}"
    editor = officer("editor")
    board = editor.get(f"{DESK}/reviews/")
    assert board.heading == "审稿"
    assert one in "".join(board.links())
    page = editor.get(one)
    assert "先洗后切" in page.text
    assert page.all("[aria-current=step] h3") == ["初审"]
    assert "已核对" not in page.text
    empty = editor.post(one, answers("first-review", opinion="", verdict="returned"), status=422)
    assert "请写下意见" in empty.text
    assert "请选通过或退回" in editor.post(one, answers("", verdict=""), status=422).text
    for step, (role, name) in STAFF.items():
        officer(role, name=name).post(one, answers(step, may_name="y"))
    public = officer("editor").get(f"/science/short-facts/{slug}")
    assert public.heading == "示例：豇豆焯水再炒"
    assert "已核对" in editor.get(f"{DESK}/zh/{slug}").text


def test_the_desk_tells_how_much_waits_and_the_board_for_whom(app: Flask, officer: Officer) -> None:
    keep(app, make_submitted, "writer")
    editor = officer("editor", name="s-first")
    assert "1 件等您" in editor.get("/desk/").text
    board = editor.get(f"{DESK}/reviews/")
    assert board.all("[data-queue] caption")[0] == "等您处理"
    assert "s-first" in board.text
    assert "0 天" in board.text
    assert "件等您" not in writer(officer).get("/desk/").text
    alone = officer("clearance", name="only").get(f"{DESK}/reviews/")
    assert "没有等您处理的稿件" not in alone.text


def test_where_nobody_may_take_a_step_the_board_says_so(app: Flask, officer: Officer) -> None:
    keep(app, make_submitted, "writer")
    with app.app_context(), write_intent():
        for person in db.session.query(Account):
            person.is_active = False
        db.session.commit()
    officer("auditor", name="aud")
    with app.app_context():
        assert [one.people for one in queries.list_at_steps(find_account("writer"))] == [()]


def test_a_reviewer_who_wrote_it_is_told_to_leave_it(app: Flask, officer: Officer) -> None:
    author = officer("volunteer", "publisher", name="both")
    slug = keep(app, make_submitted, "both")
    one = f"{DESK}/reviews/zh/{slug}"
    assert "作者不能审自己的稿件" in author.get(one).text
    refused = author.post(one, answers("first-review", opinion="好"), status=422)
    assert "作者不能审自己的稿件" in refused.text
    assert "您写的意见（没有保存）" in refused.text


def test_a_role_without_the_step_reads_only(app: Flask, officer: Officer) -> None:
    one = waiting_at(app, "secrecy-review")
    editor = officer("editor", name="another")
    assert "不由您的角色来做" in editor.get(one).text
    assert "不由您的角色来做" in editor.post(one, answers("secrecy-review"), status=422).text


def test_an_opinion_on_an_older_version_is_kept_and_told(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_submitted, "writer")
    one, editor = f"{DESK}/reviews/zh/{slug}", officer("editor")
    editor.post(one, answers("first-review", opinion="请补一条", verdict="returned"))
    author = writer(officer)
    edit = f"{DESK}/zh/{slug}/edit"
    revision = author.get(edit).soup.select_one("input[name=revision]")
    assert revision is not None
    author.post(edit, {**ANSWERS, "revision": str(revision["value"])})
    author.post(f"{DESK}/zh/{slug}/submit")
    late = editor.post(one, answers("first-review", opinion="第一版写得不错"), status=422)
    assert "作者又改过" in late.text
    assert "第一版写得不错" in late.text
    assert "和上次审过的第 1 版相比" in late.text
    assert late.all("ins") != []
    version = late.soup.select_one("input[name=version]")
    assert version is not None
    assert version["value"] == "2"
    assert late.soup.select("input[name=verdict][checked]") == []


def test_a_step_taken_meanwhile_is_told_and_the_opinion_kept(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_submitted, "writer")
    one = f"{DESK}/reviews/zh/{slug}"
    officer("editor", name="quick").post(one, answers("first-review"))
    late = officer("editor", name="slow").post(
        one, answers("first-review", opinion="我也看过"), status=422
    )
    assert "已经有同事处理过" in late.text
    assert "我也看过" in late.text


def test_whoever_is_signed_out_meanwhile_gets_back_what_they_wrote(
    app: Flask, citizen: Visitor
) -> None:
    one = waiting_at(app, "first-review")
    page = citizen.post(one, answers("first-review", opinion="示例：写了很久的意见"), status=403)
    assert page.all("textarea[readonly]") == ["示例：写了很久的意见"]
    assert any("sign-in?next=" in link for link in page.links())
    assert "sign-in" in citizen.post(one, answers("first-review", opinion="")).location


def test_what_is_sent_back_shows_why(app: Flask, officer: Officer) -> None:
    one = waiting_at(app, "final-review")
    publisher = officer("publisher", name="s-publisher")
    publisher.post(one, answers("final-review", opinion="请补一条出处", verdict="returned"))
    slug = one.rpartition("/")[2]
    assert "请补一条出处" in writer(officer).get(f"{DESK}/zh/{slug}").text
    assert "1 件等您" in writer(officer).get("/desk/").text
    assert "没有等审的步骤" in publisher.get(one).text
    late = publisher.post(one, answers("final-review", opinion="再看一遍"), status=422)
    assert "再看一遍" in late.text
    assert "等作者修改" in publisher.get(f"{DESK}/reviews/").text


def test_publication_may_wait(app: Flask, officer: Officer) -> None:
    one = waiting_at(app, "final-review")
    publisher = officer("publisher", name="s-publisher")
    said = answers("final-review")
    past = publisher.post(one, {**said, "publish_at": "2020-01-01T00:00"}, status=422)
    assert "发布时间早于现在" in past.text
    publisher.post(one, {**said, "publish_at": "2099-01-01T08:00"})
    slug = one.rpartition("/")[2]
    assert "定时发布" in publisher.get(f"{DESK}/zh/{slug}").text
    publisher.get(f"/science/short-facts/{slug}", status=404)


def test_likely_claims_without_a_fitting_source_are_shown(app: Flask, officer: Officer) -> None:
    def risky(author: Account | None) -> Article:
        return make_submitted(author, body="喝这个能治疗高血压。", has_claims=False, sources=())

    slug = keep(app, risky, "writer")
    page = officer("editor").get(f"{DESK}/reviews/zh/{slug}")
    assert "可能有医学或法律说法" in page.text
    assert "没有勾选" in page.text
    assert "治疗" in page.all(".sci-claims b")


def test_withdrawing_takes_it_off_the_site_at_once(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_published, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/withdraw"
    search = "/search?q=豇豆&kind=article"
    assert len(publisher.get(search).all("#results h3")) == 1
    publisher.get(address)
    assert "请写明撤回的原因" in publisher.post(address, {"reason": ""}, status=422).text
    publisher.post(address, {"reason": "限量已变"})
    assert "限量已变" in publisher.get(f"/science/short-facts/{slug}", status=410).text
    assert publisher.get(search).all("#results h3") == []
    assert "限量已变" in publisher.get(f"{DESK}/zh/{slug}").text


def test_an_article_is_renewed(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_published, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/renew"
    publisher.get(address)
    answers = {"opinion": "标准未变", "review_by_on": "2020-01-01"}
    assert "晚于今天" in publisher.post(address, answers, status=422).text
    odd = publisher.post(address, {**answers, "review_by_on": "9999-12-31"}, status=422)
    assert "核对年份" in odd.text
    publisher.post(address, {**answers, "review_by_on": "2099-01-01"})
    assert "2099-01-01" in publisher.get(f"/science/short-facts/{slug}").text


def test_a_correction_is_proposed_compared_and_published(app: Flask, officer: Officer) -> None:
    author, publisher = writer(officer), officer("publisher")
    slug = keep(app, make_published, "writer")
    address, decision = f"{DESK}/zh/{slug}/correct", f"{DESK}/reviews/zh/{slug}/correction"
    publisher.get(decision, status=404)
    author.get(address)
    preview = author.post(address, {**ANSWERS, "action": "preview"}, status=200)
    assert preview.all("#preview strong") == ["不吃"]
    assert "请写明改了什么" in author.post(address, ANSWERS, status=422).text
    changed = {**ANSWERS, "note": "改写全文"}
    assert "有一份更正在等审核" in author.follow(address, changed).text
    assert "更正" in publisher.get(f"{DESK}/reviews/").text
    compared = publisher.get(decision)
    assert "发芽的**不吃**。" in " ".join(compared.all("ins"))
    assert publisher.get(f"/science/short-facts/{slug}").heading != ANSWERS["title"]
    publisher.post(decision, {"opinion": "好", "verdict": ""}, status=422)
    publisher.post(decision, {"opinion": "好", "verdict": "approved"})
    public = publisher.get(f"/science/short-facts/{slug}")
    assert public.heading == ANSWERS["title"]
    assert "更正 1 次" in public.text
    assert "改写全文" in public.text
    assert len(publisher.get("/search?q=土豆").all("#results h3")) == 1


def test_an_author_writes_what_a_negative_case_rests_on(
    app: Flask, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(number: str) -> Decision | None:
        return Decision(number, "示例店 · 未按规定留样", "", "", None, is_final=number == "1号")

    monkeypatch.setitem(decisions._KINDS, "penalty", DecisionKind("penalty", "处罚", find))
    author, slug = writer(officer), keep(app, make_draft, "writer")
    address = f"{DESK}/zh/{slug}/exposure"
    said = {
        "decision_kind": "penalty",
        "decision_number": "2号",
        "asked_on": "2026-01-01",
        "answer_by_on": "2026-01-15",
    }
    author.get(address)
    refused = author.post(address, said, status=422)
    assert "还没有生效" in refused.text
    assert "2号" in refused.html
    assert "请写日期" in author.post(address, {**said, "asked_on": ""}, status=422).text
    shown = author.follow(address, {**said, "decision_number": "1号"})
    assert "未按规定留样" in shown.text
    assert "没有收到答复" in shown.text
    assert "这篇不是曝光，去掉" in author.get(address).text
    assert "没有收到答复" not in author.follow(address, {"action": "drop"}).text
    officer("editor").post(address, said, status=403)


def test_readers_see_the_steps_and_the_names_of_those_who_agree(
    app: Flask, officer: Officer, citizen: Visitor
) -> None:
    one = waiting_at(app, "final-review")
    officer("publisher", name="s-publisher").post(one, answers("final-review", may_name="y"))
    taken = citizen.get(f"/science/short-facts/{one.rpartition('/')[2]}").all("details li")
    assert len(taken) == len(STAFF)
    assert taken[0].startswith("初审")
    assert "s-publisher" in taken[-1]
    assert not any("s-first" in line for line in taken)
