"""What every step has in common: the row is held, the person checked, the move written down."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import OutOfDate, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards import queries
from portal.rewards.models import RewardApproval, RewardCase
from portal.rewards.rules import CLAIMABLE, REWARD_LIFECYCLE, Decision, Part, Stage, conflict
from portal.rewards.words import PARTS, WORDS


class OwnPartTaken(Refused):
    """The same person already took a part that excludes this one (D4)."""


class OwnInterest(Refused):
    """The person declared an interest in the enterprise that was reported (D7)."""


def locked(reward: RewardCase, *, seen_round: int | None = None) -> RewardCase:
    """Return the reward as it stands now, held until this transaction ends.

    Raises OutOfDate where ``seen_round`` says that the person looked at another proposal.
    """
    # On SQLite the transaction has been the only writer since it began; FOR UPDATE says nothing.
    held = db.session.scalars(
        select(RewardCase)
        .where(RewardCase.id == reward.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if seen_round is not None and held.round != seen_round:
        raise OutOfDate(WORDS["seen_other"])
    return held


def check_part(reward: RewardCase, part: Part, by: Actor) -> None:
    """Raise OwnPartTaken where this person did something for this reward that excludes it.

    Raises OwnInterest where the person declared an interest in the enterprise reported (D7). Either
    refusal is on record with the person.
    """
    if queries.has_interest(by.name, reward):
        refused(reward, "own-interest-refused", by, wanted=part.value)
        raise OwnInterest(WORDS["own_interest"])
    taken = conflict(by.name, part, queries.parts_taken(reward))
    if taken is not None:
        refused(reward, "own-part-refused", by, wanted=part.value, taken=taken.value)
        raise OwnPartTaken(str(WORDS["own_part"]) % {"part": PARTS[taken]})


def refused(reward: RewardCase, action: str, by: Actor, **after: object) -> None:
    """Remember for the log that somebody tried what the rules refuse."""
    audit.record_refused(f"reward.{action}", subject=reward.subject, by=by, after=after)


def note_slips(subject: str, fields: Collection[str], *, by: Actor) -> None:
    """Remember for the log which fields held what no form takes; never what was typed."""
    if fields:
        after = {"fields": sorted(fields)}
        audit.record_refused("reward.form-refused", subject=subject, by=by, after=after)


def decide(
    reward: RewardCase, part: Part, decision: Decision, by: Actor, *, reason: str = ""
) -> None:
    """Keep who decided what in this round, at which sum."""
    reward.approvals.append(
        RewardApproval(
            round=reward.round,
            part=part,
            approver=by.name,
            decision=decision,
            reason=reason,
            amount_fen=reward.amount_fen or 0,
            decided_at=clock.now(),
        )
    )


def check_reason(reason: str, field: str) -> str:
    """Return the reason without blanks around it; raises Refused where there is none."""
    if not reason.strip():
        raise Refused(WORDS["reason"], field=field)
    return reason.strip()


def move(
    reward: RewardCase, stage: Stage, *, by: Actor, after: Mapping[str, object] | None = None
) -> None:
    """Take a reward to its next stage and write the audit line; raises MoveRefused."""
    REWARD_LIFECYCLE.check(reward.stage, stage)
    before = {"stage": reward.stage.value}
    reward.stage = stage
    db.session.flush()
    audit.record(
        f"reward.{stage.value}",
        subject=reward.subject,
        by=by,
        before=before,
        after={"stage": stage.value, "round": reward.round, **(after or {})},
    )


def note(reward: RewardCase, action: str, by: Actor, **after: object) -> None:
    """Write an audit line about a change that leaves the stage as it is."""
    audit.record(f"reward.{action}", subject=reward.subject, by=by, after=after)


def check_claimable(reward: RewardCase) -> None:
    """Raise MoveRefused where a reward does not wait for its reporter."""
    if reward.stage not in CLAIMABLE:
        raise MoveRefused(reward.stage, Stage.VERIFIED)


def is_over(last_day: date | None, today: date | None = None) -> bool:
    """Whether a time limit has ended; one that nobody set has not."""
    return last_day is not None and last_day < (today or clock.today())
