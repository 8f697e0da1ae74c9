"""How a letter, a reply and a filing live; which periods a report can be about."""

import calendar
import re
import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle

# Without 0 O, 1 I L, and U, which are mistaken for one another on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP, GROUPS = 4, 4
MONTHS_OF_QUARTER, QUARTERS = 3, 4
PERIOD = re.compile(r"(?P<year>20\d\d)(?:-(?P<part>Q[1-4]|H[12]))?")


class LetterState(StrEnum):
    """Whether a letter's code can still be used."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    LAPSED = "lapsed"


class ReplyStage(StrEnum):
    """Where an enterprise's public answer stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# Nothing shows before somebody of the bureau has checked it; the check itself is public.
REPLY_LIFECYCLE = Lifecycle(
    {
        ReplyStage.SUBMITTED: frozenset(
            {
                ReplyStage.PUBLISHED,
                ReplyStage.REFUSED,
                ReplyStage.RETURNED,
                ReplyStage.WITHDRAWN,
            }
        ),
        ReplyStage.RETURNED: frozenset({ReplyStage.SUBMITTED, ReplyStage.WITHDRAWN}),
        ReplyStage.PUBLISHED: frozenset({ReplyStage.WITHDRAWN}),
    }
)


class Ruling(StrEnum):
    """What may be done with an answer that waits."""

    PUBLISH = "publish"
    RETURN = "return"
    REFUSE = "refuse"


class FilingKind(StrEnum):
    """What an enterprise reports."""

    DUTY = "duty"  # 履责报告
    SELF_CHECK = "self-check"  # 自查报告


@dataclass(frozen=True)
class Period:
    """A year, half a year or a quarter: 2026, 2026-H1, 2026-Q3."""

    year: int
    part: str = ""

    @classmethod
    def read(cls, text: str) -> "Period | None":
        """Return the period that is written so, or None."""
        found = PERIOD.fullmatch(text)
        return cls(int(found["year"]), found["part"] or "") if found else None

    @property
    def code(self) -> str:
        """How it is written."""
        return f"{self.year}-{self.part}" if self.part else str(self.year)

    @property
    def last_on(self) -> date:
        """Its last day."""
        months = {"": 12, "H": 6 * self._number, "Q": MONTHS_OF_QUARTER * self._number}
        month = months[self.part[:1]]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def _number(self) -> int:
        return int(self.part[1:] or 0)


def periods_before(today: date) -> tuple[Period, ...]:
    """Return the periods that can be reported on: those of this year and of the one before."""
    found = [
        Period(year, part)
        for year in (today.year, today.year - 1)
        for part in ("Q4", "Q3", "Q2", "Q1", "H2", "H1", "")
    ]
    return tuple(period for period in found if period.last_on.replace(day=1) <= today)


def is_late(filed_on: date, due_on: date | None) -> bool:
    """Whether a report came after its last day; without one none is late."""
    return due_on is not None and filed_on > due_on


def new_code() -> str:
    """Return the secret of one letter, about 78 bits: easy to read aloud, hard to mistake."""
    signs = [secrets.choice(ALPHABET) for _ in range(GROUP * GROUPS)]
    return "-".join("".join(signs[n : n + GROUP]) for n in range(0, len(signs), GROUP))


def plain_code(typed: str) -> str:
    """Return a code as it was issued, however it was typed."""
    return "".join(sign for sign in typed.upper() if sign in ALPHABET)


def letter_state(
    *, is_used: bool, is_revoked: bool, expires_on: date | None, today: date
) -> LetterState:
    """Return whether a code can still be used; one without a last day does not lapse."""
    if is_used:
        return LetterState.USED
    if is_revoked:
        return LetterState.REVOKED
    if expires_on is not None and expires_on < today:
        return LetterState.LAPSED
    return LetterState.OPEN
