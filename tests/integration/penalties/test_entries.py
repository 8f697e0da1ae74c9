"""The list of the seriously dishonest: two people, a time to answer, a number, a term."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.kernel.lifecycle import MoveRefused
from portal.penalties import services
from portal.penalties.models import DishonestEntry
from portal.penalties.queries import entries
from portal.penalties.rules.entries import EntryStage, Removal
from portal.penalties.rules.kinds import PenaltyKind
from portal.penalties.told_facts import listings_as_facts
from portal.places.profile import current_place
from tests.factories.enterprises import make_enterprise
from tests.factories.penalties import (
    RECORDER,
    REVIEWER,
    make_entry,
    make_penalty,
    proposal,
)

DAY = timedelta(days=1)


def told(**facts: Any) -> DishonestEntry:
    """Return an entry whose party was told a month ago and may no longer answer."""
    entry = services.propose_entry(proposal(**facts), by=RECORDER)
    on = clock.today() - 30 * DAY
    services.notify_party(entry, notified_on=on, defence_until=on + 5 * DAY, by=RECORDER)
    return entry


def list_it(entry: DishonestEntry, **facts: Any) -> None:
    wanted: dict[str, Any] = {
        "decision_number": "示例列严〔2026〕1号",
        "listed_on": clock.today(),
        **facts,
    }
    services.list_party(entry, by=REVIEWER, **wanted)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"respondent": ""}, "respondent"),
        ({"penalty_number": " "}, "penalty_number"),
        ({"ground": "nonsense"}, "ground"),
        ({"reason": ""}, "reason"),
        ({"authority": ""}, "authority"),
        ({"conditions": ("grave",)}, "conditions"),
        ({"heavy": ()}, "heavy"),
        ({"heavy": ("nonsense",)}, "heavy"),
    ],
)
def test_a_proposal_names_everything_the_law_asks(
    inside: Flask, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        services.propose_entry(proposal(**facts), by=RECORDER)
    assert refused.value.field == field


def test_the_penalty_behind_it_is_the_partys_own_and_heavy(inside: Flask) -> None:
    shop = make_enterprise("示例食品厂")
    light, heavy = make_penalty(shop), make_penalty(shop, kinds=(PenaltyKind.LICENCE,), **NOTHING)
    cases: list[tuple[dict[str, Any], str]] = [
        ({"respondent": "别家示例", "penalty_number": heavy.number}, "penalty_number"),
        ({"respondent": shop.name, "penalty_number": light.number}, "heavy"),
    ]
    for facts, field in cases:
        with pytest.raises(Refused) as refused:
            services.propose_entry(proposal(**facts), by=RECORDER)
        assert refused.value.field == field
    upper = proposal(shop, penalty_number=light.number, heavy=("upper-fine",))
    assert services.propose_entry(upper, by=RECORDER).penalty is light
    entry = services.propose_entry(proposal(shop, penalty_number=heavy.number), by=RECORDER)
    assert entry.penalty is heavy
    with pytest.raises(Refused) as refused:
        services.propose_entry(proposal(shop, penalty_number=heavy.number), by=RECORDER)
    assert refused.value.field == "penalty_number"


NOTHING = {"fine_fen": 0, "confiscated_fen": 0}


def test_no_listing_without_a_number(inside: Flask) -> None:
    entry = told()
    with pytest.raises(Refused) as refused:
        list_it(entry, decision_number=" ")
    assert (refused.value.field, entry.stage) == ("decision_number", EntryStage.NOTIFIED)


def test_no_listing_by_the_one_who_proposed_it(inside: Flask) -> None:
    entry = told()
    with pytest.raises(Refused, match="另一个人"):
        services.list_party(entry, decision_number="示例", listed_on=clock.today(), by=RECORDER)
    with pytest.raises(Refused, match="另一个人"):
        services.drop_entry(entry, reason="示例", by=RECORDER)


def test_no_listing_before_the_party_was_told_and_could_answer(inside: Flask) -> None:
    entry = services.propose_entry(proposal(), by=RECORDER)
    today = clock.today()
    with pytest.raises(MoveRefused):
        list_it(entry)
    for facts, field in (
        ({"notified_on": today + DAY}, "notified_on"),
        ({"notified_on": today}, "defence_until"),
        ({"notified_on": today, "defence_until": today - DAY}, "defence_until"),
    ):
        with pytest.raises(Refused) as refused:
            services.notify_party(entry, by=RECORDER, **facts)
        assert refused.value.field == field
    services.notify_party(entry, notified_on=today, defence_until=today, by=RECORDER)
    services.record_defence(entry, defence="已经整改", by=RECORDER)
    assert entry.defence == "已经整改"
    with pytest.raises(Refused) as refused:
        list_it(entry)
    assert refused.value.field == "listed_on"
    late = told()
    for wrong in (today + DAY, today - 29 * DAY):
        with pytest.raises(Refused) as refused:
            list_it(late, listed_on=wrong)
        assert (refused.value.field, late.stage) == ("listed_on", EntryStage.NOTIFIED)


def test_the_place_gives_a_time_to_answer_that_nobody_shortens(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = current_place()
    (rule,) = place.parameters.history("penalties.list_defence_days")
    whole = place.parameters.overlaid([replace(rule, value=5)])
    monkeypatch.setitem(inside.extensions, "portal.place", replace(place, parameters=whole))
    entry, told_on = services.propose_entry(proposal(), by=RECORDER), date(2026, 11, 10)
    with time_machine.travel(date(2026, 11, 12), tick=False):
        with pytest.raises(Refused, match="2026-11-17") as refused:
            services.notify_party(
                entry, notified_on=told_on, defence_until=date(2026, 11, 16), by=RECORDER
            )
        assert (refused.value.field, entry.stage) == ("defence_until", EntryStage.PROPOSED)
        services.notify_party(entry, notified_on=told_on, by=RECORDER)
    assert entry.defence_until == date(2026, 11, 17)


def test_a_hearing_is_held_before_the_decision(inside: Flask) -> None:
    entry = told()
    for wrong in (None, clock.today() - 60 * DAY):
        with pytest.raises(Refused) as refused:
            services.hold_hearing(entry, hearing_on=wrong, by=RECORDER)
        assert refused.value.field == "hearing_on"
    services.hold_hearing(entry, hearing_on=clock.today() + DAY, by=RECORDER)
    with pytest.raises(Refused) as refused:
        list_it(entry)
    assert (refused.value.field, entry.stage) == ("listed_on", EntryStage.HEARING)
    services.drop_entry(entry, reason="情节不够严重", by=REVIEWER)
    with pytest.raises(NotFound):
        entries.get_shown_entry(entry.reference)
    with pytest.raises(MoveRefused):
        services.drop_entry(entry, reason="情节不够严重", by=REVIEWER)


def test_removal_needs_nobody_on_the_last_day(inside: Flask) -> None:
    with time_machine.travel(date(2026, 3, 2), tick=False):
        shop = make_enterprise()
        entry = make_entry(shop)
        assert entries.standing_of([shop.id]) == {shop.id: entry}
    with time_machine.travel(date(2029, 3, 3), tick=False):
        assert entries.list_standing() == []
        assert entries.removal_of(entry) is Removal.EXPIRED
        assert listings_as_facts([shop.id], clock.today()) == {}
        with pytest.raises(Withdrawn):
            entries.get_shown_entry(entry.reference)
    (fact,) = listings_as_facts([shop.id], date(2027, 1, 1))[shop.id]
    assert (fact.kind, fact.on, fact.until) == (
        "dishonest-listed",
        date(2026, 3, 2),
        date(2029, 3, 2),
    )


def test_a_revoked_listing_never_was_one(inside: Flask) -> None:
    with time_machine.travel(date(2026, 3, 2), tick=False):
        shop = make_enterprise()
        entry = make_entry(shop)
        with pytest.raises(Refused) as refused:
            services.revoke_entry(entry, reason=" ", by=REVIEWER)
        assert refused.value.field == "reason"
        services.revoke_entry(entry, reason="复议撤销", by=REVIEWER)
    assert entries.removal_of(entry) is Removal.REVOKED
    assert listings_as_facts([shop.id], date(2026, 3, 2)) == {}
    assert entries.count_by_year() == []
