"""Keeping what all spellings of a name share, so that it is found however it is written."""

from sqlalchemy import delete, select

from portal.enterprises.models import Enterprise, FormerName, SpelledName
from portal.enterprises.naming import head_of, parse_name
from portal.kernel.db import db

AT_ONCE = 1000


def spell(enterprise: Enterprise, name: str) -> None:
    """Let an enterprise be found by every spelling of a name it bears or bore."""
    db.session.add_all(_spelled(enterprise.id, one) for one in _names_in(name))
    db.session.flush()


def spell_all() -> int:
    """Work out the spellings of every name in the register anew; return how many there are."""
    db.session.execute(delete(SpelledName))
    count = 0
    for asked in (
        select(Enterprise.id, Enterprise.name),
        select(FormerName.enterprise_id, FormerName.name),
    ):
        for number, name in db.session.execute(asked).all():
            db.session.add_all(_spelled(number, one) for one in _names_in(name))
            count += 1
            if count % AT_ONCE == 0:
                db.session.flush()
    db.session.flush()
    return count


def _names_in(name: str) -> tuple[str, ...]:
    """Return a name, and the former ones that stand in its brackets."""
    return (name, *parse_name(name).former)


def _spelled(enterprise_id: int, name: str) -> SpelledName:
    parsed = parse_name(name)
    return SpelledName(
        enterprise_id=enterprise_id, key=parsed.key[:400], head=head_of(parsed), name=name[:200]
    )
