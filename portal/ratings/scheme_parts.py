"""What a scheme counts: its factors, what moves a grade up or down, and who is not graded.

Kinds of facts are words of the scheme. A kind may be finer after a colon: a scheme that names
"flag" counts every badge, one that names "flag:sunshine-kitchen" that badge alone.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.places.rules import Text


class Method(StrEnum):
    """Where the grades of a scheme come from."""

    DERIVED = "derived"
    IMPORTED = "imported"
    UNSET = "unset"


class Measured(StrEnum):
    """Which number of several facts is meant."""

    NEWEST = "newest"
    SUM = "sum"
    MEAN = "mean"
    COUNT = "count"


@dataclass(frozen=True)
class Step:
    """Up to this number so many points; the last step has no end."""

    upto: Decimal | None
    points: Decimal


@dataclass(frozen=True)
class Counting:
    """So many points for each fact within the months looked back on."""

    kinds: tuple[str, ...]
    months: int
    points: Decimal


@dataclass(frozen=True)
class Measuring:
    """Points by a number that the facts carry.

    Either the number times ``times``, or the step it falls into. ``missing`` are the points where
    there is no such fact; None means that nothing can be said without one.
    """

    kinds: tuple[str, ...]
    months: int
    of: Measured
    times: Decimal | None
    steps: tuple[Step, ...]
    missing: Decimal | None


@dataclass(frozen=True)
class Holding:
    """Points by what holds on the day: the first row that holds counts, else ``otherwise``."""

    rows: tuple[tuple[str, Decimal], ...]
    otherwise: Decimal


Rule = Counting | Measuring | Holding


@dataclass(frozen=True)
class FactorRule:
    """One factor. Without a rule its points come from the bureau's file."""

    code: str
    part: str
    name: Text
    least: Decimal
    most: Decimal | None
    rule: Rule | None


@dataclass(frozen=True)
class Condition:
    """What must be so: how many facts of some kinds, within some months or on the day itself.

    ``newest`` looks at the newest fact alone, ``first`` at the very first one; ``amount_from``
    leaves out facts with a smaller number. ``known`` asks that the first fact of a kind be at
    least so many months old: three clean years need three years.
    """

    kinds: tuple[str, ...]
    months: int | None
    at_least: int
    at_most: int | None
    newest: bool
    first: bool
    amount_from: Decimal | None
    known: tuple[str, int] | None


@dataclass(frozen=True)
class Adjustment:
    """A reason to grade worse or better: one level, or straight to a level."""

    code: str
    name: Text
    article: str | None
    when: Condition | None
    to: str | None


@dataclass(frozen=True)
class Exclusion:
    """Who is not graded, and why."""

    code: str
    name: Text
    article: str | None
    when: Condition


@dataclass(frozen=True)
class NewOperator:
    """A new operator is graded from one part of the score alone, as a share of the whole."""

    part: str
    name: Text
    when: Condition


@dataclass(frozen=True)
class Example:
    """What could happen to an enterprise, for the question what would change its grade."""

    kind: str
    amount: Decimal | None
    months: int | None
    name: Text


@dataclass(frozen=True)
class Recipe:
    """Everything by which a grade is worked out; empty where grades are imported."""

    method: Method = Method.IMPORTED
    factors: tuple[FactorRule, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    new_operator: NewOperator | None = None
    raises: tuple[Adjustment, ...] = ()
    lowers: tuple[Adjustment, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def excluding_kinds(self) -> frozenset[str]:
        """The kinds of facts that tell who is not graded."""
        conditions = [row.when for row in self.exclusions]
        known = {when.known[0] for when in conditions if when.known is not None}
        return frozenset(kind for when in conditions for kind in when.kinds) | known
