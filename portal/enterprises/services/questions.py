"""Names that mean nobody for sure: kept as questions, decided by people, remembered."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from portal.enterprises import rules
from portal.enterprises.candidates import worth_asking
from portal.enterprises.matching import Party, explain_matches
from portal.enterprises.models import Enterprise, NameQuestion
from portal.enterprises.services.noting import note
from portal.kernel import audit, clock, signals
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold

AT_ONCE = 300
REFERENCE_SIGNS = 8


def ask_about(parties: Collection[Party], *, seen_in: str, is_needed: bool = False) -> int:
    """Queue the (name, credit code) that mean nobody for sure; return how many.

    Only names that are like one in the register, unless ``is_needed``: most makers of the country
    are none of this place. One that was asked about before is counted, not asked again.
    """
    known = explain_matches(parties)
    left = {_key(party): party for party in parties if party not in known and party[0].strip()}
    if not is_needed:
        wanted = worth_asking({name for name, _ in left.values()})
        left = {key: party for key, party in left.items() if party[0] in wanted or party[1]}
    keys = sorted(left)
    for start in range(0, len(keys), AT_ONCE):
        _ask(keys[start : start + AT_ONCE], left, seen_in)
    return len(keys)


def _ask(keys: list[tuple[str, str]], left: dict[tuple[str, str], Party], seen_in: str) -> None:
    now = clock.now()
    asked = select(NameQuestion).where(NameQuestion.said_key.in_({key for key, _ in keys}))
    there = {(one.said_key, one.credit_code): one for one in db.session.scalars(asked)}
    for key in keys:
        question = there.get(key)
        if question is None:
            db.session.add(_question(key, left[key][0], seen_in, now))
        else:
            question.seen_count += 1
            question.last_seen_at = now
    db.session.flush()


def _key(party: Party) -> tuple[str, str]:
    name, code = party
    return rules.name_key(name)[:400], rules.clean_code(code) or ""


def _question(key: tuple[str, str], name: str, seen_in: str, now: datetime) -> NameQuestion:
    signs = "".join(secrets.choice(rules.REFERENCE_ALPHABET) for _ in range(REFERENCE_SIGNS))
    return NameQuestion(
        reference=f"N-{signs}",
        said_key=key[0],
        credit_code=key[1],
        name=rules.plain(name)[:300],
        seen_in=rules.plain(seen_in)[:200],
        seen_count=1,
        first_seen_at=now,
        last_seen_at=now,
    )


def decide_name(question: NameQuestion, *, enterprise: Enterprise | None, by: Actor) -> None:
    """Say whom a name means, or nobody of this register; from now on it always does.

    May be said anew: the last word counts, and the log has both.
    """
    hold(question, "enterprise_id", "decided_at")
    before = {"enterprise": question.enterprise_id, "is_decided": question.decided_at is not None}
    question.enterprise = enterprise
    question.decided_by, question.decided_at = by.name, clock.now()
    db.session.flush()
    after = {"name": question.reference}
    if enterprise is not None:
        note("enterprise.name-decided", enterprise, by, before=before, after=after)
    else:
        subject = f"name:{question.reference}"
        audit.record("enterprise.name-decided", subject=subject, by=by, before=before, after=after)
    signals.name_decided.send(Enterprise, name=question.name, code=question.credit_code)
