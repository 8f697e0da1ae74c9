"""Applying for repair, and verifying what was said: every condition is a question."""

import secrets
from collections.abc import Sequence
from datetime import date

from portal.enterprises import rules as enterprise_rules
from portal.kernel import audit, clock, sealed_files
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.penalties.models import DishonestEntry, Penalty, RepairCase, RepairFile
from portal.penalties.queries import entries, penalties
from portal.penalties.queries import repairs as queries
from portal.penalties.refusals import REFUSALS
from portal.penalties.rules.repairs import (
    REPAIR_LIFECYCLE,
    Channel,
    Finding,
    RepairStage,
    unanswered,
)
from portal.penalties.words import PENALTY_KINDS
from portal.web.attachments import CheckedFile

ROOM = "penalties"
LONGEST_TEXT = 20_000


def apply_for_repair(
    subject: Penalty | DishonestEntry,
    *,
    statement: str,
    by: Actor,
    attachments: Sequence[CheckedFile] = (),
    channel: Channel = Channel.ONLINE,
    applied_on: date | None = None,
) -> RepairCase:
    """Apply to end a publication or a listing before its time (45号 第十四条).

    Raises Refused with the field: a record that is not shown, measures that are never stopped
    early, an application before the earliest day (it is named), a second one at a time.
    """
    today = clock.today()
    on = applied_on or today
    if on > today:
        raise Refused(REFUSALS["applied_in_future"], field="applied_on")
    if not enterprise_rules.plain(statement):
        raise Refused(REFUSALS["statement_missing"], field="statement")
    _check_subject(subject, on)
    repair = RepairCase(
        reference=f"X-{secrets.token_hex(5)}",
        penalty=subject if isinstance(subject, Penalty) else None,
        entry=subject if isinstance(subject, DishonestEntry) else None,
        channel=channel,
        statement=statement.strip()[:LONGEST_TEXT],
        applied_on=on,
        entered_by=by.name,
        stage=RepairStage.APPLIED,
        finding_rows=[],
    )
    db.session.add(repair)
    db.session.flush()
    _keep(repair, attachments)
    note("repair.applied", repair, by)
    return repair


def ask_to_supplement(repair: RepairCase, *, request: str, by: Actor) -> None:
    """Say what is missing; the application waits for the applicant."""
    if not enterprise_rules.plain(request):
        raise Refused(REFUSALS["supplement_missing"], field="request")
    before = repair.stage
    move(repair, RepairStage.SUPPLEMENT)
    repair.supplement_request = request.strip()[:LONGEST_TEXT]
    note("repair.supplement-asked", repair, by, before=before)


def supplement_repair(
    repair: RepairCase, *, statement: str, by: Actor, attachments: Sequence[CheckedFile] = ()
) -> None:
    """Hand in what was missing."""
    if not enterprise_rules.plain(statement):
        raise Refused(REFUSALS["statement_missing"], field="statement")
    move(repair, RepairStage.APPLIED)
    repair.supplement = statement.strip()[:LONGEST_TEXT]
    _keep(repair, attachments)
    note("repair.supplemented", repair, by, before=RepairStage.SUPPLEMENT)


def start_verification(repair: RepairCase, *, by: Actor) -> None:
    """Take an application up to verify what it says."""
    move(repair, RepairStage.VERIFYING)
    note("repair.verification-started", repair, by, before=RepairStage.APPLIED)


def record_findings(repair: RepairCase, *, findings: Sequence[Finding], by: Actor) -> None:
    """Answer every condition with what shows it; then a second person decides.

    Raises Refused where a condition has no answer, or an answer nothing that shows it.
    """
    conditions = {item.code: item.label.zh for item in queries.conditions_for(repair)}
    missing = unanswered(conditions, findings)
    if missing:
        reason = REFUSALS["answer_missing"] % {"condition": conditions[missing[0]]}
        raise Refused(reason, field=missing[0])
    for finding in findings:
        if finding.condition in conditions and not enterprise_rules.plain(finding.evidence):
            told = {"condition": conditions[finding.condition]}
            raise Refused(REFUSALS["evidence_missing"] % told, field=finding.condition)
    move(repair, RepairStage.VERIFIED)
    repair.finding_rows = [one.as_json() for one in findings if one.condition in conditions]
    repair.verified_by, repair.verified_at = by.name, clock.now()
    note("repair.verified", repair, by, before=RepairStage.VERIFYING)


def move(repair: RepairCase, wanted: RepairStage) -> None:
    """Take a step of the table, as things stand now."""
    hold(repair, "stage")
    REPAIR_LIFECYCLE.check(repair.stage, wanted)
    repair.stage = wanted


def note(action: str, repair: RepairCase, by: Actor, before: RepairStage | None = None) -> None:
    """Write what was done to an application into the log, never its words."""
    about = repair.penalty or repair.entry
    after = {"stage": repair.stage, "about": about.reference if about else None}
    was = None if before is None else {"stage": before}
    audit.record(action, subject=f"repair:{repair.reference}", by=by, before=was, after=after)


def _check_subject(subject: Penalty | DishonestEntry, on: date) -> None:
    # Two applications at once: the second sees the first.
    hold(subject, "stage")
    today = clock.today()
    is_shown = (
        penalties.is_shown_on(subject, today)
        if isinstance(subject, Penalty)
        else entries.is_listed_on(subject, today)
    )
    if not is_shown:
        raise Refused(REFUSALS["not_shown"])
    barred = queries.barred_of(subject)
    if barred:
        kinds = "、".join(str(PENALTY_KINDS[kind]) for kind in barred)
        raise Refused(REFUSALS["never_early"] % {"kinds": kinds})
    earliest = queries.earliest_for(subject)
    if earliest is not None and on < earliest:
        told = {"day": earliest.isoformat()}
        raise Refused(REFUSALS["too_early"] % told, field="applied_on")
    if queries.find_open(subject) is not None:
        raise Refused(REFUSALS["already_applied"])


def _keep(repair: RepairCase, attachments: Sequence[CheckedFile]) -> None:
    for file in attachments:
        kept = sealed_files.keep(file.original, room=ROOM)
        repair.files.append(
            RepairFile(
                media_type=file.media_type,
                key=kept.key,
                stored_as=kept.stored_as,
                sha256=kept.sha256,
                byte_count=kept.size,
            )
        )
