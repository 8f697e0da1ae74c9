"""What cannot be true of a reward scheme, each fault with the field it stands in."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from portal.places.reading import Loc
from portal.rewards.rules import Figure, Grade, Kind, Scheme, Uncomputable, compute

Fault = tuple[Loc, str]
HUNDRED_PERCENT = 100
WHOLE = (
    "cap_fen",
    "consult_from_fen",
    "large_from_fen",
    "rounding_fen",
    "day_cap_fen",
    "month_cap_fen",
    "pool_fen",
)


def faults_of(scheme: Scheme) -> Iterator[Fault]:
    """Yield every fault of a completed scheme."""
    for check in CHECKS:
        yield from check(scheme)


def _validity(scheme: Scheme) -> Iterator[Fault]:
    if scheme.valid_from and scheme.valid_to and scheme.valid_to < scheme.valid_from:
        yield ("valid_to",), "lies before valid_from"


def _figures(scheme: Scheme) -> Iterator[Fault]:
    for name in WHOLE:
        yield from _whole((name,), getattr(scheme, name))
    for name in ("notice", "claim", "extension", "objection"):
        figure = getattr(scheme.windows, name) if scheme.windows else None
        yield from _whole(("windows", name), figure)
    for n, grade in enumerate(scheme.grades or ()):
        yield from _whole(("grades", n, "floor_fen"), grade.floor_fen)
        yield from _whole(("grades", n, "fixed_fen"), grade.fixed_fen)
        percent = grade.percent.value
        if percent is not None and not 0 <= percent <= HUNDRED_PERCENT:
            yield ("grades", n, "percent", "value"), "is not between 0 and 100"
    most = scheme.uplift_most.value if scheme.uplift_most else None
    if most is not None and most < 0:
        yield ("uplift_most", "value"), "is below zero"
    if scheme.rounding_fen and scheme.rounding_fen.whole == 0:
        yield ("rounding_fen", "value"), "is zero"


def _whole(loc: Loc, figure: Figure | None) -> Iterator[Fault]:
    if figure is None or figure.value is None:
        return
    if figure.value != int(figure.value) or figure.value < 0:
        yield (*loc, "value"), "is not a whole number from 0"


def _grades(scheme: Scheme) -> Iterator[Fault]:
    numbers = [grade.number for grade in scheme.grades or ()]
    for n, number in enumerate(numbers):
        if number in numbers[:n]:
            yield ("grades", n, "number"), f"grade {number} stands twice"
        elif number != n + 1:
            yield ("grades", n, "number"), f"leaves a gap: grade {n + 1} is missing"
    if scheme.kind is Kind.SHARE and not numbers:
        yield ("grades",), "a scheme of shares needs grades"


def _floors(scheme: Scheme) -> Iterator[Fault]:
    cap = _value(scheme.cap_fen)
    for n, grade in enumerate(scheme.grades or ()):
        for name in ("floor_fen", "fixed_fen"):
            least = _value(getattr(grade, name))
            if least is not None and cap is not None and least > cap:
                yield ("grades", n, name, "value"), "is above cap_fen"
        yield from _not_above_better(scheme, n, grade)
    consult = _value(scheme.consult_from_fen)
    if consult is not None and cap is not None and consult > cap:
        yield ("consult_from_fen", "value"), "is above cap_fen"


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
        on = scheme.valid_from
        if on is None:
            yield ("examples", n), "a scheme that is in force on no day has no examples"
            continue
        try:
            found = compute(
                scheme, example.grade, example.base_fen, Fraction(example.uplift), on
            ).amount_fen
        except Uncomputable as answer:
            yield ("examples", n), str(answer)
            continue
        if found != example.amount_fen:
            yield ("examples", n, "amount_fen"), f"computes to {found}"


def _value(figure: Figure | None) -> Fraction | None:
    return None if figure is None or figure.value is None else Fraction(figure.value)


CHECKS: tuple[Callable[[Scheme], Iterator[Fault]], ...] = (
    _validity, _figures, _grades, _floors, _rounding, _questions, _examples,
)  # fmt: skip
