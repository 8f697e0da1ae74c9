"""Enterprises that a name may mean, each with the reason, for people who decide."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from portal.enterprises.matching import MEANT
from portal.enterprises.models import Enterprise, SpelledName
from portal.enterprises.naming import HEAD_SIGNS, NEARLY, Likeness, Parsed, head_of, likeness
from portal.enterprises.naming import parse_name as parsed_name
from portal.kernel.db import db

AT_ONCE = 300
MOST_SHOWN = 8
MOST_LOOKED_AT = 400
SHORTEST_ROOT = 2
# A likeness that makes a name worth a person's time. A branch, or the same name in another place,
# is another enterprise nearly always: it is shown beside others, and asks nobody by itself.
ASKING = frozenset(
    {
        Likeness.AGREES,
        Likeness.FORMER,
        Likeness.SHORT,
        Likeness.MASKED,
        Likeness.OTHER_FORM,
        Likeness.NEARLY,
    }
)


@dataclass(frozen=True)
class Candidate:
    """One enterprise a name may mean: the name it bears, in what they are alike, how much."""

    enterprise: Enterprise
    name: str
    likeness: Likeness
    share: float


def worth_asking(names: Iterable[str]) -> frozenset[str]:
    """Return the names that people should be asked about: they are like one in the register."""
    parsed = {name: parsed_name(name) for name in names}
    by_head: dict[str, list[str]] = defaultdict(list)
    for name, one in parsed.items():
        by_head[head_of(one)].append(name)
    heads = sorted(head for head in by_head if head)
    asked: set[str] = set()
    for start in range(0, len(heads), AT_ONCE):
        part = heads[start : start + AT_ONCE]
        known = select(SpelledName.head, SpelledName.name).where(SpelledName.head.in_(part))
        for head, bearing in db.session.execute(known):
            other = parsed_name(bearing)
            asked |= {name for name in by_head[head] if is_asking(parsed[name], other)}
    return frozenset(asked)


def is_asking(one: Parsed, other: Parsed) -> bool:
    """Whether two names are so alike that people should say whether they are one."""
    found = likeness(one, other)
    if found is None:
        return False
    kind, share = found
    return kind in ASKING or share >= NEARLY


def candidates_for(name: str) -> list[Candidate]:
    """Return the enterprises a name may mean, the likeliest first."""
    parsed = parsed_name(name)
    found: dict[int, tuple[str, Likeness, float]] = {}
    for number, bearing in _alike(parsed):
        told = likeness(parsed, parsed_name(bearing))
        if told is not None and (number not in found or found[number][2] < told[1]):
            found[number] = (bearing, *told)
    order = list(Likeness)
    best = sorted(found.items(), key=lambda one: (order.index(one[1][1]), -one[1][2], one[0]))
    enterprises = _enterprises([number for number, _ in best[:MOST_SHOWN]])
    return [Candidate(enterprises[number], *told) for number, told in best[:MOST_SHOWN]]


def _alike(parsed: Parsed) -> Iterable[tuple[int, str]]:
    root = parsed.core[:HEAD_SIGNS] or parsed.key[:HEAD_SIGNS]
    if len(root) < SHORTEST_ROOT:
        return []
    escaped = root.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    asked = (
        select(MEANT, SpelledName.name)
        .join(Enterprise, Enterprise.id == SpelledName.enterprise_id)
        .where(or_(SpelledName.head == root, SpelledName.key.like(f"%{escaped}%", escape="\\")))
        .limit(MOST_LOOKED_AT)
    )
    return [(number, name) for number, name in db.session.execute(asked)]


def _enterprises(numbers: list[int]) -> Mapping[int, Enterprise]:
    asked = select(Enterprise).where(Enterprise.id.in_(numbers))
    return {one.id: one for one in db.session.scalars(asked)}
