"""Recording decisions: checked field by field, kept for a second person to publish."""

import secrets

from portal.enterprises import rules as enterprise_rules
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.penalties import naming
from portal.penalties.decisions import Decision
from portal.penalties.models import Penalty
from portal.penalties.queries import penalties as penalty_queries
from portal.penalties.refusals import REFUSALS
from portal.penalties.rule_files import rule_versions
from portal.penalties.rules.kinds import (
    BANS,
    PENALTY_LIFECYCLE,
    PenaltyKind,
    PenaltyStage,
    mask_of,
)
from portal.penalties.rules.periods import version_for

LONGEST_LINE, LONGEST_TEXT = 200, 20_000
LARGEST_FEN = 10**15


def record_penalty(decision: Decision, *, by: Actor) -> Penalty:
    """Record a decision; it shows nowhere until a second person has published it.

    Raises Refused with the field: no number, no kind of penalty, amounts without their kind, a
    ban without its end, a number this party already has, a day in the future.
    """
    check_decision(decision)
    if penalty_queries.find_by_number(decision.number, decision.respondent) is not None:
        raise Refused(REFUSALS["number_known"], field="number")
    now = clock.now()
    penalty = Penalty(
        reference=f"P-{secrets.token_hex(5)}",
        stage=PenaltyStage.RECORDED,
        recorded_by=by.name,
        recorded_at=now,
        **_columns(decision),
    )
    penalty.search_key = naming.search_key(penalty)
    db.session.add(penalty)
    db.session.flush()
    note("penalty.recorded", penalty, by)
    return penalty


def amend_penalty(penalty: Penalty, decision: Decision, *, by: Actor) -> None:
    """Record a returned decision anew; whoever does so is then its recorder.

    Raises Refused as ``record_penalty`` does, MoveRefused where it was not returned.
    """
    PENALTY_LIFECYCLE.check(penalty.stage, PenaltyStage.RECORDED)
    check_decision(decision)
    known = penalty_queries.find_by_number(decision.number, decision.respondent)
    if known is not None and known is not penalty:
        raise Refused(REFUSALS["number_known"], field="number")
    move(penalty, PenaltyStage.RECORDED)
    for name, value in _columns(decision).items():
        setattr(penalty, name, value)
    penalty.recorded_by, penalty.recorded_at = by.name, clock.now()
    penalty.search_key = naming.search_key(penalty)
    note("penalty.amended", penalty, by, before=PenaltyStage.RETURNED)


def check_decision(decision: Decision) -> None:
    """Refuse a decision that lacks something or contradicts itself; the field is named."""
    for name, key in (
        ("number", "number_missing"),
        ("respondent", "respondent_missing"),
        ("conduct", "conduct_missing"),
        ("authority", "authority_missing"),
    ):
        if not enterprise_rules.plain(getattr(decision, name)):
            raise Refused(REFUSALS[key], field=name)
    if decision.decided_on > clock.today():
        raise Refused(REFUSALS["decided_in_future"], field="decided_on")
    if not decision.kinds:
        raise Refused(REFUSALS["kinds_missing"], field="kinds")
    _check_amounts(decision)
    _check_ban(decision)
    _check_severity(decision)
    if decision.shown_since is not None and decision.shown_since < decision.decided_on:
        raise Refused(REFUSALS["shown_before_decision"], field="shown_since")
    if decision.shown_since is not None and decision.shown_since > clock.today():
        raise Refused(REFUSALS["shown_in_future"], field="shown_since")


def move(penalty: Penalty, wanted: PenaltyStage) -> None:
    """Take a step of the table, as things stand now."""
    hold(penalty, "stage")
    PENALTY_LIFECYCLE.check(penalty.stage, wanted)
    penalty.stage = wanted
    penalty.changed_at = clock.now()


def note(action: str, penalty: Penalty, by: Actor, before: PenaltyStage | None = None) -> None:
    """Write what was done to a penalty into the log: stages and kinds, never a name."""
    after = {"stage": penalty.stage, "kinds": list(penalty.kinds)}
    was = None if before is None else {"stage": before}
    audit.record(action, subject=f"penalty:{penalty.reference}", by=by, before=was, after=after)


def _check_amounts(decision: Decision) -> None:
    for name, kind, key in (
        ("fine_fen", PenaltyKind.FINE, "fine_without_kind"),
        ("confiscated_fen", PenaltyKind.CONFISCATION, "confiscation_without_kind"),
    ):
        amount: int = getattr(decision, name)
        if amount < 0:
            raise Refused(REFUSALS["amount_negative"], field=name)
        if amount > LARGEST_FEN:
            raise Refused(REFUSALS["amount_too_large"], field=name)
        if amount and kind not in decision.kinds:
            raise Refused(REFUSALS[key], field=name)
    if PenaltyKind.FINE in decision.kinds and not decision.fine_fen:
        raise Refused(REFUSALS["fine_missing"], field="fine_fen")


def _check_ban(decision: Decision) -> None:
    has_ban = bool(BANS & set(decision.kinds))
    has_end = decision.ban_until is not None or decision.is_ban_lifelong
    if has_ban and not has_end:
        raise Refused(REFUSALS["ban_end_missing"], field="ban_until")
    if has_end and not has_ban:
        raise Refused(REFUSALS["ban_without_kind"], field="ban_until")
    if decision.ban_until is not None and decision.is_ban_lifelong:
        raise Refused(REFUSALS["ban_twice"], field="ban_until")
    if decision.ban_until is not None and decision.ban_until < decision.decided_on:
        raise Refused(REFUSALS["ban_before_decision"], field="ban_until")


def _check_severity(decision: Decision) -> None:
    version = version_for(rule_versions(), decision.decided_on)
    classes = {tier.severity: tier for tier in version.tiers if tier.severity is not None}
    if not classes:
        return
    if decision.severity is None or decision.severity not in classes:
        raise Refused(REFUSALS["severity_missing"], field="severity")
    if decision.shown_months is None:
        raise Refused(REFUSALS["months_missing"], field="shown_months")
    tier = classes[decision.severity]
    least, most = tier.months or 0, tier.upto or 0
    if not least <= decision.shown_months <= most:
        reason = REFUSALS["months_beyond"] % {"least": least, "most": most}
        raise Refused(reason, field="shown_months")


def _columns(decision: Decision) -> dict[str, object]:
    plain = enterprise_rules.plain
    respondent = plain(decision.respondent)[:LONGEST_LINE]
    return {
        "number": plain(decision.number)[:80],
        "number_key": enterprise_rules.name_key(decision.number)[:160],
        "enterprise": decision.enterprise,
        "respondent_kind": decision.respondent_kind,
        "respondent": respondent,
        "respondent_key": enterprise_rules.name_key(decision.respondent)[:400],
        "field": decision.field,
        "procedure": decision.procedure,
        "conduct": plain(decision.conduct)[:300],
        "basis": decision.basis.strip()[:LONGEST_TEXT],
        "content": decision.content.strip()[:LONGEST_TEXT],
        "summary": decision.summary.strip()[:LONGEST_TEXT],
        "authority": plain(decision.authority)[:LONGEST_LINE],
        "decided_on": decision.decided_on,
        "kind_mask": mask_of(decision.kinds),
        "fine_fen": decision.fine_fen,
        "confiscated_fen": decision.confiscated_fen,
        "ban_until": decision.ban_until,
        "is_ban_lifelong": decision.is_ban_lifelong,
        "small_fine_basis": plain(decision.small_fine_basis)[:LONGEST_LINE],
        "severity": decision.severity,
        "shown_months": decision.shown_months,
        "shown_since": decision.shown_since,
        "source": plain(decision.source)[:LONGEST_LINE],
        "changed_at": clock.now(),
    }
