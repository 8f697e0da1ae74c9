"""Deciding on repair: a second person, with a reason; what is approved ends at once."""

from portal.enterprises import rules as enterprise_rules
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import hold
from portal.kernel.errors import Refused
from portal.penalties.models import RepairCase
from portal.penalties.queries import repairs as queries
from portal.penalties.refusals import REFUSALS
from portal.penalties.rules.entries import Removal
from portal.penalties.rules.repairs import REPAIR_LIFECYCLE, RepairStage, unmet
from portal.penalties.services.entries import remove_entry
from portal.penalties.services.penalties import stop_penalty, written_reason
from portal.penalties.services.repairs import move, note


def approve_repair(repair: RepairCase, *, reason: str, by: Actor, number: str = "") -> None:
    """Approve: the publication stops, or the party leaves the list, at once and everywhere.

    Raises Refused where the verifier would decide, or where a condition is not met.
    """
    _check_decider(repair, RepairStage.APPROVED, by)
    labels = {item.code: item.label.zh for item in queries.conditions_for(repair)}
    missing = unmet(repair.findings)
    if missing:
        told = {"condition": labels.get(missing[0], missing[0])}
        raise Refused(REFUSALS["not_met"] % told)
    written = written_reason(reason)
    if repair.penalty is not None:
        stop_penalty(repair.penalty, by=by)
    if repair.entry is not None:
        remove_entry(repair.entry, why=Removal.REPAIRED, reason=written, by=by)
    _decide(repair, RepairStage.APPROVED, written, number, by)


def decline_repair(repair: RepairCase, *, reason: str, by: Actor, number: str = "") -> None:
    """Decline, with the reason the applicant is told."""
    _check_decider(repair, RepairStage.DECLINED, by)
    _decide(repair, RepairStage.DECLINED, written_reason(reason), number, by)


def return_repair(repair: RepairCase, *, by: Actor) -> None:
    """Send an application back to be verified again."""
    _check_decider(repair, RepairStage.VERIFYING, by)
    move(repair, RepairStage.VERIFYING)
    note("repair.returned", repair, by, before=RepairStage.VERIFIED)


def _check_decider(repair: RepairCase, wanted: RepairStage, by: Actor) -> None:
    hold(repair, "stage")
    REPAIR_LIFECYCLE.check(repair.stage, wanted)
    if by.name in {repair.verified_by, repair.entered_by}:
        raise Refused(REFUSALS["own_verification"])


def _decide(repair: RepairCase, stage: RepairStage, reason: str, number: str, by: Actor) -> None:
    move(repair, stage)
    repair.decision_reason = reason
    repair.decision_number = enterprise_rules.plain(number)[:80]
    repair.decided_by, repair.decided_on = by.name, clock.today()
    note(f"repair.{stage}", repair, by, before=RepairStage.VERIFIED)
