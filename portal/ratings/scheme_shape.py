"""The shape of a scheme file; what is not described is refused, field by field."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from portal.enterprises.rules import EnterpriseKind
from portal.places.rules import Confidence, Tag, Text
from portal.ratings.rules import Bound, Level, Part, Scale, Scheme, SchemeSource, SchemeState
from portal.ratings.scheme_recipe_shape import Months, RecipeRows, Shape


class RangeRow(Shape):
    """A level's range of scores: from or above, up to or below."""

    from_: Annotated[Decimal | None, Field(alias="from")] = None
    above: Decimal | None = None
    upto: Decimal | None = None
    below: Decimal | None = None

    @model_validator(mode="after")
    def _has_two_ends(self) -> "RangeRow":
        if (self.from_ is None) == (self.above is None):
            raise ValueError("needs either from or above")
        if (self.upto is None) == (self.below is None):
            raise ValueError("needs either upto or below")
        if self.upper.at < self.lower.at:
            raise ValueError("ends before it starts")
        return self

    @property
    def lower(self) -> Bound:
        """Where the range starts."""
        at = self.above if self.from_ is None else self.from_
        return Bound(at or Decimal(0), is_inside=self.above is None)

    @property
    def upper(self) -> Bound:
        """Where the range ends."""
        at = self.below if self.upto is None else self.upto
        return Bound(at or Decimal(0), is_inside=self.below is None)


class LevelRow(Shape):
    """One grade."""

    code: Annotated[str, Field(max_length=20)]
    name: Text
    plain: Text
    meaning: Text
    colour: Literal["ok", "info", "warn", "bad"]
    score: RangeRow | None = None

    def built(self) -> Level:
        """Return the level as the rules know it."""
        lower = self.score.lower if self.score else None
        upper = self.score.upper if self.score else None
        return Level(
            self.code, self.name, self.plain, self.meaning, self.colour, lower=lower, upper=upper
        )


class PartRow(Shape):
    """A part of the score."""

    code: str
    name: Text
    most: Decimal


class ScaleRow(Shape):
    """What is counted."""

    name: Text
    least: Decimal
    most: Decimal
    better: Literal["lower", "higher"]
    reading: Text
    parts: tuple[PartRow, ...]

    def built(self) -> Scale:
        """Return the scale as the rules know it."""
        parts = tuple(Part(part.code, part.name, part.most) for part in self.parts)
        is_lower = self.better == "lower"
        return Scale(self.name, self.least, self.most, self.reading, parts, is_lower)


class SourceRow(Shape):
    """The instrument."""

    name: Text
    number: str | None = None
    article: str | None = None
    confidence: Confidence
    tag: Tag


class ValidRow(Shape):
    """From which day to which a version applies; an open end is left out."""

    from_: Annotated[date | None, Field(alias="from")] = None
    to: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "ValidRow":
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise ValueError("ends before it starts")
        return self


class SchemeFile(Shape):
    """One scheme in one version."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=40)]
    version: Annotated[str, Field(max_length=20)]
    state: SchemeState
    name: Text
    short: Text
    kinds: frozenset[EnterpriseKind]
    instrument: SourceRow
    valid: ValidRow = ValidRow()
    cycle_months: Months | None = None
    renew_months: Months | None = None
    score: ScaleRow | None = None
    levels: tuple[LevelRow, ...]
    grading: RecipeRows
    confidence: Confidence
    tag: Tag
    note: Text | None = None

    def built(self) -> Scheme:
        """Return the scheme as the rules know it."""
        source = SchemeSource(
            **self.instrument.model_dump(exclude={"name"}), name=self.instrument.name
        )
        return Scheme(
            code=self.code,
            version=self.version,
            state=self.state,
            name=self.name,
            short=self.short,
            kinds=self.kinds,
            source=source,
            scale=self.score.built() if self.score else None,
            levels=tuple(level.built() for level in self.levels),
            confidence=self.confidence,
            tag=self.tag,
            note=self.note,
            valid_from=self.valid.from_,
            valid_to=self.valid.to,
            cycle_months=self.cycle_months,
            renew_months=self.renew_months,
            recipe=self.grading.recipe(),
        )
