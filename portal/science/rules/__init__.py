"""Articles in plain Python: columns, the life of an article, what an article says."""

from portal.science.rules.changes import Change, FieldChange, Line, compare, compare_lines
from portal.science.rules.columns import Column, Form, columns
from portal.science.rules.facts import (
    ArticleFacts,
    Audience,
    Details,
    Event,
    Language,
    Source,
    tidy,
)
from portal.science.rules.life import (
    EDITABLE,
    LIFECYCLE,
    Stage,
    Standing,
    Verdict,
    VersionKind,
    standing_of,
)
from portal.science.rules.pictures import Licence
from portal.science.rules.reading import add_months, is_slug, minutes_to_read, slug_from

__all__ = [
    "EDITABLE",
    "LIFECYCLE",
    "ArticleFacts",
    "Audience",
    "Change",
    "Column",
    "Details",
    "Event",
    "FieldChange",
    "Form",
    "Language",
    "Licence",
    "Line",
    "Source",
    "Stage",
    "Standing",
    "Verdict",
    "VersionKind",
    "add_months",
    "columns",
    "compare",
    "compare_lines",
    "is_slug",
    "minutes_to_read",
    "slug_from",
    "standing_of",
    "tidy",
]
