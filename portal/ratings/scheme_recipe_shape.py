"""The shape of what a scheme file says about points: factors, adjustments, exclusions."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from portal.places.rules import Text
from portal.ratings.scheme_parts import (
    Adjustment,
    Condition,
    Counting,
    Example,
    Exclusion,
    FactorRule,
    Holding,
    Measured,
    Measuring,
    Method,
    NewOperator,
    Recipe,
    Rule,
    Step,
)

Kind = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(:[a-z0-9]+(-[a-z0-9]+)*)?$")]
Kinds = Annotated[tuple[Kind, ...], Field(min_length=1)]
Months = Annotated[int, Field(ge=1, le=600)]
# At most two decimals: a score is kept in hundredths.
Points = Annotated[Decimal, Field(decimal_places=2, allow_inf_nan=False)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=40)]


class Shape(BaseModel):
    """Strict about unknown fields and empty words."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


class StepRow(Shape):
    """Up to a number so many points; without the number: whatever is beyond."""

    upto: Decimal | None = None
    points: Points


class CountRow(Shape):
    """Points for each fact."""

    kinds: Kinds
    months: Months
    points: Points

    def built(self) -> Counting:
        """Return the rule."""
        return Counting(self.kinds, self.months, self.points)


class MeasureRow(Shape):
    """Points by a number."""

    kinds: Kinds
    months: Months
    of: Measured
    times: Decimal | None = None
    steps: tuple[StepRow, ...] = ()
    missing: Points | None = None

    @model_validator(mode="after")
    def _has_one_way(self) -> "MeasureRow":
        if (self.times is None) == (not self.steps):
            raise ValueError("needs either times or steps")
        ends = [step.upto for step in self.steps]
        if self.steps and ends[-1] is not None:
            raise ValueError("the last of the steps may not end: leave out its upto")
        known = [end for end in ends[:-1] if end is not None]
        if len(known) != len(ends[:-1]) or known != sorted(set(known)):
            raise ValueError("the steps must rise and may not overlap")
        return self

    def built(self) -> Measuring:
        """Return the rule."""
        steps = tuple(Step(step.upto, step.points) for step in self.steps)
        return Measuring(self.kinds, self.months, self.of, self.times, steps, self.missing)


class HeldRow(Shape):
    """Points where something of this kind holds on the day."""

    kind: Kind
    points: Points


class HoldingRow(Shape):
    """The first row that holds counts."""

    rows: Annotated[tuple[HeldRow, ...], Field(min_length=1)]
    otherwise: Points

    def built(self) -> Holding:
        """Return the rule."""
        return Holding(tuple((row.kind, row.points) for row in self.rows), self.otherwise)


class FactorRow(Shape):
    """One factor, with at most one way to its points."""

    code: Code
    part: str = ""
    name: Text
    least: Points = Decimal(0)
    most: Points | None = None
    count: CountRow | None = None
    measure: MeasureRow | None = None
    held: HoldingRow | None = None

    @model_validator(mode="after")
    def _has_one_rule(self) -> "FactorRow":
        if sum(row is not None for row in (self.count, self.measure, self.held)) > 1:
            raise ValueError("needs one of count, measure and held")
        if self.most is not None and self.most < self.least:
            raise ValueError("its most is less than its least")
        return self

    def built(self) -> FactorRule:
        """Return the factor as the rules know it."""
        row = self.count or self.measure or self.held
        rule: Rule | None = row.built() if row else None
        return FactorRule(self.code, self.part, self.name, self.least, self.most, rule)


class KnownRow(Shape):
    """How long something must have been so."""

    kind: Kind
    months: Months


class ConditionRow(Shape):
    """What must be so."""

    kinds: Kinds
    months: Months | None = None
    at_least: Annotated[int, Field(ge=0)] | None = None
    at_most: Annotated[int, Field(ge=0)] | None = None
    newest: bool = False
    first: bool = False
    amount_from: Decimal | None = None
    known: KnownRow | None = None

    @model_validator(mode="after")
    def _is_consistent(self) -> "ConditionRow":
        if self.newest and self.first:
            raise ValueError("cannot be both the newest and the first")
        least = self.at_least if self.at_least is not None else 0
        if self.at_most is not None and self.at_most < least:
            raise ValueError("at_most is less than at_least")
        return self

    def built(self) -> Condition:
        """Return the condition; without any number, one fact is enough."""
        usual = 1 if self.at_most is None else 0
        known = (self.known.kind, self.known.months) if self.known else None
        return Condition(
            kinds=self.kinds,
            months=self.months,
            at_least=usual if self.at_least is None else self.at_least,
            at_most=self.at_most,
            newest=self.newest,
            first=self.first,
            amount_from=self.amount_from,
            known=known,
        )


class AdjustmentRow(Shape):
    """A reason to grade worse or better; without ``when`` it is only told, never applied."""

    code: Code
    name: Text
    article: str | None = None
    when: ConditionRow | None = None
    to: str | None = None

    def built(self) -> Adjustment:
        """Return the adjustment."""
        when = self.when.built() if self.when else None
        return Adjustment(self.code, self.name, self.article, when, self.to)


class ExclusionRow(Shape):
    """Who is not graded."""

    code: Code
    name: Text
    article: str | None = None
    when: ConditionRow

    def built(self) -> Exclusion:
        """Return the exclusion."""
        return Exclusion(self.code, self.name, self.article, self.when.built())


class NewOperatorRow(Shape):
    """Who is graded from one part alone."""

    part: str
    name: Text
    when: ConditionRow

    def built(self) -> NewOperator:
        """Return the rule for new operators."""
        return NewOperator(self.part, self.name, self.when.built())


class ExampleRow(Shape):
    """What could happen; ``months`` is how long such a thing holds, where it ends."""

    kind: Kind
    amount: Decimal | None = None
    months: Months | None = None
    name: Text

    def built(self) -> Example:
        """Return the example."""
        return Example(self.kind, self.amount, self.months, self.name)


class RecipeRows(Shape):
    """Everything by which a grade is worked out, or what is known of it."""

    method: Method
    factors: tuple[FactorRow, ...] = ()
    exclusions: tuple[ExclusionRow, ...] = ()
    new_operator: NewOperatorRow | None = None
    raises: tuple[AdjustmentRow, ...] = ()
    lowers: tuple[AdjustmentRow, ...] = ()
    examples: tuple[ExampleRow, ...] = ()

    def recipe(self) -> Recipe:
        """Return the recipe as the rules know it."""
        return Recipe(
            method=self.method,
            factors=tuple(row.built() for row in self.factors),
            exclusions=tuple(row.built() for row in self.exclusions),
            new_operator=self.new_operator.built() if self.new_operator else None,
            raises=tuple(row.built() for row in self.raises),
            lowers=tuple(row.built() for row in self.lowers),
            examples=tuple(row.built() for row in self.examples),
        )
