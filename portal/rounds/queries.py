"""Reads of rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.extensions import keyring
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused
from portal.rounds.models import RoundBallot, RoundChoice, RoundCode, RoundProposal, VoteRound
from portal.rounds.rules import Door, Stage, in_order
from portal.sampling.models import SampleBatch, SamplingPlan
from portal.sampling.queries.planning import find_by_number
from portal.sampling.queries.results import get_result
from portal.sampling.rules.batches import Result

ONCE, CODE = "rounds.once", "rounds.code"
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Outcome:
    """A proposal after the close: how many chose it, and what was sampled because of it."""

    proposal: RoundProposal
    count: int
    results: Sequence[SampleBatch]
    plan: SamplingPlan | None

    @property
    def failed_count(self) -> int:
        """How many of the results failed."""
        return sum(batch.result is Result.FAILED for batch in self.results)


@dataclass(frozen=True)
class Tally:
    """The result of a round."""

    ballots: int
    outcomes: Sequence[Outcome]

    @property
    def sampled_count(self) -> int:
        """How many results followed."""
        return sum(len(outcome.results) for outcome in self.outcomes)

    @property
    def failed_count(self) -> int:
        """How many of them failed."""
        return sum(outcome.failed_count for outcome in self.outcomes)


def list_rounds() -> Sequence[VoteRound]:
    """Return every round, the last to close first."""
    return db.session.scalars(select(VoteRound).order_by(VoteRound.closes_at.desc())).all()


def get_round(reference: str) -> VoteRound:
    """Return the round with this reference; raises NotFound."""
    told = reference.replace("\x00", "")
    wanted = select(VoteRound).filter_by(reference=told)
    found = db.session.scalar(wanted.options(selectinload(VoteRound.proposals)))
    if found is None:
        raise NotFound(reference)
    return found


def list_shown(of: VoteRound) -> list[RoundProposal]:
    """Return what can be voted for, in the order in which it was proposed."""
    return [one for one in of.proposals if one.stage is Stage.SHOWN]


def get_proposal(of: VoteRound, number: int) -> RoundProposal:
    """Return one proposal of a round; raises NotFound."""
    found = next((one for one in of.proposals if one.number == number), None)
    if found is None:
        raise NotFound(str(number))
    return found


def count_waiting() -> Mapping[int, int]:
    """Return how many proposals of each round nobody has read yet, by the round's id."""
    waiting = (
        select(RoundProposal.round_id, func.count())
        .where(RoundProposal.stage == Stage.WAITING)
        .group_by(RoundProposal.round_id)
    )
    return {row[0]: row[1] for row in db.session.execute(waiting)}


def count_codes(of: VoteRound) -> int:
    """Return how many slips were made for a round."""
    made = select(func.count()).select_from(RoundCode).where(RoundCode.round_id == of.id)
    return int(db.session.scalar(made) or 0)


def has_code(of: VoteRound, code: str) -> bool:
    """Whether a slip with this code was made for a round."""
    digest = digest_of_code(of, code)
    wanted = select(RoundCode.id).where(RoundCode.round_id == of.id, RoundCode.digest == digest)
    return db.session.scalar(wanted) is not None


def digest_of_code(of: VoteRound, code: str) -> str:
    """Return what is kept of a slip's code."""
    return keyring().digest(CODE, f"{of.reference} {code}")


def find_ballot(of: VoteRound, voter_digest: str) -> RoundBallot | None:
    """Return the ballot of whoever has this digest."""
    return db.session.scalar(
        select(RoundBallot).filter_by(round_id=of.id, voter_digest=voter_digest)
    )


def find_by_once(once: str) -> RoundProposal | None:
    """Return what a form that was sent before has made; None where it was not."""
    digest = keyring().digest(ONCE, once)
    return db.session.scalar(select(RoundProposal).filter_by(once_digest=digest))


def count_ballots(of: VoteRound) -> int:
    """Return how many people voted in a round."""
    cast = select(func.count()).select_from(RoundBallot).where(RoundBallot.round_id == of.id)
    return int(db.session.scalar(cast) or 0)


def find_tally(of: VoteRound) -> Tally | None:
    """Return the result of a round; None before it is closed: who votes shall not follow others."""
    if of.door is not Door.CLOSED:
        return None
    chosen = (
        select(RoundChoice.proposal_id, func.count())
        .join(RoundBallot, RoundBallot.id == RoundChoice.ballot_id)
        .where(RoundBallot.round_id == of.id)
        .group_by(RoundChoice.proposal_id)
    )
    by_id = {row[0]: int(row[1]) for row in db.session.execute(chosen)}
    shown = {one.number: one for one in list_shown(of)}
    counts = {number: by_id.get(one.id, 0) for number, one in shown.items()}
    outcomes = [_outcome(shown[number], counts[number]) for number in in_order(counts)]
    return Tally(count_ballots(of), outcomes)


def _outcome(proposal: RoundProposal, count: int) -> Outcome:
    found = (find_public(row.batch_reference) for row in proposal.follow_ups)
    results = [batch for batch in found if batch is not None]
    plan = find_by_number(proposal.plan_number) if proposal.plan_number else None
    return Outcome(proposal, count, results, plan)


def find_public(reference: str) -> SampleBatch | None:
    """Return a result that anybody may read; None where there is none, or none any more."""
    try:
        return get_result(reference)
    except Refused:
        return None
