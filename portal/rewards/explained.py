"""The schemes as the public reads them: every number beside its authority, examples worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from portal.kernel import clock
from portal.places.rules import Text
from portal.rewards import words
from portal.rewards.rules import Computation, Example, Figure, Scheme, compute
from portal.rewards.scheme_files import schemes


@dataclass(frozen=True)
class FigureRow:
    """One number of a scheme; ``value`` is None where nobody has set it."""

    label: str
    value: str | None
    figure: Figure


@dataclass(frozen=True)
class Counted:
    """An amount with every step put into words."""

    computation: Computation
    sentences: tuple[str, ...]

    @property
    def amount_fen(self) -> int:
        """The amount in 分."""
        return self.computation.amount_fen


@dataclass(frozen=True)
class WorkedExample:
    """One example of a scheme, counted again for this very page."""

    title: Text
    example: Example
    counted: Counted


def count_in_words(computation: Computation) -> Counted:
    """Return a computation with its sentences."""
    explained = words.explain_all(computation)
    return Counted(computation, tuple(sentence for sentence, _step in explained))


def list_figures(scheme: Scheme) -> list[FigureRow]:
    """Return every number of a scheme besides its grades, those not set among them."""
    rows = []
    for name, label in words.FIGURES.items():
        figure = getattr(scheme, name)
        if figure is not None:
            rows.append(FigureRow(str(label), _written(name, figure), figure))
    for name, label in words.WINDOWS.items():
        figure = getattr(scheme.windows, name, None)
        if figure is not None:
            value = None if figure.whole is None else words.days(figure.whole)
            rows.append(FigureRow(str(label), value, figure))
    return rows


def work_examples(scheme: Scheme) -> list[WorkedExample]:
    """Return a scheme's examples, each computed by the rule that computes real rewards."""
    if scheme.valid_from is None:
        return []
    return [
        WorkedExample(
            title=example.title,
            example=example,
            counted=count_in_words(
                compute(
                    scheme,
                    example.grade,
                    example.base_fen,
                    Fraction(example.uplift),
                    scheme.valid_from,
                )
            ),
        )
        for example in scheme.examples
    ]


def leading_scheme() -> Scheme | None:
    """Return the narrowest general scheme in force today, by which reports are rewarded here."""
    return next(iter(schemes().in_force(clock.today())), None)


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
