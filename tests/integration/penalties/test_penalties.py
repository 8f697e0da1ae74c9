"""Recording, publishing and withdrawing penalties, by two people and by rule."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.enterprises.facts import facts_of
from portal.enterprises.models import Enterprise
from portal.kernel import audit, clock, signals
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.kernel.lifecycle import MoveRefused
from portal.penalties import services
from portal.penalties.models import Penalty
from portal.penalties.queries import penalties
from portal.penalties.queries.penalties import PenaltyFilter
from portal.penalties.rules.kinds import (
    PenaltyKind,
    PenaltyStage,
    Procedure,
    RespondentKind,
    Withdrawal,
)
from tests.factories.enterprises import make_enterprise
from tests.factories.penalties import (
    RECORDER,
    REVIEWER,
    bare,
    decision,
    make_penalty,
)

ALL = PenaltyFilter()
K = PenaltyKind
TODAY = date(2026, 3, 2)


def withdraw(penalty: Penalty) -> None:
    services.withdraw_penalty(
        penalty,
        why=Withdrawal.REVOKED,
        reason="复议决定撤销",
        revoked_on=clock.today(),
        by=REVIEWER,
    )


def test_a_decision_shows_only_after_a_second_person_published_it(inside: Flask) -> None:
    penalty = services.record_penalty(decision(), by=RECORDER)
    assert penalties.count_shown(ALL) == 0
    with pytest.raises(NotFound):
        penalties.get_shown_penalty(penalty.reference)
    with pytest.raises(Refused, match="另一个人"):
        services.publish_penalty(penalty, by=RECORDER)
    services.publish_penalty(penalty, by=REVIEWER)
    assert penalties.get_shown_penalty(penalty.reference) is penalty
    assert penalties.page_of_shown(ALL).items == [penalty]
    lines = [line.action for line in audit.pending()]
    assert lines == ["penalty.recorded", "penalty.published"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"number": " "}, "number"),
        ({"respondent": "\x00"}, "respondent"),
        ({"conduct": ""}, "conduct"),
        ({"authority": ""}, "authority"),
        ({"kinds": ()}, "kinds"),
        ({"decided_on": date(2999, 1, 1)}, "decided_on"),
        ({"fine_fen": 0}, "fine_fen"),
        ({"fine_fen": -1}, "fine_fen"),
        ({"fine_fen": 10**16}, "fine_fen"),
        ({"kinds": (K.CONFISCATION,)}, "fine_fen"),
        ({"kinds": (K.FINE,)}, "confiscated_fen"),
        ({"kinds": (K.FINE, K.CONFISCATION, K.RESTRICT_CAREER)}, "ban_until"),
        ({"ban_until": date(2999, 1, 1)}, "ban_until"),
        ({"shown_since": date(2001, 1, 1)}, "shown_since"),
        ({"shown_since": date(2999, 1, 1)}, "shown_since"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(
    inside: Flask, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        services.record_penalty(decision(**facts), by=RECORDER)
    assert refused.value.field == field


def test_a_ban_ends_after_it_begins_and_only_once(inside: Flask) -> None:
    early = bare([K.RESTRICT_CAREER], ban_until=date(2020, 1, 1))
    twice = bare([K.RESTRICT_CAREER], ban_until=date(2999, 1, 1), is_ban_lifelong=True)
    for wrong in (early, twice):
        with pytest.raises(Refused) as refused:
            services.record_penalty(wrong, by=RECORDER)
        assert refused.value.field == "ban_until"


def test_one_number_and_party_is_one_penalty(inside: Flask) -> None:
    services.record_penalty(decision(number="示例罚〔2026〕1 号"), by=RECORDER)
    with pytest.raises(Refused) as refused:
        services.record_penalty(decision(number="示例罚[2026]1号"), by=RECORDER)
    assert refused.value.field == "number"
    services.record_penalty(
        decision(number="示例罚〔2026〕1号", respondent="别家示例"), by=RECORDER
    )


def test_warnings_alone_and_summary_decisions_stay_on_the_desk(inside: Flask) -> None:
    for hidden in (bare([K.WARNING]), decision(procedure=Procedure.SUMMARY)):
        penalty = services.record_penalty(hidden, by=RECORDER)
        with pytest.raises(Refused, match="不公示"):
            services.publish_penalty(penalty, by=REVIEWER)
        services.keep_penalty(penalty, by=REVIEWER)
        assert penalty.stage is PenaltyStage.KEPT
    assert penalties.count_shown(ALL) == 0
    due = services.record_penalty(decision(), by=RECORDER)
    with pytest.raises(Refused, match="应当公示"):
        services.keep_penalty(due, by=REVIEWER)


def test_a_returned_record_is_put_right_and_goes_the_whole_way(inside: Flask) -> None:
    penalty = services.record_penalty(decision(), by=RECORDER)
    with pytest.raises(Refused) as refused:
        services.return_penalty(penalty, reason=" ", by=REVIEWER)
    assert refused.value.field == "reason"
    services.return_penalty(penalty, reason="金额有误", by=REVIEWER)
    other = services.record_penalty(decision(), by=RECORDER)
    with pytest.raises(Refused) as refused:
        services.amend_penalty(penalty, decision(number=other.number), by=RECORDER)
    assert (refused.value.field, penalty.stage) == ("number", PenaltyStage.RETURNED)
    right = decision(number=penalty.number, fine_fen=100)
    services.amend_penalty(penalty, right, by=REVIEWER)
    with pytest.raises(Refused, match="另一个人"):
        services.publish_penalty(penalty, by=REVIEWER)
    services.publish_penalty(penalty, by=RECORDER)
    assert penalty.fine_fen == 100
    with pytest.raises(MoveRefused):
        services.amend_penalty(penalty, right, by=RECORDER)


def test_a_penalty_ends_on_its_day_without_anyone_acting(inside: Flask) -> None:
    with time_machine.travel(TODAY, tick=False):
        shop = make_enterprise()
        penalty = make_penalty(shop, **vars_of(bare([K.CRITICISM])))
        db.session.flush()
    last = date(2026, 6, 2)
    with time_machine.travel(last, tick=False):
        assert penalties.page_of_shown(ALL).items == [penalty]
        assert penalties.list_of_enterprise(shop.id) == [penalty]
        assert told_of(shop, last) == ["penalty"]
    after = last + timedelta(days=1)
    with time_machine.travel(after, tick=False):
        assert penalties.page_of_shown(ALL).items == []
        assert penalties.list_of_enterprise(shop.id) == []
        assert told_of(shop, after) == []
        with pytest.raises(Withdrawn, match="届满"):
            penalties.get_shown_penalty(penalty.reference)


def told_of(shop: Enterprise, on: date) -> list[str]:
    """Return the kinds of facts of this room that grades are told on a day."""
    ours = {"penalty", "dishonest-listed"}
    return [fact.kind for fact in facts_of([shop.id], on)[shop.id] if fact.kind in ours]


def vars_of(told: services.Decision) -> dict[str, object]:
    """Return what of a decision makes it the kind it is."""
    names = ("kinds", "fine_fen", "confiscated_fen")
    return {name: getattr(told, name) for name in names}


def test_what_was_public_elsewhere_counts_from_its_first_day(inside: Flask) -> None:
    with time_machine.travel(TODAY, tick=False):
        old = date(2023, 1, 10)
        penalty = services.record_penalty(decision(decided_on=old, shown_since=old), by=RECORDER)
        with pytest.raises(Refused) as refused:
            services.publish_penalty(penalty, by=REVIEWER)
        assert refused.value.field == "shown_since"
        young = date(2025, 1, 10)
        penalty = make_penalty(decided_on=young, shown_since=young)
        period = penalties.period_for(penalty)
        assert period is not None
        assert period.last == date(2028, 1, 10)


def test_what_was_withdrawn_is_gone_everywhere_and_for_every_day(inside: Flask) -> None:
    shop = make_enterprise()
    penalty = make_penalty(shop)
    told: list[dict[str, object]] = []

    def listen(_sender: object, **about: object) -> None:
        told.append(about)

    with signals.facts_changed.connected_to(listen):
        withdraw(penalty)
    today = clock.today()
    assert [one["ids"] for one in told] == [[shop.id]]
    assert penalties.count_shown(ALL) == 0
    assert penalties.list_shown(ALL) == []
    assert told_of(shop, today) == []
    assert penalties.shown_of([shop.id], on=today) == {}
    with pytest.raises(Withdrawn, match="撤销"):
        penalties.get_shown_penalty(penalty.reference)
    with pytest.raises(MoveRefused):
        withdraw(penalty)


def test_a_withdrawal_names_its_reason_and_its_day(inside: Flask) -> None:
    penalty = make_penalty()
    for told, field in (
        ({"reason": " ", "revoked_on": clock.today()}, "reason"),
        ({"reason": "撤销", "revoked_on": date(2999, 1, 1)}, "revoked_on"),
        ({"reason": "撤销", "revoked_on": date(2001, 1, 1)}, "revoked_on"),
    ):
        with pytest.raises(Refused) as refused:
            services.withdraw_penalty(penalty, why=Withdrawal.CHANGED, by=REVIEWER, **told)  # type: ignore[arg-type]  # a table of cases
        assert refused.value.field == field
    with time_machine.travel(date(2026, 1, 30), tick=False):
        early = make_penalty(decided_on=date(2026, 1, 5))
        withdraw(early)
        assert penalties.withdrawal_due_for(early) == date(2026, 2, 4)


def test_people_are_masked_in_what_is_searched_and_shown(inside: Flask) -> None:
    person = make_penalty(
        respondent="欧阳示例生",
        respondent_kind=RespondentKind.PERSON,
        summary="欧阳示例生，电话 13812345678，经营者：王小明",
    )
    assert "示例生" not in person.search_key
    found = penalties.page_of_shown(PenaltyFilter(words=penalties.words_of("示例生")))
    assert found.items == []
    found = penalties.page_of_shown(PenaltyFilter(words=penalties.words_of("欧阳某")))
    assert found.items == [person]
