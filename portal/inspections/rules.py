"""Kinds and results of inspections, the life of a record, and what of it may be shown."""

import re
from datetime import date, timedelta
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle
from portal.places.rules import Calendar, Parameter, due_on

PUBLISH_DAYS = "inspection.publish_days"
INSPECTORS = "inspection.inspectors"
# A result day further back than this is due under any limit of days that the rules could set.
FARTHEST_DUE = 400
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(\d{6})((?:19|20)\d{2})(\d{4})(\d{3}[\dXx])(?![0-9A-Za-z])"
)


class InspectionKind(StrEnum):
    """Why and how an inspection was made."""

    ROUTINE = "routine"
    FLYING = "flying"
    SPECIAL = "special"
    CAUSE = "cause"
    REVIEW = "review"


class InspectionResult(StrEnum):
    """How it ended."""

    CONFORMS = "conforms"
    RECTIFY = "rectify"
    FAILS = "fails"


class RecordStage(StrEnum):
    """Where a record stands. A recorded one becomes public on its day without anyone acting."""

    RECORDED = "recorded"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


RECORD_LIFECYCLE = Lifecycle(
    {
        RecordStage.RECORDED: frozenset({RecordStage.PUBLISHED, RecordStage.WITHDRAWN}),
        RecordStage.PUBLISHED: frozenset({RecordStage.WITHDRAWN}),
    }
)


def latest_due(rule: Parameter | None, on: date, calendar: Calendar) -> date | None:
    """Return the latest result day whose time to publish is over on a day, None without a rule.

    总局令49号 Art.39: results are public within 20 working days of the result.
    """
    if rule is None or due_on(rule, on, calendar) is None:
        return None
    day = on
    for _ in range(FARTHEST_DUE):
        due = due_on(rule, day, calendar)
        if due is not None and due <= on:
            return day
        day -= timedelta(days=1)
    return None


def masked_numbers(text: str) -> str:
    """Return a text whose identity numbers hide their digits 11 to 14.

    Where a natural person's identity number serves as the number of a licence, it stays there
    with those four digits replaced, as the bureaus' own sheets show it (regulations.md 3.2).
    """
    return _ID_NUMBER.sub(r"\1\2****\4", text)
