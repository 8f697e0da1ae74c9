"""What a clerk does beside deciding: notes, kept replies and views, many cases at once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints import doubles, queries
from portal.complaints.access import check_may_see
from portal.complaints.models import Case, CaseNote, QueueView, ReplyTemplate
from portal.complaints.rules import CLOSED, Stage
from portal.complaints.services.handling import check_receiver
from portal.complaints.services.moves import hand_to
from portal.complaints.services.recording import note_at_each
from portal.complaints.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.db import db, hold
from portal.kernel.errors import NotFound, Refused

MOST_KEPT = 30
MOST_AT_ONCE = 100
MARK_LENGTH = 12


def write_note(case: Case, *, text: str, by: Account) -> CaseNote:
    """Leave a note for colleagues; the citizen never reads it."""
    check_may_see(case, by)
    if not text.strip():
        raise Refused(REFUSALS["text_missing"], field="text")
    note = CaseNote(case_id=case.id, author_id=by.id, text=text.strip(), written_at=clock.now())
    db.session.add(note)
    audit.record("case.note-written", subject=case.subject, by=by.actor)
    return note


def keep_reply(*, title: str, text: str, by: Account) -> None:
    """Keep a reply for the next time; one of the same title is replaced."""
    if not title.strip() or not text.strip():
        raise Refused(REFUSALS["text_missing"], field="title" if not title.strip() else "text")
    mine = select(ReplyTemplate).filter_by(account_id=by.id)
    found = db.session.scalar(mine.filter_by(title=title.strip()))
    if found is None:
        if len(db.session.scalars(mine).all()) >= MOST_KEPT:
            raise Refused(REFUSALS["kept_many"] % {"most": MOST_KEPT}, field="title")
        found = ReplyTemplate(account_id=by.id, title=title.strip())
        db.session.add(found)
    found.text, found.kept_at = text.strip(), clock.now()
    db.session.flush()
    audit.record("case.reply-kept", subject=f"reply-template:{found.id}", by=by.actor)


def remove_reply(number: int, *, by: Account) -> None:
    """Throw a kept reply away; raises NotFound for one that is not this person's."""
    found = db.session.scalar(select(ReplyTemplate).filter_by(id=number, account_id=by.id))
    if found is None:
        raise NotFound("reply")
    db.session.delete(found)
    audit.record("case.reply-removed", subject=f"reply-template:{number}", by=by.actor)


def keep_view(*, name: str, wanted: Mapping[str, Any], by: Account) -> None:
    """Keep what the queue is narrowed to under a name; one of the same name is replaced."""
    if not name.strip():
        raise Refused(REFUSALS["view_name"], field="name")
    mine = select(QueueView).filter_by(account_id=by.id)
    found = db.session.scalar(mine.filter_by(name=name.strip()))
    if found is None:
        if len(db.session.scalars(mine).all()) >= MOST_KEPT:
            raise Refused(REFUSALS["kept_many"] % {"most": MOST_KEPT}, field="name")
        found = QueueView(account_id=by.id, name=name.strip())
        db.session.add(found)
    found.wanted, found.kept_at = dict(wanted), clock.now()
    db.session.flush()
    audit.record("case.view-kept", subject=f"queue-view:{found.id}", by=by.actor)


def remove_view(number: int, *, by: Account) -> None:
    """Throw a kept view away; raises NotFound for one that is not this person's."""
    found = db.session.scalar(select(QueueView).filter_by(id=number, account_id=by.id))
    if found is None:
        raise NotFound("view")
    db.session.delete(found)
    audit.record("case.view-removed", subject=f"queue-view:{number}", by=by.actor)


def mark_of(case: Case) -> str:
    """Return what changes with who has a case and where it stands: a row somebody looked at."""
    told = f"{case.reference}|{case.department}|{case.stage.value}|{case.handler_id}"
    return hashlib.sha256(told.encode()).hexdigest()[:MARK_LENGTH]


@dataclass
class Assigned:
    """What became of many cases given to one handler: those that are, and those that are not."""

    done: list[Case] = field(default_factory=list)
    # Handled together with those, and given with them.
    beside: list[Case] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def assign_cases(picked: Sequence[tuple[str, str]], *, handler: Account, by: Account) -> Assigned:
    """Give many cases to one handler, with one line of the log.

    ``picked`` are numbers with the mark of each row as it was shown; a row that somebody else has
    changed since, or whose steps are taken elsewhere, stays as it is.
    """
    if not picked:
        raise Refused(REFUSALS["none_picked"], field="cases")
    if len(picked) > MOST_AT_ONCE:
        raise Refused(REFUSALS["too_many"] % {"most": MOST_AT_ONCE}, field="cases")
    told = Assigned()
    for reference, mark in dict(picked).items():
        case = queries.get_case(reference)
        hold(case, "stage", "department", "handler_id")
        if mark == mark_of(case) and _is_free(case):
            check_receiver(case, handler, by)
            members = doubles.list_members(case)
            for one in (case, *members):
                hand_to(one, handler)
            told.done.append(case)
            told.beside += members
        else:
            told.changed.append(case.reference)
    _note_many(told, handler, by)
    return told


def _is_free(case: Case) -> bool:
    is_open = case.stage not in CLOSED and case.stage is not Stage.TRANSFERRED
    return is_open and doubles.find_join(case) is None


def _note_many(told: Assigned, handler: Account, by: Account) -> None:
    if not told.done:
        return
    cases = [*told.done, *told.beside]
    digest = note_at_each("case.many-assigned", cases, by=by.actor)
    after = {"handler": handler.username, "count": len(cases), "cases": digest}
    subject = f"department:{handler.department}"
    audit.record("case.many-assigned", subject=subject, by=by.actor, after=after)
