"""One vote per person and round, whoever votes at once; and what followed from it."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.rounds import queries, services
from portal.rounds.facts import RoundFacts
from portal.rounds.models import RoundBallot
from portal.rounds.rules import Stage
from portal.sampling.rules.batches import Domain, TaskKind
from portal.sampling.services.planning import PlanFacts, create_plan
from tests.crowd import Deed, at_once, kept
from tests.factories import sampling
from tests.factories.joining import token
from tests.factories.rounds import DESK, make_round, propose, vote

PEOPLE = 8
VOTES = st.lists(
    st.tuples(st.integers(0, 3), st.sets(st.integers(1, 4), min_size=1, max_size=2)), max_size=10
)


def test_one_person_who_votes_eight_times_at_once_has_one_vote(app: Flask) -> None:
    reference, mark = kept(app, make_round), token()

    def rush() -> Deed:
        return partial(vote, reference, 1, 2, mark=mark)

    assert sum(at_once(app, [rush] * PEOPLE)) == 1
    with app.app_context():
        assert queries.count_ballots(queries.get_round(reference)) == 1


@given(VOTES)
@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_only_the_first_vote_of_each_counts(
    inside: Flask, votes: list[tuple[int, set[int]]]
) -> None:
    reference, marks = make_round(), [token() for _n in range(4)]
    first: dict[int, set[int]] = {}
    for person, numbers in votes:
        try:
            vote(reference, *numbers, mark=marks[person])
        except Refused:
            assert person in first
        else:
            assert first.setdefault(person, numbers) is numbers
    with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
        tally = queries.find_tally(queries.get_round(reference))
    assert tally is not None
    assert tally.ballots == len(first)
    for outcome in tally.outcomes:
        number = outcome.proposal.number
        assert outcome.count == sum(number in numbers for numbers in first.values())


def test_the_database_itself_keeps_no_second_ballot(inside: Flask) -> None:
    reference = make_round()
    vote(reference, 1)
    known = db.session.scalars(select(RoundBallot)).one()
    twin = RoundBallot(
        round_id=known.round_id, voter_digest=known.voter_digest, cast_on=known.cast_on
    )
    db.session.add(twin)
    with pytest.raises(IntegrityError), db.session.no_autoflush:
        db.session.flush()


def test_votes_of_one_person_cannot_be_joined_across_rounds(inside: Flask) -> None:
    mark, made = token(), [make_round(), make_round()]
    for reference in made:
        vote(reference, 1, mark=mark)
        propose(queries.get_round(reference), mark=mark)
    ballots = db.session.scalars(select(RoundBallot.voter_digest)).all()
    proposers = {one.proposer_digest for ref in made for one in queries.get_round(ref).proposals}
    assert len(set(ballots)) == 2
    assert not proposers & set(ballots)
    assert mark not in str([(line.subject, line.after) for line in audit.pending()])


def test_a_vote_that_cannot_be_counted_says_why(inside: Flask) -> None:
    reference = make_round()
    for numbers in ((), (1, 2, 3), (9,)):
        with pytest.raises(Refused) as no:
            vote(reference, *numbers)
        assert no.value.field == "choices"
    assert queries.find_tally(queries.get_round(reference)) is None
    for shut in (make_round(0, opens=1), reference):
        if shut == reference:
            services.cancel_round(queries.get_round(shut), reason="示例", by=DESK)
        with pytest.raises(Refused):
            vote(shut, 1)
    with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
        late = queries.get_round(make_round(0, opens=-9, closes=1))
        with (
            time_machine.travel(clock.now() + timedelta(days=2), tick=False),
            pytest.raises(Refused, match="截止"),
        ):
            propose(late)


def test_a_slip_votes_once_and_nothing_else_votes(inside: Flask) -> None:
    reference = make_round(codes=True)
    found = queries.get_round(reference)
    codes = services.make_codes(found, count=3, by=DESK)
    assert queries.count_codes(found) == 3
    for wrong in ("", "ABCDEFGHJK"):
        with pytest.raises(Refused) as no:
            vote(reference, 1, code=wrong)
        assert no.value.field == "code"
    vote(reference, 1, code=codes[0].lower())
    with pytest.raises(Refused, match="已经投过票"):
        vote(reference, 2, code=codes[0])
    vote(reference, 2, code=codes[1])
    with pytest.raises(Refused):
        services.make_codes(found, count=0, by=DESK)
    with pytest.raises(Refused):
        services.make_codes(queries.get_round(make_round(0)), count=1, by=DESK)


def test_proposals_are_few_read_first_and_sent_once(inside: Flask) -> None:
    found = queries.get_round(make_round(0))
    mark, once = token(), token()
    first = propose(found, mark=mark, once=once)
    assert propose(found, mark=mark, once=once) is first
    assert first.stage is Stage.WAITING
    for _n in range(2):
        propose(found, mark=mark)
    with pytest.raises(Refused, match="已经提了 3 项"):
        propose(found, mark=mark)
    with pytest.raises(Refused) as no:
        services.propose(found, text="x", kind="99", mark=token(), once=token(), network=None)
    assert no.value.field == "kind"
    with pytest.raises(Refused):
        services.decide_proposal(first, is_shown=False, by=DESK)
    services.decide_proposal(first, is_shown=False, reason="重复", by=DESK)
    with pytest.raises(Refused):
        vote(found.reference, first.number)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at": clock.now() - timedelta(days=2)}, "closes_at"),
        ({"closes_at": clock.now() - timedelta(days=40)}, "closes_at"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["none"]}, "kinds"),
        ({"choices": 0}, "choices"),
    ],
)
def test_a_round_that_makes_no_sense_is_not_opened(
    inside: Flask, changes: dict[str, Any], field: str
) -> None:
    facts = RoundFacts(
        title="示例一轮",
        title_en="",
        opens_at=clock.now() - timedelta(days=30),
        closes_at=clock.now() + timedelta(days=30),
        kinds=["01"],
        choices=1,
    )
    with pytest.raises(Refused) as refusal:
        services.make_round(replace(facts, **changes), by=DESK)
    assert refusal.value.field == field


def test_what_followed_is_public_results_only(inside: Flask) -> None:
    reference = make_round(1)
    proposal = queries.get_round(reference).proposals[0]
    with pytest.raises(Refused, match="还没有截止"):
        services.tie_result(proposal, "X", by=DESK)
    batch = sampling.published_batch()
    with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
        with pytest.raises(Refused):
            services.tie_result(proposal, "none", by=DESK)
        with pytest.raises(Refused):
            services.tie_plan(proposal, "none", by=DESK)
        services.tie_result(proposal, batch.reference.lower(), by=DESK)
        with pytest.raises(Refused, match="已经关联"):
            services.tie_result(proposal, batch.reference, by=DESK)
        plan = create_plan(
            PlanFacts(
                number="示例计划-7",
                year=2026,
                department="market-regulation",
                kind=TaskKind.SUPERVISION,
                domain=Domain.FOOD,
                stage=None,
                category="",
                planned_count=10,
            ),
            by=DESK,
        )
        services.tie_plan(proposal, "示例计划-7", by=DESK)
        tally = queries.find_tally(queries.get_round(reference))
        assert tally is not None
        assert tally.outcomes[0].plan is plan
        assert tally.sampled_count == 1
        assert tally.failed_count == int(batch.result == "failed")
