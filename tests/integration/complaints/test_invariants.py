"""Citizens, handlers of two departments and the clock, at random: what must hold always holds."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints import deadlines, doubles, policy, queries, services
from portal.complaints.models import Case, Evidence
from portal.complaints.rules import CLOSED, Outcome, Stage, Track, Verdict
from portal.complaints.services import apart, identities
from portal.complaints.statistics.counting import count_received, summed
from portal.complaints.statistics.cutting import Named, cut
from portal.kernel import audit
from portal.kernel.db import Base, db
from portal.kernel.errors import Refused
from portal.kernel.signals import case_substantiated
from portal.places.profile import current_place
from tests.factories.complaints import make_handler
from tests.factories.files import TELLING
from tests.integration.complaints.deeds_at_random import (
    CANARY,
    DEEDS,
    FARM,
    LOOKS,
    SECRETS,
    filed,
)

# Whatever stands still, is late or should be none: these are never refused (C3, C7).
ALWAYS = frozenset({"file"})
STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(DEEDS)),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 6),
    ),
    min_size=10,
    max_size=24,
)


def check_owner(case: Case) -> None:
    """C9: one department, and whoever handles a case belongs to it."""
    assert case.department in {office.code for office in current_place().departments.offices}
    assert case.handler is None or case.handler.department == case.department
    waiting = [row for row in case.transfers if row.is_taken is None]
    assert len(waiting) <= 1 or case.stage is not Stage.TRANSFERRED
    if case.stage is Stage.TRANSFERRED:
        assert case.transfers[0].to_department == case.department
        assert case.handler_id is None


def check_matter(case: Case) -> None:
    """C5: a matter is led by the case received first; while open its cases stand at one step."""
    matter = doubles.list_matter(case)
    assert [one.received_at for one in matter] == sorted(one.received_at for one in matter)
    if not any(one.stage in CLOSED for one in matter):
        assert len({(one.stage, one.department, one.handler_id) for one in matter}) == 1


def check_silence() -> None:
    """C1: whoever filed is nowhere but in the sealed table, and read by the handler alone."""
    lines = [(line.subject, line.before, line.after) for line in audit.pending()]
    for table in Base.metadata.sorted_tables:
        lines += [tuple(row) for row in db.session.execute(select(table))]
    whole = str(lines)
    assert not any(word in whole for word in (CANARY.name, CANARY.telephone, CANARY.address))
    assert all(had for _subject, had in LOOKS)
    read = [line.subject for line in audit.pending() if line.action == "case.identity-read"]
    assert sorted(read) == sorted(subject for subject, _had in LOOKS)


def check_doors(cases: list[Case]) -> None:
    """C2: number and secret together open the one case; neither does alone, nor with another's."""
    for case, other in zip(cases, [*cases[1:], cases[0]], strict=True):
        assert queries.find_by_secret(case.reference, SECRETS[case.reference]) is case
        for wrong in ("", case.reference, SECRETS[other.reference]):
            assert queries.find_by_secret(case.reference, wrong) is None


def check_files() -> None:
    """C8: nothing a camera wrote into a file is in the copy that others see."""
    for file in db.session.query(Evidence).limit(2):
        copy = services.read_cleaned(file)
        assert copy
        assert TELLING.encode() not in copy


def shown_now(earlier: dict[Named, int]) -> dict[Named, int]:
    """C6: return the figures shown; none is of few, or tells of few beside those shown earlier."""
    shown = cut(summed(count_received(2026)), earlier).shown()
    smallest = policy.small_cell()
    for key, count in shown.items():
        assert count == 0 or count >= smallest
        change = abs(count - earlier.get(key, count))
        assert change == 0 or change >= smallest
    return shown


def check(case: Case, received: dict[int, Any], substantiated: list[int]) -> None:
    """What holds of one case, whatever was done."""
    check_owner(case)
    check_matter(case)
    assert case.received_at == received.setdefault(case.id, case.received_at)
    assert queries.find_case(case.reference) is case  # C3
    if case.stage is Stage.REFUSED:  # C4
        assert case.ground
        assert case.answer
    assert case.next_due_on == deadlines.due_in_queue(case)
    if case.verdict is Verdict.TRUE and case.concluded_at:
        assert case.id in substantiated
    if case.outcome is Outcome.SETTLED:  # what was agreed with one is told to that one
        assert case.answer == f"示例 {case.reference}"


@contextmanager
def story(app: Flask) -> Iterator[tuple[list[Account], list[int]]]:
    """Begin with two handlers in each of two departments; forget everything at the end."""
    heard: list[int] = []
    with case_substantiated.connected_to(lambda _sender, record: heard.append(record.id)):
        people = [make_handler(), make_handler(), make_handler(FARM), make_handler(FARM)]
        SECRETS.clear()
        LOOKS.clear()
        for track in (Track.TIP, Track.REPORT, Track.COMPLAINT, Track.COMPLAINT):
            case = filed(track)
            services.assign_case(case, handler=people[0], by=people[0])
        try:
            yield people, heard
        finally:  # or the next story, told while this one is looked into, begins in its middle
            db.session.rollback()
            # Numbers of rows begin anew; whoever still has a case in hand keeps it out of the way.
            db.session.expunge_all()


@contextmanager
def same_transaction() -> Iterator[Any]:
    """Record what is kept whatever becomes of a request within the story, which is undone."""
    yield db.session


@pytest.fixture
def one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a story be one transaction."""
    for module in (apart, identities):
        monkeypatch.setattr(module, "own_transaction", same_transaction)


@settings(
    max_examples=10,
    # A story is long to shorten; the seed repeats it as it is.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(steps=STEPS)
@pytest.mark.usefixtures("one_transaction")
def test_whatever_people_do_the_promises_hold(inside: Flask, steps: list[tuple[Any, ...]]) -> None:
    received: dict[int, Any] = {}
    with time_machine.travel("2026-06-01T02:00:00Z", tick=False) as moment, story(inside) as begun:
        people, heard = begun
        for name, first, second, by, to, days in steps:
            cases = db.session.query(Case).order_by(Case.id).all()
            case, other = cases[first % len(cases)], cases[second % len(cases)]
            moment.shift(timedelta(days=days, minutes=1))
            # Mostly whoever handles the case: others are refused, and little would happen.
            person = case.handler if by and case.handler else people[by]
            refused = () if name in ALWAYS else (Refused,)
            with suppress(*refused), db.session.begin_nested():
                DEEDS[name](case, other, person, people[to])
            for one in (case, other):
                check(one, received, heard)
        cases = db.session.query(Case).order_by(Case.id).all()
        for one in cases:
            check(one, received, heard)
        check_silence()
        check_doors(cases)
        check_files()
        before = shown_now({})
        for _n in range(2):
            filed(Track.TIP)
        shown_now(before)
