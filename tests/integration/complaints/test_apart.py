"""Cases of one matter: what is told to one citizen tells nothing of another."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts.models import Account
from portal.complaints import documents, doubles, services
from portal.complaints.models import Case
from portal.complaints.rules import DocumentKind, Identity, Outcome, Stage, Track, Verdict
from portal.complaints.rules.matter import Addressed
from portal.kernel import audit
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, Refused
from tests.factories.complaints import make_assigned, make_case, make_handler

START = datetime(2026, 6, 1, 2, tzinfo=UTC)
PEOPLE = [
    Identity(name="示例甲某", telephone="13800138001", address="示例路 11 号 101 室"),
    Identity(name="示例乙某", telephone="13800138002", address="示例路 12 号 102 室"),
    Identity(name="示例丙某", telephone="13800138003", address="示例路 13 号 103 室"),
]


@pytest.fixture
def matter(inside: Flask) -> tuple[list[Case], Account]:
    """Return three complaints of one matter, accepted, and their handler."""
    cases = []
    for day, identity in enumerate(PEOPLE):
        with time_machine.travel(START + timedelta(days=day), tick=False):
            cases.append(make_case(identity=identity))
    handler = make_handler()
    for case in cases:
        services.assign_case(case, handler=handler, by=handler)
    for case in cases[1:]:
        services.join_cases(case, cases[0], by=handler)
    services.accept_case(cases[0], by=handler)
    db.session.commit()
    return cases, handler


def test_an_agreement_is_written_for_each_and_read_by_that_one_alone(
    matter: tuple[list[Case], Account],
) -> None:
    (first, second, third), handler = matter
    settled = {"outcome": Outcome.SETTLED, "ground": None, "by": handler}
    with pytest.raises(Refused, match="各写一份"):
        services.conclude_complaint(first, answer="示例：退 100 元。", **settled)
    assert first.stage is Stage.ACCEPTED
    own = {second.reference: "示例：退 200 元。", third.reference: "示例：换货。"}
    services.conclude_complaint(
        first, answer="示例：退 100 元。", addressed=Addressed(own_words=own), **settled
    )
    told = {"100": first, "200": second, "换货": third}
    for words, case in told.items():
        papers = documents.list_for_citizen(case)
        assert papers[0].kind is DocumentKind.MEDIATION_AGREEMENT
        whole = f"{case.answer}{case.events[0].note}{[one.content for one in papers]}"
        assert [one for one in told if one in whole] == [words]


def test_one_case_is_concluded_alone_and_the_others_stay_together(
    matter: tuple[list[Case], Account],
) -> None:
    (first, second, third), handler = matter
    services.conclude_complaint(
        second, outcome=Outcome.SETTLED, ground=None, answer="示例：退款。",
        addressed=Addressed(is_only=True), by=handler,
    )  # fmt: skip
    assert [one.stage for one in (first, second, third)] == [
        Stage.ACCEPTED, Stage.CONCLUDED, Stage.ACCEPTED,
    ]  # fmt: skip
    assert doubles.list_matter(first) == [first, third]
    assert not first.answer
    with pytest.raises(NotAllowed):
        services.conclude_complaint(
            third, outcome=Outcome.UNSETTLED, ground=None, answer="示例", by=make_handler(),
            addressed=Addressed(is_only=True),
        )  # fmt: skip


@pytest.mark.parametrize(
    "words", ["示例乙某也要求退货", "13800138002", "示例路12号102室", "number"]
)
def test_common_words_that_tell_who_another_is_are_refused_and_nothing_is_done(
    matter: tuple[list[Case], Account], words: str
) -> None:
    (first, second, third), handler = matter
    text = second.reference if words == "number" else words
    with pytest.raises(Refused, match=first.reference):
        services.conclude_complaint(
            first, outcome=Outcome.UNSETTLED, ground=None, answer=text, by=handler
        )
    assert {one.stage for one in (first, second, third)} == {Stage.ACCEPTED}
    with pytest.raises(Refused):
        services.write_as_handler(first, text=text, by=handler, is_to_all=True)
    assert not third.messages


def test_a_message_goes_to_one_citizen_or_to_all(matter: tuple[list[Case], Account]) -> None:
    (first, second, third), handler = matter
    services.write_as_handler(second, text="示例：请您补一张小票。", by=handler)
    assert [len(one.messages) for one in (first, second, third)] == [0, 1, 0]
    services.write_as_handler(second, text="示例：都在等检验。", by=handler, is_to_all=True)
    assert [len(one.messages) for one in (first, second, third)] == [1, 2, 1]
    lines = [one.subject for one in audit.pending() if one.action == "case.message-written"]
    assert lines[-3:] == [one.subject for one in (first, second, third)]


def test_words_for_all_go_to_all_where_they_name_nobody(inside: Flask) -> None:
    first, handler = make_assigned(Track.REPORT)
    second = make_case(Track.REPORT)
    services.join_cases(first, second, by=handler)
    services.advance_case(first, to=Stage.SCREENING, by=handler)
    services.advance_case(first, to=Stage.VERIFYING, by=handler)
    own = Addressed(own_words={second.reference: "示例：您说的那一批已下架。"})
    services.decide_filing(first, is_filed=True, note="示例：已立案。", addressed=own, by=handler)
    services.conclude_report(first, verdict=Verdict.TRUE, answer="示例：已查处。", by=handler)
    assert (first.answer, second.answer) == ("示例：已查处。", "示例：已查处。")
    noted = [[event.note for event in one.events] for one in (first, second)]
    assert "示例：已立案。" in noted[0]
    assert "示例：已立案。" not in noted[1]
