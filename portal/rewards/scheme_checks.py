"""What cannot be true of a reward scheme, each fault with the field it stands in."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from portal.complaints.rules import Verdict
from portal.places.reading import Loc
from portal.rewards.rules import (
    LARGEST_BASE_FEN,
    Example,
    Figure,
    Grade,
    Kind,
    Scheme,
    Uncomputable,
    compute,
    shares,
)

Fault = tuple[Loc, str]
HUNDRED_PERCENT = 100
SUMS = (
    "cap_fen",
    "consult_from_fen",
    "large_from_fen",
    "rounding_fen",
    "day_cap_fen",
    "month_cap_fen",
    "pool_fen",
    "month_pool_fen",
)
WINDOWS = ("notice", "claim", "extension", "objection")
OF_KIND = {Kind.SHARE: ("percent", "floor_fen"), Kind.FIXED: ("fixed_fen",)}
# A smaller number that may not be above the greater one beside it.
WITHIN = (
    ("consult_from_fen", "cap_fen"),
    ("day_cap_fen", "month_cap_fen"),
    ("pool_fen", "month_pool_fen"),
    ("day_cap_fen", "pool_fen"),
    ("month_cap_fen", "month_pool_fen"),
)


def faults_of(scheme: Scheme) -> Iterator[Fault]:
    """Yield every fault of a completed scheme."""
    for check in CHECKS:
        yield from check(scheme)


def _validity(scheme: Scheme) -> Iterator[Fault]:
    if scheme.valid_from and scheme.valid_to and scheme.valid_to < scheme.valid_from:
        yield ("valid_to",), "lies before valid_from"


def _verdicts(scheme: Scheme) -> Iterator[Fault]:
    for n, verdict in enumerate(scheme.verdicts or ()):
        if verdict not in set(Verdict):
            yield ("verdicts", n), f"there is no verdict {verdict!r}"


def _authorities(scheme: Scheme) -> Iterator[Fault]:
    for loc, figure in _all_figures(scheme):
        if figure.value is not None and figure.confidence is None:
            yield loc, "has a value and no confidence"
        if figure.proposed and figure.article is not None:
            yield loc, "is proposed by this site and cites an article"


def _all_figures(scheme: Scheme) -> Iterator[tuple[Loc, Figure]]:
    for name in (*SUMS, "uplift_most"):
        figure = getattr(scheme, name)
        if figure is not None:
            yield (name,), figure
    for name in WINDOWS if scheme.windows else ():
        yield ("windows", name), getattr(scheme.windows, name)
    for n, grade in enumerate(scheme.grades or ()):
        for name in ("percent", "floor_fen", "fixed_fen"):
            yield ("grades", n, name), getattr(grade, name)


def _figures(scheme: Scheme) -> Iterator[Fault]:
    for loc, figure in _all_figures(scheme):
        reason = None if figure.value is None else _flaw_of(str(loc[-1]), figure.value)
        if reason is not None:
            yield (*loc, "value"), reason


def _flaw_of(name: str, value: Decimal) -> str | None:
    match name:
        case "percent":
            return None if 0 <= value <= HUNDRED_PERCENT else "is not between 0 and 100"
        case "uplift_most":
            return None if 0 <= value <= 1 else "is not between 0 and 1"
        case "rounding_fen" if value == 0:
            return "is zero"
    return None if _is_whole(value) else "is not a whole number from 0"


def _is_whole(value: Decimal) -> bool:
    return 0 <= value <= LARGEST_BASE_FEN and value == int(value)


def _grades(scheme: Scheme) -> Iterator[Fault]:
    numbers = [grade.number for grade in scheme.grades or ()]
    for n, number in enumerate(numbers):
        if number in numbers[:n]:
            yield ("grades", n, "number"), f"grade {number} stands twice"
        elif number != n + 1:
            yield ("grades", n, "number"), f"leaves a gap: grade {n + 1} is missing"
    if scheme.kind is Kind.SHARE and not numbers:
        yield ("grades",), "a scheme of shares needs grades"


def _kinds(scheme: Scheme) -> Iterator[Fault]:
    wanted = OF_KIND[scheme.kind]
    for n, grade in enumerate(scheme.grades or ()):
        for name in ("percent", "floor_fen", "fixed_fen"):
            value = _value(getattr(grade, name))
            if value is not None and name not in wanted:
                yield ("grades", n, name), f"has no meaning in a scheme of kind {scheme.kind}"
            elif value is None and name in wanted and scheme.kind is Kind.SHARE:
                yield ("grades", n, name), "is not set, and a share cannot be counted without"
    for name in ("cap_fen", "rounding_fen") if scheme.kind is Kind.SHARE else ():
        if _value(getattr(scheme, name)) is None:
            yield (name,), "is not set, and a share cannot be counted without"


def _floors(scheme: Scheme) -> Iterator[Fault]:
    for n, grade in enumerate(scheme.grades or ()):
        for name in ("floor_fen", "fixed_fen"):
            for most in ("cap_fen", "day_cap_fen"):
                least, cap = _value(getattr(grade, name)), _value(getattr(scheme, most))
                if least is not None and cap is not None and least > cap:
                    yield ("grades", n, name, "value"), f"is above {most}"
        yield from _not_above_better(scheme, n, grade)
    for name, most in WITHIN:
        smaller, greater = _value(getattr(scheme, name)), _value(getattr(scheme, most))
        if smaller is not None and greater is not None and smaller > greater:
            yield (name, "value"), f"is above {most}"


def _not_above_better(scheme: Scheme, n: int, grade: Grade) -> Iterator[Fault]:
    if n == 0 or scheme.grades is None:
        return
    better = scheme.grades[n - 1]
    for name in ("percent", "floor_fen", "fixed_fen"):
        own, upper = _value(getattr(grade, name)), _value(getattr(better, name))
        if own is not None and upper is not None and own > upper:
            yield ("grades", n, name, "value"), f"is above grade {better.number}'s"


def _rounding(scheme: Scheme) -> Iterator[Fault]:
    unit = _value(scheme.rounding_fen)
    if not unit:
        return
    named: list[tuple[Loc, Figure | None]] = [
        (("cap_fen",), scheme.cap_fen),
        (("consult_from_fen",), scheme.consult_from_fen),
    ]
    for n, grade in enumerate(scheme.grades or ()):
        named += [(("grades", n, "floor_fen"), grade.floor_fen)]
        named += [(("grades", n, "fixed_fen"), grade.fixed_fen)]
    for loc, figure in named:
        amount = _value(figure)
        if amount is not None and amount % unit:
            yield (*loc, "value"), "is not a multiple of rounding_fen"


def _questions(scheme: Scheme) -> Iterator[Fault]:
    codes = [question.code for question in scheme.all_questions]
    for code in codes:
        if codes.count(code) > 1:
            yield ("questions",), f"question {code!r} stands twice"
            return


def _examples(scheme: Scheme) -> Iterator[Fault]:
    for n, example in enumerate(scheme.examples):
        try:
            yield from _example(scheme, ("examples", n), example)
        except Uncomputable as answer:
            yield ("examples", n), str(answer)


def _example(scheme: Scheme, loc: Loc, example: Example) -> Iterator[Fault]:
    if scheme.valid_from is None:
        yield loc, "a scheme that is in force on no day has no examples"
        return
    uplift = Fraction(example.uplift)
    found = compute(
        scheme,
        example.grade,
        example.base_fen,
        uplift,
        scheme.valid_from,
        matched_fen=example.matched_fen,
    ).amount_fen
    if found != example.amount_fen:
        yield (*loc, "amount_fen"), f"computes to {found}"
    parts = shares(found, example.shares) if example.shares else ()
    if parts != example.shares_fen:
        yield (*loc, "shares_fen"), f"computes to {list(parts)}"


def _value(figure: Figure | None) -> Fraction | None:
    return None if figure is None or figure.value is None else Fraction(figure.value)


CHECKS: tuple[Callable[[Scheme], Iterator[Fault]], ...] = (
    _validity, _verdicts, _figures, _authorities, _grades, _kinds, _floors, _rounding,
    _questions, _examples,
)  # fmt: skip
