"""Counting a reward for whoever asks: the page, a programme, the command line; one way for all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.rewards import queries
from portal.rewards.rules import Computation, Flaw, Scheme, Uncomputable, shares
from portal.rewards.words import FLAWS, WORDS

WHOLE = re.compile(r"-?[0-9]{1,30}")
EXACT = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,12})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_SHARERS = 100
ASKED = ("scheme", "grade", "base", "matched", "uplift", "on", "shares")


@dataclass(frozen=True)
class Asked:
    """What goes into one computation; sums in 分, ``uplift`` as a ratio, shares as weights."""

    scheme_id: str
    grade: int
    base_fen: int
    uplift: Fraction
    on: date
    matched_fen: int | None = None
    weights: tuple[int, ...] = ()


@dataclass(frozen=True)
class Answer:
    """A computation beside the scheme and the inputs it followed from."""

    asked: Asked
    scheme: Scheme
    computation: Computation
    shares_fen: tuple[int, ...]


def count(asked: Asked) -> Answer:
    """Compute an amount and its shares; raises Refused at the input to change."""
    scheme = queries.get_scheme(asked.scheme_id, asked.on)
    computation = queries.count_amount(
        scheme,
        grade=asked.grade,
        base_fen=asked.base_fen,
        uplift=asked.uplift,
        on=asked.on,
        matched_fen=asked.matched_fen,
    )
    try:
        parts = shares(computation.amount_fen, asked.weights) if asked.weights else ()
    except Uncomputable as answer:
        raise Refused(FLAWS[answer.flaw], field=answer.field) from None
    return Answer(asked, scheme, computation, parts)


def read_asked(told: Mapping[str, str | None]) -> Asked:
    """Read a computation asked for in plain text; raises Refused at the input to change.

    ``base`` and ``matched`` are whole 分, ``uplift`` a ratio such as 0.5, ``on`` a day as
    YYYY-MM-DD (today where it is left out), ``shares`` whole weights such as 1,1,2.
    """
    return Asked(
        scheme_id=_needed(told, "scheme"),
        grade=_whole(_needed(told, "grade"), "grade", Flaw.GRADE_UNKNOWN),
        base_fen=_fen(_needed(told, "base"), "base"),
        uplift=_ratio(told.get("uplift") or "0"),
        on=_day(told.get("on")),
        matched_fen=_fen(told["matched"] or "", "matched") if told.get("matched") else None,
        weights=_weights(told.get("shares")),
    )


def _needed(told: Mapping[str, str | None], name: str) -> str:
    given = told.get(name)
    if not given:
        raise Refused(str(WORDS["input_missing"]) % {"name": name}, field=name)
    return given


def _whole(text: str, field: str, flaw: Flaw) -> int:
    if not WHOLE.fullmatch(text):
        raise Refused(FLAWS[flaw], field=field)
    return int(text)


def _fen(text: str, field: str) -> int:
    return _whole(text, field, Flaw.BASE_NOT_WHOLE)


def _ratio(text: str) -> Fraction:
    if not EXACT.fullmatch(text):
        raise Refused(WORDS["ratio"], field="uplift")
    return Fraction(text)


def _day(text: str | None) -> date:
    if not text:
        return clock.today()
    try:
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError:
        raise Refused(WORDS["day"], field="on") from None


def _weights(text: str | None) -> tuple[int, ...]:
    if not text:
        return ()
    parts = text.split(",")
    if len(parts) > MOST_SHARERS:
        raise Refused(FLAWS[Flaw.NO_SHARES], field="shares")
    return tuple(_whole(part.strip(), "shares", Flaw.NO_SHARES) for part in parts)
