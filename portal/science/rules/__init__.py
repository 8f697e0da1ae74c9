"""Articles in plain Python: columns, the life of an article, what an article says."""

from portal.science.rules.columns import Column, Form, columns
from portal.science.rules.facts import ArticleFacts, Audience, Event, Language, Source, tidy
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
    "Column",
    "Event",
    "Form",
    "Language",
    "Licence",
    "Source",
    "Stage",
    "Standing",
    "Verdict",
    "VersionKind",
    "add_months",
    "columns",
    "is_slug",
    "minutes_to_read",
    "slug_from",
    "standing_of",
    "tidy",
]
