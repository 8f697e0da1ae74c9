"""The schemes as the public reads them: every number beside its authority, examples worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext

from portal.kernel import clock
from portal.places.rules import Text
from portal.rewards import amount_words, words
from portal.rewards.riders.rules import RIDER_SCHEME
from portal.rewards.rules import (
    NOT_SET,
    Clause,
    Computation,
    Example,
    Figure,
    Flag,
    Kind,
    Scheme,
    Step,
    Topic,
    compute,
    shares,
)
from portal.rewards.scheme_files import schemes
from portal.web.locale import language

# What a step of the computation says already.
SHOWN_AS_STEPS = frozenset({Flag.FLOOR_APPLIED, Flag.CAP_APPLIED})


@dataclass(frozen=True)
class FigureRow:
    """One number of a scheme; ``value`` is None where nobody has set it."""

    label: str
    value: str | None
    figure: Figure


@dataclass(frozen=True)
class CountedStep:
    """One step in words, and which rule says so."""

    sentence: str
    cited: str
    step: Step


@dataclass(frozen=True)
class CountedNote:
    """What whoever decides has to know about an amount, and which rule says so."""

    sentence: str
    cited: str
    flag: Flag


@dataclass(frozen=True)
class Shared:
    """How an amount is split among people who reported together."""

    parts_fen: tuple[int, ...]
    sentence: str
    cited: str


@dataclass(frozen=True)
class Counted:
    """An amount with every step put into words."""

    computation: Computation
    steps: tuple[CountedStep, ...]
    notes: tuple[CountedNote, ...] = ()
    shared: Shared | None = None

    @property
    def amount_fen(self) -> int:
        """The amount in 分."""
        return self.computation.amount_fen

    @property
    def sentences(self) -> tuple[str, ...]:
        """The steps in words alone."""
        return tuple(step.sentence for step in self.steps)


@dataclass(frozen=True)
class WorkedExample:
    """One example of a scheme, counted again for this very page."""

    title: Text
    example: Example
    counted: Counted


def count_in_words(computation: Computation, shared: Shared | None = None) -> Counted:
    """Return a computation with a sentence and an authority for each step."""
    tongue = language()
    steps = tuple(
        CountedStep(sentence, amount_words.cite(step.authority, tongue), step)
        for sentence, step in amount_words.explain_all(computation)
    )
    notes = tuple(
        CountedNote(
            str(words.FLAGS[note.flag]), amount_words.cite(note.authority, tongue), note.flag
        )
        for note in computation.notes
        if note.flag not in SHOWN_AS_STEPS
    )
    return Counted(computation, steps, notes, shared)


def share_in_words(scheme: Scheme, amount_fen: int, parts: tuple[int, ...]) -> Shared | None:
    """Return how an amount is split, with the clause that says so; None for one reporter."""
    if not parts:
        return None
    cited = amount_words.cite(scheme.find_clause(Topic.JOINT), language())
    return Shared(parts, amount_words.explain_shares(amount_fen, parts), cited)


def list_figures(scheme: Scheme) -> list[FigureRow]:
    """Return every number of a scheme besides its grades, those not set among them."""
    rows = []
    if scheme.kind is Kind.FIXED and not scheme.grades:
        rows.append(FigureRow(gettext("每件奖励"), None, NOT_SET))
    for name, label in words.FIGURES.items():
        figure = getattr(scheme, name)
        if figure is not None:
            rows.append(FigureRow(str(label), _written(name, figure), figure))
    for name, label in words.WINDOWS.items():
        figure = getattr(scheme.windows, name, None)
        if figure is not None:
            value = None if figure.whole is None else words.days(figure.whole)
            rows.append(FigureRow(str(label), value, figure))
    # No instrument says by when a review is decided; who asks for one should read that before.
    rows.append(FigureRow(gettext("复核多久有结果"), None, NOT_SET))
    return rows


def list_clauses(scheme: Scheme) -> list[tuple[str, list[Clause]]]:
    """Return what a scheme says beyond numbers, by topic and in the order of the topics."""
    clauses = scheme.clauses or ()
    by_topic = [(topic, [row for row in clauses if row.topic is topic]) for topic in Topic]
    return [(str(words.TOPICS[topic]), rows) for topic, rows in by_topic if rows]


def work_examples(scheme: Scheme) -> list[WorkedExample]:
    """Return a scheme's examples, each computed by the rule that computes real rewards."""
    return [
        WorkedExample(example.title, example, _work(scheme, example)) for example in scheme.examples
    ]


def _work(scheme: Scheme, example: Example) -> Counted:
    on = scheme.valid_from or clock.today()
    computation = compute(
        scheme,
        example.grade,
        example.base_fen,
        Fraction(example.uplift),
        on,
        matched_fen=example.matched_fen,
    )
    parts = shares(computation.amount_fen, example.shares) if example.shares else ()
    return count_in_words(computation, share_in_words(scheme, computation.amount_fen, parts))


def leading_scheme() -> Scheme | None:
    """Return the narrowest general scheme in force today, by which reports are rewarded here."""
    in_force = schemes().in_force(clock.today())
    return next((scheme for scheme in in_force if scheme.id != RIDER_SCHEME), None)


def list_schemes() -> Sequence[Scheme]:
    """Return every scheme: those in force first, those without numbers last."""
    today = clock.today()
    return sorted(schemes(), key=lambda scheme: not scheme.is_in_force(today))


def list_computable() -> list[Scheme]:
    """Return the schemes whose numbers are set, the one that applies here first."""
    return [scheme for scheme in list_schemes() if scheme.grades]


def _written(name: str, figure: Figure) -> str | None:
    if figure.value is None:
        return None
    if name == "uplift_most":
        return words.percent(figure.value * 100)
    return words.yuan(Fraction(figure.value))
