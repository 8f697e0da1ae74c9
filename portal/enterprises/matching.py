"""Who is meant by a name in a table: found where that is sure, otherwise left to people.

In this order: the credit code; what people decided about the name before; the name of today, then
a former one, the same but for width, brackets and blanks; then its spelling (``naming``). A name
that could mean two enterprises, or whose enterprise has another code than the table says, means
nobody until people have said so. Nothing is ever entered in the register here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Select, func, select

from portal.enterprises import rules
from portal.enterprises.models import Enterprise, FormerName, NameQuestion, SpelledName
from portal.enterprises.naming import agree, parse_name
from portal.kernel.db import db

# Names looked up in one statement; SQLite allows 32,766 variables, PostgreSQL 65,535.
AT_ONCE = 500
Party = tuple[str, str]
One = TypeVar("One", int, str)
# Where an entry was merged into another, that one is meant.
MEANT = func.coalesce(Enterprise.merged_into_id, Enterprise.id)


class MatchedBy(StrEnum):
    """Why a name means an enterprise."""

    CODE = "code"
    TOLD = "told"
    NAME = "name"
    FORMER = "former"
    SPELLING = "spelling"


@dataclass(frozen=True)
class Match:
    """The enterprise a party means, and why; None where people said: nobody of this register."""

    enterprise: Enterprise | None
    by: MatchedBy


def match_name(name: str, credit_code: str | None = None) -> Enterprise | None:
    """Return the one enterprise that a table's cells mean, or None; see ``match_parties``."""
    party = (name, credit_code or "")
    return match_parties([party]).get(party)


def match_parties(parties: Iterable[Party]) -> Mapping[Party, Enterprise]:
    """Return the one enterprise that each (name, credit code) means; makes none."""
    matches = explain_matches(parties)
    return {
        party: match.enterprise for party, match in matches.items() if match.enterprise is not None
    }


def match_names(names: Iterable[str]) -> Mapping[str, Enterprise]:
    """Return the enterprise of each name that means exactly one, by ``rules.name_key``."""
    found = match_parties((name, "") for name in names)
    return {rules.name_key(name): enterprise for (name, _), enterprise in found.items()}


def explain_matches(parties: Iterable[Party]) -> Mapping[Party, Match]:
    """Return what is sure of each (name, credit code): who is meant and why, or nobody."""
    wanted = sorted(set(parties))
    codes = {code: rules.clean_code(code) for _, code in wanted if code}
    by_code = _by_code(code for code in codes.values() if code is not None)
    keys = {name: rules.name_key(name) for name, _ in wanted}
    names = {key for key in keys.values() if key}
    told = _told(names)
    found: dict[Party, tuple[int | None, MatchedBy]] = {}
    for party in wanted:
        code = codes.get(party[1])
        key = keys[party[0]]
        decision = told.get((key, code or ""))
        if code is not None and code in by_code:
            found[party] = by_code[code], MatchedBy.CODE
        elif decision is not None and decision[0] is not None:
            found[party] = decision[0], MatchedBy.TOLD
    open_parties = [party for party in wanted if party not in found and keys[party[0]]]
    for party, number, reason in _by_names(open_parties, keys):
        found[party] = number, reason
    # Whoever was nobody then may be in the register now: such a decision comes last.
    for party in wanted:
        if (keys[party[0]], codes.get(party[1]) or "") in told:
            found.setdefault(party, (None, MatchedBy.TOLD))
    return _checked(found, codes)


def _checked(
    found: Mapping[Party, tuple[int | None, MatchedBy]], codes: Mapping[str, str | None]
) -> dict[Party, Match]:
    """Return matches with their enterprises, without those whose code is another."""
    enterprises = _enterprises({number for number, _ in found.values() if number is not None})
    matches: dict[Party, Match] = {}
    for party, (number, reason) in found.items():
        enterprise = enterprises[number] if number is not None else None
        code = codes.get(party[1])
        is_named = reason not in {MatchedBy.CODE, MatchedBy.TOLD}
        if is_named and code is not None and enterprise and enterprise.credit_code is not None:
            continue
        matches[party] = Match(enterprise, reason)
    return matches


def _enterprises(numbers: set[int]) -> dict[int, Enterprise]:
    found: dict[int, Enterprise] = {}
    for part in _parts(sorted(numbers)):
        asked = select(Enterprise).where(Enterprise.id.in_(part))
        found |= {one.id: one for one in db.session.scalars(asked)}
    return found


def _parts(listed: Sequence[One]) -> Iterable[Sequence[One]]:
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


def _by_code(codes: Iterable[str]) -> Mapping[str, int]:
    matched: dict[str, int] = {}
    for part in _parts(sorted(set(codes))):
        asked = select(Enterprise.credit_code, MEANT).where(Enterprise.credit_code.in_(part))
        matched |= {code: number for code, number in db.session.execute(asked) if code}
    return matched


def _told(keys: set[str]) -> Mapping[tuple[str, str], tuple[int | None]]:
    told: dict[tuple[str, str], tuple[int | None]] = {}
    for part in _parts(sorted(keys)):
        asked = (
            select(NameQuestion.said_key, NameQuestion.credit_code, MEANT)
            .join(Enterprise, Enterprise.id == NameQuestion.enterprise_id, isouter=True)
            .where(NameQuestion.said_key.in_(part), NameQuestion.decided_at.is_not(None))
        )
        told |= {(key, code): (number,) for key, code, number in db.session.execute(asked)}
    return told


def _by_names(
    parties: Sequence[Party], keys: Mapping[str, str]
) -> Iterable[tuple[Party, int, MatchedBy]]:
    wanted = {keys[name] for name, _ in parties}
    current = _owners(wanted, _bearing)
    former = _owners(wanted - current.keys(), _once_bearing)
    # Where a name is borne today, whoever bore it once is not meant.
    left = {name for name, _ in parties if keys[name] not in current | former}
    spelled = _by_spelling(left)
    for party in parties:
        key = keys[party[0]]
        for owners, reason in ((current, MatchedBy.NAME), (former, MatchedBy.FORMER)):
            if len(owners.get(key, ())) == 1:
                yield party, next(iter(owners[key])), reason
        if len(spelled.get(party[0], ())) == 1:
            yield party, next(iter(spelled[party[0]])), MatchedBy.SPELLING


def _bearing(part: Sequence[str]) -> Select[str, int]:
    return select(Enterprise.name_key, MEANT).where(Enterprise.name_key.in_(part))


def _once_bearing(part: Sequence[str]) -> Select[str, int]:
    once = select(FormerName.name_key, MEANT).join(FormerName.enterprise)
    return once.where(FormerName.name_key.in_(part))


def _owners(
    keys: Iterable[str], asking: Callable[[Sequence[str]], Select[str, int]]
) -> dict[str, set[int]]:
    owners: dict[str, set[int]] = defaultdict(set)
    for part in _parts(sorted(keys)):
        for key, number in db.session.execute(asking(part)):
            owners[key].add(number)
    return owners


def _by_spelling(names: set[str]) -> Mapping[str, set[int]]:
    parsed = {name: parse_name(name) for name in names}
    keys = sorted({one.key for one in parsed.values() if one.key and not one.is_masked})
    spelled: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for part in _parts(keys):
        asked = select(SpelledName.key, SpelledName.name, MEANT).join(
            Enterprise, Enterprise.id == SpelledName.enterprise_id
        )
        for key, name, number in db.session.execute(asked.where(SpelledName.key.in_(part))):
            spelled[key].append((name, number))
    return {
        name: {number for said, number in spelled[one.key] if agree(one, parse_name(said))}
        for name, one in parsed.items()
        if one.key in spelled
    }
