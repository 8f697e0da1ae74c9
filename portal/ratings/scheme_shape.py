"""The shape of a scheme file; what is not described is refused, field by field."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from portal.enterprises.rules import EnterpriseKind
from portal.places.rules import Confidence, Tag, Text
from portal.ratings.rules import Bound, Level, Part, Scale, Scheme, SchemeSource, SchemeState


class Shape(BaseModel):
    """Strict about unknown fields and empty words."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


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
    reading: Text
    parts: tuple[PartRow, ...]

    def built(self) -> Scale:
        """Return the scale as the rules know it."""
        parts = tuple(Part(part.code, part.name, part.most) for part in self.parts)
        return Scale(self.name, self.least, self.most, self.reading, parts)


class SourceRow(Shape):
    """The instrument."""

    name: Text
    number: str | None = None
    article: str | None = None
    confidence: Confidence
    tag: Tag


class SchemeFile(Shape):
    """One scheme in one version."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=40)]
    version: Annotated[str, Field(max_length=20)]
    state: SchemeState
    name: Text
    short: Text
    kinds: frozenset[EnterpriseKind]
    instrument: SourceRow
    score: ScaleRow | None = None
    levels: tuple[LevelRow, ...]
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
        )
