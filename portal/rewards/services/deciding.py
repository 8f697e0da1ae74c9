"""From the verdict to the notice: opened, judged, proposed, approved twice. Callers commit."""

from datetime import date
from fractions import Fraction

from portal.complaints import services as complaints
from portal.complaints.models import Case
from portal.complaints.rules import Stage as CaseStage
from portal.complaints.rules import Track, Verdict, lifecycle_of
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM, Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards import queries
from portal.rewards.codes import new_reward_reference
from portal.rewards.models import RewardCase
from portal.rewards.questions import questions_of
from portal.rewards.riders import capping
from portal.rewards.riders.rules import RIDER_SCHEME
from portal.rewards.rules import (
    REWARD_LIFECYCLE,
    Computation,
    Decision,
    Expected,
    Part,
    Proposal,
    Scheme,
    Side,
    Stage,
)
from portal.rewards.scheme_files import schemes
from portal.rewards.services import above_caps, budget, eligibility, notices
from portal.rewards.services.moves import check_part, check_reason, decide, locked, move, refused
from portal.rewards.words import WORDS

APPROVALS = {
    Stage.PROPOSED: (Part.APPROVE_FIRST, Stage.FIRST_APPROVED),
    Stage.FIRST_APPROVED: (Part.APPROVE_SECOND, Stage.SECOND_APPROVED),
}


def open_reward(case: Case) -> RewardCase | None:
    """Open the reward that a verified report leads to; None where no scheme rewards it.

    A report is rewarded once within a family of schemes (D1, D2): opening again changes nothing.
    """
    concluded_on = clock.in_china(case.concluded_at or clock.now()).date()
    scheme = _scheme_for(case, concluded_on)
    if scheme is None:
        return None
    known = queries.find_reward_of_case(case)
    if known is not None:
        return known
    reward = RewardCase(
        reference=new_reward_reference(clock.today()),
        case=case,
        family=schemes().family_of(scheme),
        stage=Stage.OPENED,
        round=1,
        concluded_on=concluded_on,
        opened_at=clock.now(),
        notice_due_on=notices.notice_due_on(scheme, concluded_on),
        scheme_id=scheme.id,
        scheme_version=scheme.version,
        scheme_digest=scheme.digest,
        investigator=case.handler.username if case.handler else None,
        answers={},
        matched_part="",
        extension_days=0,
    )
    db.session.add(reward)
    db.session.flush()
    after = {"case": case.reference, "scheme": scheme.id}
    audit.record("reward.opened", subject=reward.subject, by=SYSTEM, after=after)
    return reward


def refuse_reward(
    reward: RewardCase, *, ground: str, because: str, by: Actor, seen_round: int
) -> None:
    """Find a report not eligible, on the ground of one question of the scheme, with a reason.

    The reporter is told, and may ask for a review once, as with a reward (C4).
    """
    reward = locked(reward, seen_round=seen_round)
    if reward.stage is not Stage.OPENED:
        # An objection's review may end with a refusal too; this one begins with the question.
        raise MoveRefused(reward.stage, Stage.INELIGIBLE)
    check_part(reward, Part.HANDLE, by)
    questions = questions_of(_unedited(reward, by))
    stands_against = next((row for row in questions if row.code == ground), None)
    if stands_against is None:
        raise Refused(WORDS["ground"], field="ground")
    reward.refused_because = check_reason(because, "because")
    reward.refused_ground, reward.handler = ground, by.name
    answered = {ground: "no" if stands_against.expects is Expected.YES else "yes"}
    eligibility.keep_answers(reward, Side.HANDLER, questions, answered, by=by)
    decide(reward, Part.HANDLE, Decision.REFUSE, by, reason=reward.refused_because)
    notices.start_objection(reward)
    reward.ended_at = clock.now()
    move(reward, Stage.INELIGIBLE, by=by, after={"ground": ground})
    notices.tell(reward, "refused", by=by, because=reward.refused_because)


def propose_reward(
    reward: RewardCase, proposal: Proposal, *, by: Actor, seen_round: int
) -> Computation:
    """Propose grade and amount; raises Refused with the field that is wrong.

    Everything the amount follows from is stored, so that it can be recomputed (D3).
    """
    reward = locked(reward, seen_round=seen_round)
    REWARD_LIFECYCLE.check(reward.stage, Stage.PROPOSED)
    check_part(reward, Part.HANDLE, by)
    scheme = _chosen(reward, proposal.scheme_id)
    _check_verdict(reward, scheme)
    eligibility.check_found(reward, scheme, proposal.answers)
    eligibility.check_first(reward, by)
    computation = _counted(reward, scheme, proposal, by)
    if computation.needs_finance_consultation and not proposal.consultation.strip():
        raise Refused(WORDS["consultation"], field="consultation")
    if not proposal.has_declared:
        raise Refused(WORDS["declared"], field="has_declared")
    computation = capping.settle(reward, scheme, computation)
    _store(reward, scheme, proposal, computation)
    reward.handler, reward.proposed_at = by.name, clock.now()
    eligibility.keep_answers(reward, Side.HANDLER, questions_of(scheme), proposal.answers, by=by)
    if above_caps.is_used_up(computation):
        above_caps.close_above_cap(reward, by=by)
        return computation
    decide(reward, Part.HANDLE, Decision.PROPOSE, by)
    after = {"grade": reward.grade, "amount_fen": reward.amount_fen, "scheme": scheme.id}
    move(reward, Stage.PROPOSED, by=by, after=after)
    if lifecycle_of(reward.case.track).allows(reward.case.stage, CaseStage.REWARDING):
        complaints.begin_reward(reward.case, by=by)
    return computation


def approve_reward(reward: RewardCase, *, seen_round: int, has_declared: bool, by: Actor) -> None:
    """Approve a proposal; the second approval sets the money aside and tells the reporter.

    Raises OwnPartTaken for whoever handled or already approved it, BudgetExhausted where the
    year's budget is short, Refused without the declaration of no interest (D7).
    """
    reward = locked(reward, seen_round=seen_round)
    part, approved = _next_approval(reward)
    check_part(reward, part, by)
    if not has_declared:
        raise Refused(WORDS["declared"], field="has_declared")
    scheme = _unedited(reward, by)
    _check_verdict(reward, scheme)
    eligibility.check_own_words(reward, scheme)
    eligibility.check_first(reward, by)
    decide(reward, part, Decision.APPROVE, by)
    move(reward, approved, by=by, after={"amount_fen": reward.amount_fen})
    if approved is Stage.SECOND_APPROVED:
        budget.reserve(reward, by=by)
        notices.start_windows(reward)
        move(reward, Stage.NOTIFIED, by=by, after={"claim_until": str(reward.claim_until)})
        notices.tell(reward, "granted", by=by)


def return_reward(reward: RewardCase, *, seen_round: int, reason: str, by: Actor) -> None:
    """Send a proposal back to its handler with a reason; the next one starts a new round."""
    reward = locked(reward, seen_round=seen_round)
    part, _approved = _next_approval(reward)
    check_part(reward, part, by)
    decide(reward, part, Decision.RETURN, by, reason=check_reason(reason, "reason"))
    reward.round += 1
    move(reward, Stage.OPENED, by=by)


def _scheme_for(case: Case, on: date) -> Scheme | None:
    # A complaint is a dispute of one's own and earns nothing (D1).
    if case.track is Track.COMPLAINT or case.verdict is None:
        return None
    is_riders = capping.is_riders(case)
    in_force = (one for one in schemes().in_force(on) if is_riders or one.id != RIDER_SCHEME)
    offered = (scheme for scheme in in_force if scheme.verdicts)
    return next((scheme for scheme in offered if case.verdict in (scheme.verdicts or ())), None)


def _unedited(reward: RewardCase, by: Actor) -> Scheme:
    try:
        return queries.scheme_of(reward)
    except Refused:
        told = {"scheme": reward.scheme_id, "version": reward.scheme_version}
        refused(reward, "edited-scheme-refused", by, **told)
        raise


def _check_verdict(reward: RewardCase, scheme: Scheme) -> None:
    # A case may be taken up again after its reward was opened.
    if reward.case.verdict not in (scheme.verdicts or ()):
        raise Refused(WORDS["verdict_changed"])


def _chosen(reward: RewardCase, scheme_id: str) -> Scheme:
    offered = {scheme.id: scheme for scheme in queries.list_schemes_for(reward)}
    if scheme_id not in offered:
        raise Refused(WORDS["scheme_unknown"], field="scheme")
    return offered[scheme_id]


def _counted(reward: RewardCase, scheme: Scheme, proposal: Proposal, by: Actor) -> Computation:
    """Count a proposal; of a report found partly true only the matching part counts."""
    is_partly = reward.case.verdict is Verdict.PARTLY_TRUE
    if is_partly and proposal.matched_fen is None:
        raise Refused(WORDS["matched"], field="matched")
    if proposal.matched_fen is not None and not proposal.matched_part.strip():
        raise Refused(WORDS["matched_part"], field="matched_part")
    try:
        return queries.count_amount(
            scheme,
            grade=proposal.grade,
            base_fen=proposal.base_fen,
            uplift=Fraction(proposal.uplift_percent, 100),
            on=reward.concluded_on,
            matched_fen=proposal.matched_fen,
        )
    except Refused as refusal:
        told = {"grade": proposal.grade, "base_fen": proposal.base_fen}
        refused(reward, "amount-refused", by, field=refusal.field, **told)
        raise


def _store(
    reward: RewardCase, scheme: Scheme, proposal: Proposal, computation: Computation
) -> None:
    reward.scheme_id, reward.scheme_version = scheme.id, scheme.version
    reward.scheme_digest = scheme.digest
    reward.grade, reward.base_fen = proposal.grade, proposal.base_fen
    reward.uplift_percent = proposal.uplift_percent
    reward.matched_fen = proposal.matched_fen
    reward.matched_part = proposal.matched_part.strip()
    reward.refused_ground, reward.refused_because = None, ""
    reward.amount_fen = computation.amount_fen
    reward.answers = dict(proposal.answers)
    reward.consultation = proposal.consultation.strip() or None


def _next_approval(reward: RewardCase) -> tuple[Part, Stage]:
    if reward.stage not in APPROVALS:
        raise MoveRefused(reward.stage, Stage.FIRST_APPROVED)
    return APPROVALS[reward.stage]
