"""Notices of 核查处置: brought in as files, matched by 抽样编号, confirmed by a person."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import extensions
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling.models import Disposal, DisposalNotice, NoticeEntry, SampleBatch
from portal.sampling.notice_reading import NoticeRead, read_notice
from portal.sampling.rules.disposals import (
    USUAL_WAY,
    DisposalStage,
    StepTaken,
    steps_to_come,
)
from portal.sampling.rules.names import fold
from portal.sampling.rules.notice_facts import Proposal, proposals_of
from portal.sampling.rules.notice_text import Part
from portal.sampling.rules.notices import ENTRY_LIFECYCLE, EntryReason, EntryStage
from portal.sampling.rules.rows import ALPHABET
from portal.sampling.services.disposals import take_step
from portal.sampling.words import DISPOSAL_REFUSALS, DISPOSAL_STAGES

ROOM = "disposal-notices"
SIGNS = 8
LONGEST_NAME = 255
LONGEST_NUMBER = 80
LONGEST_TEXT = 20_000
AT_ONCE = 500


def receive_notice(
    *, content: bytes, file_name: str, department: str, announced_on: date | None, by: Actor
) -> DisposalNotice:
    """Bring a notice in: read it, and match each part to the batch it names.

    Nothing is recorded of any disposal yet: a person confirms each part. Raises Refused for a file
    that cannot be read or was brought in before.
    """
    digest = hashlib.sha256(content).hexdigest()
    if db.session.scalar(select(DisposalNotice.id).filter_by(sha256=digest)):
        raise Refused(DISPOSAL_REFUSALS["notice_twice"], field="file")
    read = read_notice(content, file_name)
    notice = DisposalNotice(
        reference=f"N-{''.join(secrets.choice(ALPHABET) for _ in range(SIGNS))}",
        title=read.title,
        announced_on=announced_on,
        file_name=file_name[:LONGEST_NAME],
        sha256=digest,
        department=department,
        brought_by=by.name,
        brought_at=clock.now(),
    )
    db.session.add(notice)
    extensions.objects().put(content, room=ROOM)
    notice.entries = _entries(read, department)
    counts = Counter(entry.stage.value for entry in notice.entries)
    subject = f"disposal-notice:{notice.reference}"
    audit.record("disposal-notice.received", subject=subject, by=by, after=dict(counts))
    return notice


def _entries(read: NoticeRead, department: str) -> list[NoticeEntry]:
    disposals = _disposals_of([part.number for part in read.parts if part.number])
    seen: set[str] = set()
    entries = []
    for position, part in enumerate(read.parts):
        batch = disposals.get(identity_of(part.number))
        proposals = proposals_of(part)
        reason = _reason(part, batch, department, proposals)
        if reason is None and part.number in seen:
            reason = EntryReason.TWICE
        seen.add(part.number)
        entries.append(
            NoticeEntry(
                position=position,
                number=part.number[:LONGEST_NUMBER],
                text=part.text[:LONGEST_TEXT],
                steps=[_as_plain(proposal) for proposal in proposals],
                stage=EntryStage.UNMATCHED if reason else EntryStage.WAITING,
                reason=reason,
                batch=batch,
            )
        )
    return entries


def identity_of(number: str) -> str:
    """Return by what a batch with this 抽样编号 is known."""
    return f"number:{fold(number)}"


def _disposals_of(numbers: Sequence[str]) -> Mapping[str, SampleBatch]:
    found: dict[str, SampleBatch] = {}
    wanted = [identity_of(number) for number in numbers]
    for at in range(0, len(wanted), AT_ONCE):
        some = (
            select(SampleBatch)
            .where(SampleBatch.identity.in_(wanted[at : at + AT_ONCE]))
            .where(SampleBatch.is_listed.is_(True))
            .options(joinedload(SampleBatch.disposal).selectinload(Disposal.steps))
        )
        found |= {batch.identity: batch for batch in db.session.scalars(some)}
    return found


def _reason(
    part: Part, batch: SampleBatch | None, department: str, proposals: Sequence[Proposal]
) -> EntryReason | None:
    """Return why a part moves no disposal on; None where it may."""
    disposal = batch.disposal if batch else None
    checks = (
        (not part.number, EntryReason.NO_NUMBER),
        (batch is None, EntryReason.UNKNOWN_NUMBER),
        (disposal is None, EntryReason.NOT_FAILED),
        (disposal is not None and disposal.department != department, EntryReason.OTHER_DEPARTMENT),
        (disposal is not None and disposal.has_ended, EntryReason.ENDED),
        (disposal is not None and not news_of(disposal, proposals), EntryReason.NOTHING_NEW),
    )
    return next((reason for applies, reason in checks if applies), None)


def news_of(disposal: Disposal, proposals: Sequence[Proposal]) -> list[DisposalStage]:
    """Return the steps not yet taken, up to the last that a notice tells of."""
    to_come: list[DisposalStage] = [
        stage for stage in open_steps(disposal) if stage is not DisposalStage.CLOSED
    ]
    told = [stage for stage in to_come if stage in {proposal.stage for proposal in proposals}]
    return to_come[: to_come.index(told[-1]) + 1] if told else []


def open_steps(disposal: Disposal) -> Sequence[DisposalStage]:
    """Return the steps of the usual way still to be taken; none while something is disputed."""
    if disposal.stage is DisposalStage.DISPUTED:
        return ()
    if disposal.stage is DisposalStage.RECHECKED and disposal.recheck is False:
        return USUAL_WAY[USUAL_WAY.index(DisposalStage.PENALISED) :]
    return steps_to_come(disposal.stage)


def _as_plain(proposal: Proposal) -> dict[str, Any]:
    return {
        "stage": proposal.stage.value,
        "done_on": proposal.done_on.isoformat() if proposal.done_on else "",
        "document": proposal.document,
        "facts": dict(proposal.facts),
    }


def proposals_in(entry: NoticeEntry) -> list[Proposal]:
    """Return the steps that an entry proposes."""
    return [
        Proposal(
            DisposalStage(step["stage"]),
            date.fromisoformat(step["done_on"]) if step["done_on"] else None,
            step["document"],
            step["facts"],
        )
        for step in entry.steps
    ]


def list_offered(entry: NoticeEntry) -> list[DisposalStage]:
    """Return the steps that may be recorded by this part now; none where nothing is left."""
    disposal = entry.batch.disposal if entry.batch else None
    return news_of(disposal, proposals_in(entry)) if disposal else []


def confirm_entry(entry: NoticeEntry, *, steps: Sequence[StepTaken], by: Actor) -> None:
    """Record the steps that a person has checked against the notice, one after another.

    Raises Refused where none is chosen or one before is left out, and for everything that a step
    entered by hand is refused for; then nothing is recorded.
    """
    hold(entry, "stage")
    ENTRY_LIFECYCLE.check(entry.stage, EntryStage.CONFIRMED)
    disposal = entry.batch.disposal if entry.batch else None
    if not steps or disposal is None:
        raise Refused(DISPOSAL_REFUSALS["nothing_chosen"])
    for expected, step in zip(open_steps(disposal), steps, strict=False):
        if step.stage is not expected:
            facts = {"step": DISPOSAL_STAGES[expected]}
            raise Refused(str(DISPOSAL_REFUSALS["gap"]) % facts)
    for step in steps:
        taken = replace(step, notice_id=entry.notice_id)
        try:
            take_step(disposal, taken, by=by)
        except Refused as refusal:
            field = f"{step.stage.value}-{refusal.field}" if refusal.field else None
            raise Refused(refusal.reason, field=field) from refusal
    _decide(entry, EntryStage.CONFIRMED, by)


def skip_entry(entry: NoticeEntry, *, by: Actor) -> None:
    """Leave a part of a notice unused."""
    hold(entry, "stage")
    ENTRY_LIFECYCLE.check(entry.stage, EntryStage.SKIPPED)
    _decide(entry, EntryStage.SKIPPED, by)


def _decide(entry: NoticeEntry, stage: EntryStage, by: Actor) -> None:
    entry.stage, entry.decided_by, entry.decided_at = stage, by.name, clock.now()
    subject = f"disposal-notice:{entry.notice.reference}"
    after = {"entry": entry.position, "stage": stage.value}
    audit.record("disposal-notice.decided", subject=subject, by=by, after=after)
