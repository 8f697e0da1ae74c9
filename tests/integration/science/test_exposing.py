"""A negative case is public with a final decision, two reviewers and the firm's reply (E4)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, Refused
from portal.science import decisions, queries, services
from portal.science.decisions import Decision, DecisionKind
from portal.science.models import Article
from portal.science.rules import ArticleFacts, Exposure, Stage, Verdict, compare
from tests.factories.accounts import make_account
from tests.factories.science import (
    STAFF,
    exposure,
    judgement,
    make_draft,
    make_submitted,
    pass_steps,
    taker,
)

NUMBER = "示例处罚〔2026〕1号"


class Register:
    """Decisions as another room would tell them; a test may change its mind."""

    is_known, is_final = True, True

    def find(self, number: str) -> Decision | None:
        known = self.is_known and number == NUMBER
        return Decision(number, "示例店", "", "", None, self.is_final) if known else None


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Return a register of decisions with one in it, which is final."""
    own = Register()
    monkeypatch.setitem(decisions._KINDS, "penalty", DecisionKind("penalty", "处罚", own.find))
    return own


def exposed(author: Account, case: Exposure, until: str = "final-review") -> Article:
    """Return an article that makes a negative case public and waits at a step."""
    article = make_draft(author)
    services.set_exposure(article, case, by=author)
    services.submit(article, by=author)
    db.session.flush()
    return pass_steps(article, until)


def publish(article: Article, **changes: object) -> None:
    services.decide(article, judgement(article, **changes), by=taker("final-review"))


def test_with_all_three_a_negative_case_is_public(inside: Flask, register: Register) -> None:
    article = exposed(make_account("volunteer"), exposure())
    publish(article)
    assert article.stage is Stage.PUBLISHED
    basis = queries.basis_of(article)
    assert basis is not None
    assert basis.decision is not None
    assert (basis.decision.title, basis.exposure.reply) == ("示例店", "")
    assert "science.exposure-set" in [line.action for line in audit.pending()]
    assert article.versions[-1].facts["exposure"]["decision_number"] == NUMBER


def test_without_a_final_decision_it_is_not(inside: Flask, register: Register) -> None:
    article = exposed(make_account("volunteer"), exposure())
    register.is_final = False
    with pytest.raises(Refused, match="已经生效"):
        publish(article)
    assert article.stage is Stage.IN_REVIEW


def test_before_the_firm_had_its_time_it_is_not(inside: Flask, register: Register) -> None:
    today = clock.today()
    early = exposure(asked_on=today - timedelta(days=1), answer_by_on=today + timedelta(days=5))
    article = exposed(make_account("volunteer"), early)
    with pytest.raises(Refused, match="没有答复"):
        publish(article)
    with pytest.raises(Refused, match="不能定时") as refusal:
        publish(article, publish_at=clock.now() + timedelta(days=7))
    assert refusal.value.field == "publish_at"
    answered = replace(early, reply="示例答复", replied_on=today)
    other = exposed(make_account("volunteer"), answered)
    publish(other)
    assert other.stage is Stage.PUBLISHED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decision_number": "没有这个"}, "decision_number"),
        ({"decision_kind": "gossip"}, "decision_number"),
        ({"asked_on": date(2099, 1, 1)}, "asked_on"),
        ({"answer_by_on": date(2020, 1, 1)}, "answer_by_on"),
        ({"reply": "示例"}, "replied_on"),
        ({"replied_on": date(2026, 1, 1)}, "replied_on"),
        ({"reply": "示例", "replied_on": date(2099, 1, 1)}, "replied_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    inside: Flask, register: Register, changes: dict[str, object], field: str
) -> None:
    author = make_account("volunteer")
    article = make_draft(author)
    with pytest.raises(Refused) as refusal:
        services.set_exposure(article, exposure(**changes), by=author)
    assert refusal.value.field == field
    assert article.negative_case is None


def test_only_its_author_says_what_a_draft_rests_on(inside: Flask, register: Register) -> None:
    author = make_account("volunteer")
    article = make_draft(author)
    with pytest.raises(NotAllowed):
        services.set_exposure(article, exposure(), by=make_account("editor"))
    register.is_final = False
    with pytest.raises(Refused, match="还没有生效"):
        services.set_exposure(article, exposure(), by=author)
    services.set_exposure(article, None, by=author)
    waiting = make_submitted(author, title="示例：已送审")
    with pytest.raises(Refused, match="已经送审"):
        services.set_exposure(waiting, exposure(), by=author)


def test_when_the_decision_falls_the_board_tells_and_nothing_is_renewed(
    inside: Flask, register: Register
) -> None:
    article, publisher = exposed(make_account("volunteer"), exposure()), taker("final-review")
    publish(article)
    assert queries.board_for(publisher).unfounded == []
    register.is_known = False
    assert queries.board_for(publisher).unfounded == [article]
    day = clock.today() + timedelta(days=365)
    with pytest.raises(Refused, match="已经生效"):
        services.renew(article, review_by_on=day, opinion="有效", by=publisher)
    author = article.author
    assert author is not None
    changed = replace(article.facts, summary="新摘要。")
    correction = services.propose_correction(article, facts=changed, note="改", by=author)
    db.session.flush()
    with pytest.raises(Refused, match="已经生效"):
        services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="好", by=publisher)
    register.is_known = True
    services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="好", by=publisher)
    assert article.negative_case == exposure()


def test_a_reply_that_comes_late_is_added_by_a_correction(
    inside: Flask, register: Register
) -> None:
    author, publisher = make_account("volunteer"), taker("final-review")
    article = exposed(author, exposure())
    publish(article)
    late = exposure(reply="示例：已经整改", replied_on=clock.today())
    correction = services.propose_reply(article, late, by=author)
    db.session.flush()
    (change,) = compare(article.facts, ArticleFacts.from_json(correction.facts))
    assert change.name == "exposure"
    services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="属实", by=publisher)
    assert article.negative_case == late
    assert [version.note for version in queries.list_corrections(article)] == ["补充了企业的答复。"]
    plain = make_draft(author, title="示例：不是曝光")
    with pytest.raises(Refused):
        services.propose_reply(plain, late, by=author)


PEOPLE = ("able", "able", "able", "author", *sorted({name for _role, name in STAFF.values()}))
DEEDS = st.lists(
    st.tuples(
        st.sampled_from([*["pass"] * 9, "return", "submit", "fall", "stand", "stand"]),
        st.sampled_from(PEOPLE),
    ),
    min_size=20,
    max_size=40,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_whatever_the_order_of_deeds_nothing_is_public_without_all_it_needs(
    inside: Flask, register: Register, deeds: list[tuple[str, str]]
) -> None:
    author = make_account("editor", "expert", "clearance", "publisher", name="author")
    db.session.flush()
    register.is_final = True
    article = exposed(author, exposure(), "first-review")
    was_final = True
    for deed, name in deeds:
        if deed in {"fall", "stand"}:
            register.is_final = deed == "stand"
            continue
        was_final = register.is_final
        try:
            act(article, deed, name)
        except Refused:
            continue
        if article.stage is Stage.PUBLISHED:
            break
    check(article, author, was_final=was_final)


def act(article: Article, deed: str, name: str) -> None:
    """Let somebody try something, whether they may or not."""
    step = queries.path_of_article(article).current
    if name == "able" and step is not None:
        person = taker(step.code)
    else:
        person = make_account("editor", "expert", "clearance", "publisher", name=name)
    if deed == "submit" or article.stage is Stage.RETURNED:
        services.submit(article, by=person if deed == "submit" else author_of(article))
    else:
        verdict = Verdict.APPROVED if deed == "pass" else Verdict.RETURNED
        services.decide(article, judgement(article, verdict=verdict), by=person)
    db.session.flush()


def author_of(article: Article) -> Account:
    """Return who wrote it."""
    assert article.author is not None
    return article.author


def check(article: Article, author: Account, *, was_final: bool) -> None:
    """Look at what came of it."""
    assert author.id not in {review.reviewer_id for review in article.reviews}
    if article.stage is not Stage.PUBLISHED:
        return
    assert was_final
    passed = {one.step: one.reviewer_id for one in article.reviews if one.verdict == "approved"}
    assert passed.keys() == STAFF.keys()
    assert len({passed[code] for code in ("first-review", "second-review", "final-review")}) == 3
