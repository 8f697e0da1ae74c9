"""What a reward remembers of the scheme it was counted by, so that a later edit is noticed."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from fractions import Fraction

from portal.rewards.rules import Figure, Grade, Scheme

NUMBERS = (
    "cap_fen", "consult_from_fen", "large_from_fen", "uplift_most", "rounding_fen",
    "day_cap_fen", "month_cap_fen", "pool_fen", "month_pool_fen",
)  # fmt: skip
WINDOWS = ("notice", "claim", "extension", "objection")
GRADE_NUMBERS = ("percent", "floor_fen", "fixed_fen")
# What the first release, which took in spelling and translation too, wrote for the same rules.
FORMER = (
    "2ffe5e15ca9c8044558138b8c9e2f49bbd2556578692ee9b924a2ff4ab6450ec",
    "6f9ff38fc9f223305cd40742dbb4fac53629aae4585f6e3c06b07e48c99573a2",
    "38d6985c86e3d43d62970cb68fb3ee20b5bd1825e185a50ce28cefc5411a3740",
)
PRESENT = (
    "cd27fd35ccfabaaa2e6ed4bfc2341ff10e27ba9c99a4f6d6d4dd25278088de4e",
    "24b2d2e6c5c6f0b71bcb5296ef06e74806305a50d99e6bdb545318e84f9f1eb2",
    "9a402eac53ab4dd0f42a4d669d1d9f51b44d138ae87591c9da1a874dcdd44ed6",
)
FORMERLY = dict(zip(FORMER, PRESENT, strict=True))


def digest_of(scheme: Scheme) -> str:
    """Return the digest of everything a decision under a scheme follows from.

    Numbers, questions, conditions of grades, instrument and first day count. A translation, a
    confirmation by the legal office, a worked example and the last day do not: a version that
    ends because a newer one begins stays the version it was.
    """
    content = json.dumps(dict(_binding(scheme)), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def is_unedited(scheme: Scheme, remembered: str) -> bool:
    """Tell whether a scheme still says what it said when its digest was remembered."""
    return scheme.digest in {remembered, FORMERLY.get(remembered)}


def _binding(scheme: Scheme) -> Iterator[tuple[str, object]]:
    # What nobody has set is left out: a number added to the shape of schemes changes nothing.
    yield "scheme", [scheme.id, scheme.version, scheme.kind.value, str(scheme.valid_from)]
    yield "instrument", [scheme.instrument.name.zh, scheme.instrument.number]
    if scheme.counted_by is not None:
        yield "counted_by", scheme.counted_by.value
    yield "verdicts", sorted(scheme.verdicts or ())
    yield "grades", [dict(_grade(grade)) for grade in scheme.grades or ()]
    yield "questions", [[row.code, row.text.zh, row.expects.value] for row in scheme.all_questions]
    yield from _numbers((name, getattr(scheme, name)) for name in NUMBERS)
    if scheme.windows is not None:
        yield from _numbers((name, getattr(scheme.windows, name)) for name in WINDOWS)


def _grade(grade: Grade) -> Iterator[tuple[str, object]]:
    yield "number", grade.number
    yield "when", grade.when.zh
    yield from _numbers((name, getattr(grade, name)) for name in GRADE_NUMBERS)


def _numbers(named: Iterable[tuple[str, Figure | None]]) -> Iterator[tuple[str, object]]:
    for name, figure in named:
        if figure is not None and figure.value is not None:
            yield name, str(Fraction(figure.value))
