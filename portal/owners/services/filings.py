"""Reports that enterprises file. Callers commit."""

import secrets
from collections.abc import Sequence

from portal.enterprises.models import Enterprise
from portal.kernel import audit, clock, sealed_files
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.owners import policy, queries
from portal.owners.models import DutyFiling, FilingFile
from portal.owners.rules import FilingKind, Period, is_late, periods_before
from portal.owners.services.replies import checked_text
from portal.owners.words import REFUSALS
from portal.web.attachments import CheckedFile

ROOM = "filing"


def file_report(
    enterprise: Enterprise,
    *,
    kind: FilingKind,
    period: Period,
    text: str,
    by: Actor,
    files: Sequence[CheckedFile] = (),
) -> DutyFiling:
    """File a report about a period; filed again, it is a further edition and the first day counts.

    Raises Refused with the field: a period that has not nearly ended, no text, a text too long.
    """
    if period not in periods_before(clock.today()):
        raise Refused(REFUSALS["period_unknown"], field="period")
    kept, due_on = checked_text(text), policy.filing_due(kind, period)
    # Two colleagues who file at once file one after the other.
    db.session.get(Enterprise, enterprise.id, with_for_update=True)
    edition = queries.count_editions(enterprise.id, kind, period) + 1
    filing = DutyFiling(
        reference=f"F-{secrets.token_hex(5)}",
        enterprise=enterprise,
        kind=kind,
        period=period.code,
        edition=edition,
        text=kept,
        due_on=due_on,
        filed_on=clock.today(),
        is_late=edition == 1 and is_late(clock.today(), due_on),
        filed_by=by.name,
        filed_at=clock.now(),
    )
    filing.files.extend(_keep(file) for file in files)
    db.session.add(filing)
    db.session.flush()
    after = {"kind": kind.value, "period": period.code, "edition": edition}
    audit.record("filing.filed", subject=f"filing:{filing.reference}", by=by, after=after)
    return filing


def read_file(file: FilingFile) -> bytes:
    """Return a file as the enterprise sent it."""
    return sealed_files.read(file.stored_as, key=file.key, room=ROOM)


def _keep(file: CheckedFile) -> FilingFile:
    kept = sealed_files.keep(file.original, room=ROOM)
    return FilingFile(
        key=kept.key,
        media_type=file.media_type,
        size=kept.size,
        sha256=kept.sha256,
        stored_as=kept.stored_as,
    )
