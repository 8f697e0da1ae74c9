"""What a place consists of and how its days are counted, in plain Python."""

from portal.places.rules.calendar import (
    Calendar,
    CalendarYear,
    Holiday,
    add_calendar_days,
    add_months,
    add_working_days,
    next_working_day,
    working_days_between,
)
from portal.places.rules.evidence import Confidence, Instrument, Source, Tag
from portal.places.rules.faults import PlaceFault
from portal.places.rules.parameters import (
    Item,
    Parameter,
    Parameters,
    ParameterUnknown,
    Unit,
    Value,
    ValueKindDiffers,
    due_on,
)
from portal.places.rules.place import (
    Department,
    Departments,
    Hotline,
    Oddity,
    Place,
    Population,
    Populations,
    Region,
    Regions,
    SourceDocument,
)
from portal.places.rules.register import Commitment, System, SystemSource
from portal.places.rules.text import Term, Text, Vocabulary

__all__ = [
    "Calendar",
    "CalendarYear",
    "Commitment",
    "Confidence",
    "Department",
    "Departments",
    "Holiday",
    "Hotline",
    "Instrument",
    "Item",
    "Oddity",
    "Parameter",
    "ParameterUnknown",
    "Parameters",
    "Place",
    "PlaceFault",
    "Population",
    "Populations",
    "Region",
    "Regions",
    "Source",
    "SourceDocument",
    "System",
    "SystemSource",
    "Tag",
    "Term",
    "Text",
    "Unit",
    "Value",
    "ValueKindDiffers",
    "Vocabulary",
    "add_calendar_days",
    "add_months",
    "add_working_days",
    "due_on",
    "next_working_day",
    "working_days_between",
]
