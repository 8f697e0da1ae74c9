"""Articles in plain Python: columns, the life of an article, what an article says."""

from portal.science.rules.changes import Change, FieldChange, Line, compare, compare_lines
from portal.science.rules.claims import SourceCheck, check_sources, kind_of_source
from portal.science.rules.columns import Column, Form, columns
from portal.science.rules.exposure import Exposure, Lack, lacks_of
from portal.science.rules.facts import (
    ArticleFacts,
    Audience,
    Details,
    Event,
    Language,
    Recording,
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
from portal.science.rules.path import (
    Bar,
    Opinion,
    Path,
    changed_fields,
    digest_of_facts,
    path_of,
    traits_of,
)
from portal.science.rules.pictures import Licence
from portal.science.rules.reading import add_months, is_slug, minutes_to_read, slug_from
from portal.science.rules.steps import Pipeline, Step, StepKind, Trait

__all__ = [
    "EDITABLE",
    "LIFECYCLE",
    "ArticleFacts",
    "Audience",
    "Bar",
    "Change",
    "Column",
    "Details",
    "Event",
    "Exposure",
    "FieldChange",
    "Form",
    "Lack",
    "Language",
    "Licence",
    "Line",
    "Opinion",
    "Path",
    "Pipeline",
    "Recording",
    "Source",
    "SourceCheck",
    "Stage",
    "Standing",
    "Step",
    "StepKind",
    "Trait",
    "Verdict",
    "VersionKind",
    "add_months",
    "changed_fields",
    "check_sources",
    "columns",
    "compare",
    "compare_lines",
    "digest_of_facts",
    "is_slug",
    "kind_of_source",
    "lacks_of",
    "minutes_to_read",
    "path_of",
    "slug_from",
    "standing_of",
    "tidy",
    "traits_of",
]
