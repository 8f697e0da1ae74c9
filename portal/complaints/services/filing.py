"""Filing a case: one submit token, one case, one receipt, whatever is retried."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached

from portal.complaints import policy, queries, receipt
from portal.complaints.files import CheckedFile
from portal.complaints.models import Case, CaseEvent, Draft
from portal.complaints.rules import Author, Filing, Stage
from portal.complaints.services.doubles import ask_to_compare
from portal.complaints.services.drafts import hand_over_files
from portal.complaints.services.evidence import attach_to_case
from portal.complaints.services.moves import refresh_due
from portal.complaints.services.persons import sealed_person
from portal.complaints.services.receipts import sign_receipt
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN, Actor
from portal.kernel.db import db, has_begun, table_of
from portal.places.profile import current_place

OFFICE_OPENS = time(9)
_cases = table_of(Case)
_columns = frozenset(column.key for column in _cases.columns)
_KEPT_FACTS = tuple({one.name for one in fields(Filing)} - {"identity", "received_on"})
_NOTE = insert(table_of(CaseEvent))


def file_case(
    filing: Filing,
    *,
    token: str,
    by: Actor,
    draft: Draft | None = None,
    files: Sequence[CheckedFile] = (),
) -> Case:
    """File a case and return it; the same token again returns the case it already made.

    Its files are those of the draft it was, or ``files`` that came with it.
    It goes to the department that receives what the public files (C9: never without an owner).
    """
    case = new_case(filing, token)
    if not _keep(case):
        # Sent again, or somebody pressed twice and the other request was quicker.
        first = queries.find_by_token(token)
        if first is None:
            raise LookupError("a case that is kept is not found")
        return first
    if filing.identity is not None:
        db.session.add(sealed_person(case, filing.identity))
    has_files = draft is not None and hand_over_files(draft, case.id)
    author = Author.CITIZEN if by == CITIZEN else Author.CLERK
    for file in files:
        attach_to_case(case, file, author=author, by=by)
    sign_receipt(case, has_files=has_files or bool(files))
    _record(case, by)
    return case


@cache
def _filing(dialect: str) -> Any:
    # The one pair of dialects: both keep the first case of a token and return nothing for others.
    write: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect]
    # No index is named: number and token are of one making, and PostgreSQL, told to mind only the
    # token's, may meet the number's first where two requests come at once, and refuse the second.
    asked = write(_cases).on_conflict_do_nothing()
    return asked.returning(_cases.c.id)


def _keep(case: Case) -> bool:
    """Write a case with the first line of its history; False where its token has made one."""
    # Past the mapper: a citizen waits for it, and on SQLite so does everybody else who writes.
    told = {name: text for name, text in vars(case).items() if name in _columns}
    made = db.session.execute(_filing(db.session.get_bind().dialect.name), told).scalar()
    if made is None:
        return False
    has_begun(db.session)
    case.id = made
    make_transient_to_detached(case)
    db.session.add(case)
    event = {"case_id": made, "stage": case.stage, "at": clock.now()}
    db.session.execute(_NOTE, {**event, "department": case.department, "note": ""})
    return True


def file_together(
    filings: Sequence[Filing],
    *,
    token: str,
    by: Actor,
    draft: Draft | None,
    files: Sequence[CheckedFile] = (),
) -> list[Case]:
    """File what was told once as one case or as two that are handled apart (Order 121 Art. 9).

    Each has a number and a secret of its own; who looks into the one need not know the other.
    """
    first, *others = filings
    case = file_case(first, token=token, by=by, draft=draft, files=files)
    cases = [case]
    for other in others:
        beside = file_case(other, token=token_beside(token), by=by)
        beside.companion_id = case.id
        cases.append(beside)
    return cases


def token_beside(token: str) -> str:
    """Return the submit token of the report that was told together with a complaint."""
    return keyring().digest("token of the report beside", token)


def token_of_words(
    page_token: str, answers: Mapping[str, Any], files: Sequence[CheckedFile]
) -> str:
    """Return the submit token of what was told on a page that holds no draft.

    Of the page's own token and of every word and file: sent again it is the same case, and whoever
    went back and changed a word has not lost it to the case that was sent before.
    """
    told = [page_token, answers, [file.sha256 for file in files]]
    return keyring().digest("token of a page's words", json.dumps(told, sort_keys=True))


def _record(case: Case, by: Actor) -> None:
    after = {
        "track": case.track.value,
        "channel": case.channel.value,
        "anonymous": case.is_anonymous,
    }
    audit.record("case.filed", subject=case.subject, by=by, after=after)
    ask_to_compare(by)


def new_case(filing: Filing, token: str) -> Case:
    """Return a case as it begins: with intake, its number and secret made of the token."""
    ring, now, today = keyring(), clock.now(), clock.today()
    came_on = filing.received_on or today
    prefix = policy.reference_prefix()
    reference = receipt.number_for(token, ring=ring, prefix=prefix, year=today.year)
    secret = "".join(receipt.secret_for(token, ring=ring))
    case = Case(
        reference=reference,
        submit_digest=ring.digest("submit token", token),
        secret_digest=receipt.secret_digest(reference, secret, ring=ring),
        stage=Stage.SUBMITTED,
        rule_version=policy.rule_version(came_on),
        department=current_place().departments.intake.code,
        is_anonymous=filing.identity is None,
        received_at=now if came_on == today else _morning_of(came_on),
        answer="",
        **_facts(filing),
    )
    refresh_due(case)
    return case


def _morning_of(day: date) -> datetime:
    # Time limits count days; of a letter's day the hour is not known.
    return datetime.combine(day, OFFICE_OPENS, clock.CHINA)


def _facts(filing: Filing) -> dict[str, object]:
    return {name: getattr(filing, name) for name in (*_KEPT_FACTS, "is_urgent")}


def confirm_receipt(case: Case, *, by: Actor) -> None:
    """Note that number and secret were written down; the secret is never shown again."""
    if case.receipt_confirmed_at is None:
        case.receipt_confirmed_at = clock.now()
        audit.record("case.receipt-confirmed", subject=case.subject, by=by)
