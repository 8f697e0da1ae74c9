"""A derivation in words and numbers: for the table behind a grade, for the terminal, for programs.

Facts and factors are told in Chinese, as they are kept with the grade.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from portal.enterprises.facts import Fact
from portal.ratings.deriving import Derivation, Line, NoGrade
from portal.ratings.rules import Factor, parts_of
from portal.ratings.scheme_parts import Holding

LONGEST_FACT, LONGEST_SOURCE, LONGEST_ADJUSTMENT = 300, 200, 300
NONE_FOUND = "没有记录"
SCALED = "{points} 分只占满分的一部分，折算为 {score} 分"
IN_WORDS = {
    NoGrade.NOT_DERIVED: "points come from the bureau's file; nothing is derived",
    NoGrade.EXCLUDED: "not graded",
    NoGrade.UNKNOWN: "not graded: a fact the scheme needs is missing",
}


def factors_of(derivation: Derivation) -> tuple[Factor, ...]:
    """Return the table behind a grade; its points add up to the score exactly."""
    return tuple(Factor.from_json(row) for row in factor_rows_of(derivation))


def factor_rows_of(derivation: Derivation) -> list[dict[str, Any]]:
    """Return the same as it is kept: hundreds of thousands of grades are made of such rows."""
    rows = [_factor_row(line) for line in derivation.lines]
    score, new = derivation.score, derivation.scheme.recipe.new_operator
    if derivation.is_scaled and score is not None and new is not None:
        rest = score - derivation.total
        scaled = SCALED.format(points=_plain(derivation.total), score=_plain(score))
        rows.append(Factor(new.name.zh, scaled, derivation.scheme.name.zh, rest).as_json())
    return rows


def adjustment_of(derivation: Derivation) -> str:
    """Return the reasons that moved the grade away from its score, or nothing."""
    names = (row.adjustment.name.zh for row in derivation.applied)
    return "；".join(names)[:LONGEST_ADJUSTMENT]


def told(facts: Sequence[Fact]) -> str:
    """Return facts as one line: the newest first, and how many where there are several."""
    if not facts:
        return NONE_FOUND
    details = "；".join(fact.detail for fact in reversed(facts))
    whole = details if len(facts) == 1 else f"{len(facts)} 条：{details}"
    return whole if len(whole) <= LONGEST_FACT else f"{whole[: LONGEST_FACT - 1]}…"


def lines_of(derivation: Derivation) -> Iterator[str]:
    """Yield what the terminal shows: each factor, fact, source, points, the sum, the steps."""
    scheme = derivation.scheme
    reached = derivation.level.code if derivation.level else "–"
    yield f"{scheme.name} ({scheme.code} {scheme.version}): {reached}"
    if derivation.reason is not None:
        why = derivation.exclusion.name.zh if derivation.exclusion else ""
        yield f"  {IN_WORDS[derivation.reason]}{': ' if why else ''}{why}"
        yield from (f"  {fact.detail} | {_source(fact)}" for fact in derivation.excluded_by)
    factors = factors_of(derivation)
    for factor in factors:
        most = "" if factor.most is None else f" / {factor.most}"
        yield f"  {factor.name} | {factor.fact} | {factor.source or '–'} | {factor.points}{most}"
    if derivation.score is not None and derivation.base is not None:
        sums = [f"{part.name} {points}" for part, points in parts_of(scheme, factors)]
        yield f"  {' + '.join(sums) or '='} = {derivation.score}: {derivation.base.code}"
    for row in derivation.applied:
        sign = "raised" if row.is_raise else "lowered"
        yield f"  {sign}: {row.adjustment.name} | {told(row.counted)}"


def as_json(derivation: Derivation) -> dict[str, Any]:
    """Return a derivation with every fact, for programs; numbers as text, to stay exact."""
    scheme, exclusion = derivation.scheme, derivation.exclusion
    return {
        "scheme": scheme.code,
        "version": scheme.version,
        "on": derivation.on.isoformat(),
        "level": derivation.level.code if derivation.level else None,
        "score": _text(derivation.score),
        "level_of_score": derivation.base.code if derivation.base else None,
        "reason": derivation.reason,
        "exclusion": exclusion.code if exclusion else None,
        "is_scaled": derivation.is_scaled,
        "factors": [
            {
                "code": line.rule.code,
                "name": line.rule.name.zh,
                "part": line.rule.part,
                "points": _text(line.points),
                "most": _text(line.rule.most),
                "facts": [_fact_as_json(fact) for fact in line.counted],
            }
            for line in derivation.lines
        ],
        "adjustments": [
            {
                "code": row.adjustment.code,
                "name": row.adjustment.name.zh,
                "is_raise": row.is_raise,
                "facts": [_fact_as_json(fact) for fact in row.counted],
            }
            for row in derivation.applied
        ],
    }


def _factor_row(line: Line) -> dict[str, Any]:
    # As Factor.as_json writes it, and Factor.from_json reads it.
    counted, rule = line.counted, line.rule
    is_absence = isinstance(rule.rule, Holding) and not counted
    source = address = ""
    if counted:
        documents = dict.fromkeys(fact.source.document for fact in counted)
        source, address = "、".join(documents)[:LONGEST_SOURCE], counted[-1].source.address
    return {
        "name": rule.name.zh,
        "fact": "没有" if is_absence else told(counted),
        "source": source,
        "points": "0" if line.points is None else str(line.points),
        "most": None if rule.most is None else str(rule.most),
        "part": rule.part,
        "address": address,
    }


def _fact_as_json(fact: Fact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "on": None if fact.on == fact.on.min else fact.on.isoformat(),
        "until": fact.until.isoformat() if fact.until else None,
        "amount": _text(fact.amount),
        "detail": fact.detail,
        "document": fact.source.document,
        "reference": fact.source.reference,
        "address": fact.source.address,
    }


def _source(fact: Fact) -> str:
    return " ".join(part for part in (fact.source.document, fact.source.reference) if part)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
