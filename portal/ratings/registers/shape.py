"""The shape of a source file; what is not described is refused, field by field."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from portal.enterprises.rules import EnterpriseKind
from portal.places.rules import Text

# Where something stands: a path of elements, or the heading of a column.
Where = Annotated[str, Field(min_length=1, max_length=200)]


class Shape(BaseModel):
    """Strict about unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class HeaderRow(Shape):
    """What an extract says about itself."""

    count: Where
    extracted_on: Where


class FieldRows(Shape):
    """Where an establishment's own facts stand."""

    identifier: Where
    name: Where
    kind: Where | None = None
    address: tuple[Where, ...] = ()
    latitude: Where | None = None
    longitude: Where | None = None


class GradeRows(Shape):
    """Where a grade stands: its level or its score, and its day.

    ``identifier`` is given where grades stand in a file of their own, each with the number of its
    establishment; then the file tells all of them, not only the newest.
    """

    identifier: Where | None = None
    level: Where | None = None
    score: Where | None = None
    day: Where
    day_format: Annotated[str, Field(min_length=2)]

    @model_validator(mode="after")
    def _has_a_level_or_a_score(self) -> "GradeRows":
        if (self.level is None) == (self.score is None):
            raise ValueError("needs either level or score")
        return self


class SourceFile(Shape):
    """One register of another authority."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=40)]
    name: Text
    identifier_name: Text
    scheme: str
    format: Literal["xml", "csv"]
    files: tuple[str, ...] = ("establishments",)
    encodings: tuple[str, ...] = ("utf-8-sig",)
    record: Where | None = None
    header: HeaderRow | None = None
    fields: FieldRows
    grade: GradeRows
    kinds: dict[str, EnterpriseKind] = {}
    other_kind: EnterpriseKind | None = None
    levels: dict[str, str] = {}

    @model_validator(mode="after")
    def _fits_its_format(self) -> "SourceFile":
        if (self.format == "xml") != (self.record is not None):
            raise ValueError("an XML source names its record, a table has none")
        if len(self.files) != (1 if self.grade.identifier is None else 2):
            raise ValueError("grades in a file of their own need two files")
        if self.fields.kind is None and self.other_kind is None:
            raise ValueError("needs a field for kinds, or other_kind")
        return self

    @property
    def tells_history(self) -> bool:
        """Whether an extract tells every grade, not only the newest."""
        return self.grade.identifier is not None
