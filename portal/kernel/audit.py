"""Who did what to which record, when: one line for each change, in the change's transaction.

Lines are chained: each carries a digest of itself and of the line before, so that a line taken
out or altered later shows (capabilities.md, AuditLog).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, event, insert, select, text
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from portal.kernel import clock
from portal.kernel.db import Base, db, own_transaction, table_of
from portal.kernel.generation import UNSEEN

# Any constant does, as long as nothing else locks it.
_CHAIN_LOCK = 0x0B0B1


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a member of staff, a citizen known by a case only, or the portal itself."""

    kind: str
    name: str
    role: str = ""


SYSTEM = Actor(kind="system", name="portal")
CITIZEN = Actor(kind="citizen", name="citizen")


class AuditLine(Base):
    """One thing that was done. Never changed, never deleted."""

    __tablename__ = "audit_line"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(80), index=True)
    role: Mapped[str] = mapped_column(String(255))
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(120), index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    digest: Mapped[str] = mapped_column(String(64), unique=True)


_lines = table_of(AuditLine)
_NEWEST = select(_lines.c.digest).order_by(_lines.c.id.desc()).limit(1)
_WRITE = insert(_lines)
_WRITTEN = tuple(column.key for column in _lines.columns if not column.primary_key)


def record(
    action: str,
    *,
    subject: str,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    session: Session | None = None,
) -> None:
    """Write one line about a change; it is kept if, and only if, the change is.

    ``session`` is the transaction to write in; without it, the request's own.

    ``subject`` is ``kind:reference``. ``before`` and ``after`` hold JSON values and never a
    person's name, telephone or own words.
    """
    line = AuditLine(
        at=clock.now(),
        actor_kind=by.kind,
        actor=by.name,
        role=by.role,
        action=action,
        subject=subject,
        before=dict(before) if before is not None else None,
        after=dict(after) if after is not None else None,
    )
    writing = session or db.session
    if not writing.in_transaction():
        writing.begin()  # so that undoing it undoes the line, whatever else is done
    writing.info.setdefault("audit_lines", []).append(line)


def record_refused(
    action: str, *, subject: str, by: Actor, after: Mapping[str, Any] | None = None
) -> None:
    """Remember a step that the rules refuse; its line is written although nothing was done.

    Whoever undoes the work writes it (``keep_refused``): a request does at its end.
    """
    told = {"action": action, "subject": subject, "by": by, "after": after}
    db.session.info.setdefault("refused_steps", []).append(told)


def refused() -> list[Mapping[str, Any]]:
    """Return the steps refused since the session began or ``keep_refused`` was called."""
    return list(db.session.info.get("refused_steps", []))


def keep_refused() -> None:
    """Write a line for each refused step, in a transaction of its own, after the work has ended."""
    steps = db.session.info.pop("refused_steps", [])
    if steps:
        with own_transaction() as own:
            for step in steps:
                record(**step, session=own)


def digest_of_rows(rows: Iterable[str]) -> str:
    """Return the digest that one line about many rows carries (SHA-256, hex)."""
    whole = hashlib.sha256()
    for row in rows:
        whole.update(row.encode() + b"\n")
    return whole.hexdigest()


def pending(session: Session | None = None) -> list[AuditLine]:
    """Return the lines that the running transaction will write."""
    return list((session or db.session).info.get("audit_lines", []))


def digest_of(line: AuditLine, previous: str) -> str:
    """Return what ``line`` must carry when it follows ``previous``."""
    content = [
        previous,
        line.at.isoformat(),
        line.actor_kind,
        line.actor,
        line.role,
        line.action,
        line.subject,
        line.before,
        line.after,
    ]
    text_of_it = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text_of_it.encode()).hexdigest()


def first_broken_line(session: Session | None = None) -> AuditLine | None:
    """Return the first line that does not follow from the one before, or None."""
    previous = ""
    wanted = select(AuditLine).order_by(AuditLine.id).execution_options(yield_per=1000)
    with closing((session or db.session).scalars(wanted)) as lines:
        for line in lines:
            if line.digest != digest_of(line, previous):
                return line
            previous = line.digest
    return None


@event.listens_for(Session, "before_commit")
def _write_lines(session: Session) -> None:
    # The chain's end is read and extended as the very last thing before the commit, so that the
    # lock which keeps it straight is held for a moment only.
    if session.in_nested_transaction() or not session.info.get("audit_lines"):
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    work = session.connection()
    previous = work.execute(_NEWEST).scalar() or ""
    for line in session.info.pop("audit_lines"):
        line.digest = previous = digest_of(line, previous)
        work.execute(_WRITE, {name: getattr(line, name) for name in _WRITTEN})


@event.listens_for(Session, "after_soft_rollback")
def _drop_lines(session: Session, ended: SessionTransaction) -> None:
    if not ended.nested:
        session.info.pop("audit_lines", None)
