"""What the database shows on a day is what the rule says, for any record and any day."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
import time_machine
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.penalties.models import DishonestEntry, Penalty
from portal.penalties.queries import entries, penalties
from portal.penalties.queries.penalties import PenaltyFilter
from portal.penalties.queries.shown import is_listed, is_shown
from portal.penalties.rules.kinds import (
    ALL_BITS,
    BANS,
    PenaltyKind,
    PenaltyStage,
    Procedure,
    mask_of,
)
from portal.penalties.services import record_penalty
from portal.penalties.told_facts import penalties_as_facts
from portal.penalties.words import PENALTY_KINDS
from tests.factories.enterprises import make_enterprise
from tests.factories.penalties import RECORDER, decision, make_entry, make_penalty

START = date(2021, 9, 1)
SPAN = 3000
RECORDS, DAYS = 160, 12


def drawn(chance: Random) -> Penalty:
    """Return a penalty as chance would have it, published or not."""
    decided = START + timedelta(days=chance.randrange(SPAN))
    told = record_penalty(decision(decided_on=START), by=RECORDER)
    told.decided_on, told.kind_mask = decided, chance.randrange(1, ALL_BITS + 1)
    if chance.random() < 0.5:
        told.kind_mask = chance.randrange(1, 8)
    told.fine_fen = chance.randrange(200_000)
    told.procedure = chance.choice([Procedure.ORDINARY] * 5 + [Procedure.SUMMARY])
    told.small_fine_basis = chance.choice(["", "示例标准"])
    if told.kind_mask & mask_of(BANS):
        told.ban_until = decided + timedelta(days=chance.randrange(4000))
        told.is_ban_lifelong = chance.random() < 0.2
    told.stage = chance.choice([PenaltyStage.PUBLISHED] * 6 + list(PenaltyStage))
    if told.stage in {PenaltyStage.PUBLISHED, PenaltyStage.STOPPED, PenaltyStage.WITHDRAWN}:
        told.published_on = decided + timedelta(days=chance.randrange(60))
    if told.stage is PenaltyStage.STOPPED and told.published_on is not None:
        told.stopped_on = told.published_on + timedelta(days=chance.randrange(900))
    return told


@pytest.fixture
def crowd(inside: Flask) -> Iterator[list[Penalty]]:
    chance = Random("any record, any day")
    found = [drawn(chance) for _ in range(RECORDS)]
    db.session.flush()
    yield found


def test_the_condition_and_the_rule_agree_on_every_day(crowd: list[Penalty]) -> None:
    chance = Random("days")
    edges = [
        edge
        for one in crowd
        if (period := penalties.period_for(one)) is not None and period.last is not None
        for edge in (period.last, period.last + timedelta(days=1))
    ]
    days = [START + timedelta(days=chance.randrange(SPAN + 900)) for _ in range(DAYS)]
    for day in days + chance.sample(edges, 40):
        shown = set(db.session.scalars(select(Penalty.id).where(is_shown(day))))
        assert shown == {one.id for one in crowd if penalties.is_shown_on(one, day)}, day


def test_nothing_shows_after_its_end_whatever_is_asked(crowd: list[Penalty]) -> None:
    with time_machine.travel(date(2099, 1, 1), tick=False):
        left = penalties.list_shown(PenaltyFilter())
        assert all(one.is_ban_lifelong for one in left)
        assert penalties.count_shown(PenaltyFilter()) == len(left)
        assert sum(penalties.count_by_year(PenaltyFilter()).values()) == len(left)
        assert sum(penalties.count_by_field(PenaltyFilter()).values()) == len(left)


def test_a_listing_stands_for_its_term_and_no_day_longer(inside: Flask) -> None:
    with time_machine.travel(date(2026, 3, 2), tick=False):
        entry = make_entry()
        db.session.flush()
    for day, stands in (
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2029, 3, 2), True),
        (date(2029, 3, 3), False),
    ):
        found = db.session.scalars(select(DishonestEntry).where(is_listed(day))).all()
        assert (entry in found) is stands, day
        assert entries.is_listed_on(entry, day) is stands


def test_pages_follow_one_another_without_gap_or_double(inside: Flask) -> None:
    for _ in range(45):
        make_penalty()
    seen, cursor = [], None
    for _ in range(4):
        page = penalties.page_of_shown(PenaltyFilter(), after=cursor)
        seen += [one.id for one in page.items]
        cursor = page.earlier
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == page.total == 45
    for wrong in (
        "x",
        "WyJ4IiwxXQ",
        "WyIyMDI2LTAxLTAxIiwtMV0",
        "WyIyMDI2LTAxLTAxIiw5OTk5OTk5OTk5XQ",
    ):
        with pytest.raises(NotFound):
            penalties.page_of_shown(PenaltyFilter(), after=wrong)


def test_a_penalty_is_told_to_grades_in_chinese_whatever_is_being_read(inside: Flask) -> None:
    shop = make_enterprise()
    make_penalty(shop)
    with force_locale("en"):
        assert str(PENALTY_KINDS[PenaltyKind.FINE]) == "Fine"
        (fact,) = penalties_as_facts([shop.id], clock.today())[shop.id]
    assert "罚款" in fact.detail
    assert "Fine" not in fact.detail
