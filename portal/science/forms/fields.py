"""What the forms of this room share: how words, names, moments and lines are read."""

import re
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from wtforms import Field
from wtforms.validators import ValidationError

from portal.kernel import clock
from portal.science.rules import tidy

# What browsers send: with seconds only where somebody typed them.
MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
LONGEST_NAME = 80
COUNT = re.compile(r"[0-9]{1,8}")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return tidy(value).strip() if value else value


def in_this_century(_form: object, field: Field) -> None:
    """Refuse a day no calendar of ours reaches."""
    value: date | datetime | None = field.data
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(_("这个日期不对，请核对年份"))


def names_in(text: str | None) -> tuple[str, ...]:
    """Return the names of a list, each once, however they are set apart."""
    parts = re.split(r"[，,、;；\n]+", text or "")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def counted(typed: str | None) -> int:
    """Return a number that a hidden field carries; 0 where it cannot be read."""
    return int(typed) if typed and COUNT.fullmatch(typed) else 0


def at_china(moment: datetime | None) -> datetime | None:
    """Return what somebody's clock in China showed as an instant."""
    return moment.replace(tzinfo=clock.CHINA) if moment else None


def local(moment: datetime | None) -> datetime | None:
    """Return an instant as a clock in China shows it."""
    return clock.in_china(moment).replace(tzinfo=None) if moment else None
