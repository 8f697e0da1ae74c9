"""Schemes and computations for programmes: every number beside its authority."""

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from portal.places.rules import Text
from portal.rewards.counting import Answer
from portal.rewards.explained import CountedStep, count_in_words
from portal.rewards.rules import Clause, Figure, Grade, Instrument, Question, Scheme
from portal.rewards.scheme_digests import NUMBERS, WINDOWS

GRADE_NUMBERS = ("percent", "floor_fen", "fixed_fen")


def document_of(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as a programme reads it; None where a number is not set."""
    named = {name: getattr(scheme, name) for name in NUMBERS}
    windows = {name: getattr(scheme.windows, name, None) for name in WINDOWS}
    return {
        "id": scheme.id,
        "version": scheme.version,
        "digest": scheme.digest,
        "name": _text(scheme.name),
        "level": scheme.level.value,
        "kind": scheme.kind.value,
        "instrument": _instrument(scheme.instrument),
        "valid_from": scheme.valid_from and scheme.valid_from.isoformat(),
        "valid_to": scheme.valid_to and scheme.valid_to.isoformat(),
        "follows": scheme.follows,
        "summary": _text(scheme.summary),
        "verdicts": list(scheme.verdicts or ()),
        "grades": [_grade(grade) for grade in scheme.grades or ()],
        "figures": {name: figure_facts(figure) for name, figure in named.items()},
        "working_days": {name: figure_facts(figure) for name, figure in windows.items()},
        "questions": [_question(question) for question in scheme.all_questions],
        "clauses": [_clause(clause) for clause in scheme.clauses or ()],
    }


def computation_of(answer: Answer) -> dict[str, Any]:
    """Return a computation as a programme reads it: inputs, every step, the amount in 分."""
    counted = count_in_words(answer.computation)
    asked = answer.asked
    facts: dict[str, Any] = {
        "scheme": answer.scheme.id,
        "version": answer.scheme.version,
        "on": asked.on.isoformat(),
        "grade": asked.grade,
        "base_fen": asked.base_fen,
        "matched_fen": asked.matched_fen,
        "uplift": exact(asked.uplift),
        "steps": [_step(step) for step in counted.steps],
        "amount_fen": counted.amount_fen,
        "needs_finance_consultation": answer.computation.needs_finance_consultation,
        "notes": [
            {"flag": note.flag.value, "words": note.sentence, "by": note.cited}
            for note in counted.notes
        ],
        "flags": [flag.value for flag in answer.computation.flags],
    }
    return facts | ({"shares_fen": list(answer.shares_fen)} if answer.shares_fen else {})


def exact(value: Fraction) -> int | str:
    """Write an exact number: whole as a number, else as a decimal, or as a fraction without end."""
    if value.denominator == 1:
        return value.numerator
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    whole, part = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    return f"{'-' if value < 0 else ''}{whole}.{part:0{places}d}"


def figure_facts(figure: Figure | None) -> dict[str, Any] | None:
    """Return one number with its authority; None where the scheme knows no such number."""
    if figure is None:
        return None
    told = None if figure.value is None else exact(Fraction(figure.value))
    return {"value": told, **_authority(figure), "proposed": figure.proposed}


def _step(counted: CountedStep) -> dict[str, Any]:
    step = counted.step
    return {
        "step": step.kind.value,
        "operand": exact(step.operand),
        "result_fen": exact(step.result),
        "has_changed": step.has_changed,
        "words": counted.sentence,
        "by": counted.cited,
        "authority": step.authority and _authority(step.authority),
    }


def _grade(grade: Grade) -> dict[str, Any]:
    numbers = {name: figure_facts(getattr(grade, name)) for name in GRADE_NUMBERS}
    told = {"number": grade.number, "name": _text(grade.name), "when": _text(grade.when)}
    return {**told, **numbers}


def _question(question: Question) -> dict[str, Any]:
    told = {"code": question.code, "text": _text(question.text), "expects": question.expects.value}
    return {**told, **_authority(question)}


def _clause(clause: Clause) -> dict[str, Any]:
    return {"topic": clause.topic.value, "text": _text(clause.text), **_authority(clause)}


def _authority(said: Figure | Question | Clause) -> Mapping[str, Any]:
    return {
        "instrument": said.instrument and _instrument(said.instrument),
        "article": said.article,
        "confidence": said.confidence and said.confidence.value,
        "tag": said.tag and said.tag.value,
    }


def _instrument(instrument: Instrument) -> dict[str, Any]:
    return {"name": _text(instrument.name), "number": instrument.number}


def _text(text: Text) -> dict[str, str]:
    return {part.name: getattr(text, part.name) for part in fields(text)}
