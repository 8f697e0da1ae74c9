"""What the desk does: opening rounds, reading proposals, and saying what followed."""

from sqlalchemy import func, select

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold, take_turns
from portal.kernel.errors import Refused
from portal.rounds import policy, queries
from portal.rounds.facts import RoundFacts
from portal.rounds.models import RoundCode, RoundFollowUp, RoundProposal, VoteRound
from portal.rounds.rules import LIFECYCLE, MOST_CHOICES, MOST_CODES, Door, Stage, new_code
from portal.rounds.words import WORDS
from portal.sampling.queries.planning import find_by_number

# Any constant does, as long as nothing else locks it.
_NUMBER_LOCK = 0x0B0D6


def make_round(facts: RoundFacts, *, by: Actor) -> VoteRound:
    """Open a round; raises Refused with the field."""
    _check(facts)
    take_turns(_NUMBER_LOCK)
    year = clock.in_china(facts.opens_at).year
    same_year = select(func.count()).where(VoteRound.reference.like(f"{year}-%"))
    made = VoteRound(
        reference=f"{year}-{1 + int(db.session.scalar(same_year) or 0)}",
        title=facts.title,
        title_en=facts.title_en,
        opens_at=facts.opens_at,
        closes_at=facts.closes_at,
        kinds=list(facts.kinds),
        choices_count=facts.choices,
        proposals_count=policy.proposals(),
        needs_code=facts.needs_code,
    )
    db.session.add(made)
    db.session.flush()
    after = {"opens_at": facts.opens_at.isoformat(), "closes_at": facts.closes_at.isoformat()}
    audit.record("rounds.opened", subject=made.subject, by=by, after=after)
    return made


def _check(facts: RoundFacts) -> None:
    if facts.closes_at <= facts.opens_at:
        raise Refused(WORDS["times"], field="closes_at")
    if facts.closes_at <= clock.now():
        raise Refused(WORDS["past"], field="closes_at")
    if not facts.kinds or set(facts.kinds) - set(policy.kinds()):
        raise Refused(WORDS["kinds_missing"], field="kinds")
    if not 1 <= facts.choices <= MOST_CHOICES:
        raise Refused(WORDS["most_choices"], field="choices")


def cancel_round(of: VoteRound, *, reason: str, by: Actor) -> None:
    """Call a round off; the reason is shown. What was voted is counted no more."""
    if not reason:
        raise Refused(WORDS["reason_missing"], field="why")
    hold(of, "cancelled_at")
    if of.cancelled_at is not None:
        raise Refused(WORDS["is_cancelled"])
    of.cancelled_at, of.cancelled_reason = clock.now(), reason
    audit.record("rounds.cancelled", subject=of.subject, by=by, after={"reason": reason})


def decide_proposal(
    proposal: RoundProposal, *, is_shown: bool, reason: str = "", by: Actor
) -> None:
    """Show a proposal to be voted for, or leave it out with a public reason."""
    stage = Stage.SHOWN if is_shown else Stage.REFUSED
    if not is_shown and not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    hold(proposal, "stage")
    LIFECYCLE.check(proposal.stage, stage)
    before, subject = {"stage": proposal.stage}, f"{proposal.round.subject}-{proposal.number}"
    proposal.stage, proposal.reason = stage, "" if is_shown else reason
    after = {"stage": stage}
    audit.record("rounds.decided", subject=subject, by=by, before=before, after=after)


def make_codes(of: VoteRound, *, count: int, by: Actor) -> list[str]:
    """Make slips that let their bearers vote once each; return their codes.

    They are shown once and kept nowhere: of each, the database has a keyed digest.
    """
    if not of.needs_code:
        raise Refused(WORDS["codes_open"])
    if not 1 <= count <= MOST_CODES:
        raise Refused(WORDS["codes"], field="count")
    codes = sorted({new_code() for _n in range(count)})
    db.session.add_all(
        RoundCode(round_id=of.id, digest=queries.digest_of_code(of, code)) for code in codes
    )
    audit.record("rounds.codes-made", subject=of.subject, by=by, after={"count": len(codes)})
    return codes


def tie_result(proposal: RoundProposal, reference: str, *, by: Actor) -> None:
    """Say that a public result of sampling was made because of a proposal."""
    told = reference.strip().upper()
    _check_closed(proposal)
    if queries.find_public(told) is None:
        raise Refused(str(WORDS["result_unknown"]) % {"reference": told[:20]}, field="reference")
    if any(row.batch_reference == told for row in proposal.follow_ups):
        raise Refused(WORDS["tied"], field="reference")
    row = RoundFollowUp(batch_reference=told, tied_at=clock.now(), tied_by=by.name)
    proposal.follow_ups.append(row)
    subject = f"{proposal.round.subject}-{proposal.number}"
    audit.record("rounds.result-tied", subject=subject, by=by, after={"result": told})
    db.session.flush()


def tie_plan(proposal: RoundProposal, number: str, *, by: Actor) -> None:
    """Say which sampling plan a proposal went into, so that everybody sees that it will follow."""
    _check_closed(proposal)
    if find_by_number(number) is None:
        raise Refused(str(WORDS["plan_unknown"]) % {"number": number[:40]}, field="plan")
    before = {"plan": proposal.plan_number}
    proposal.plan_number = number
    subject = f"{proposal.round.subject}-{proposal.number}"
    after = {"plan": number}
    audit.record("rounds.plan-tied", subject=subject, by=by, before=before, after=after)


def _check_closed(proposal: RoundProposal) -> None:
    if proposal.round.door is not Door.CLOSED:
        raise Refused(WORDS["not_closed"])
