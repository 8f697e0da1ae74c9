"""What may be asked for in the address of a search; what makes no sense there is left out."""

from datetime import date

from wtforms import StringField

from portal.science.rules import Language, columns, tidy
from portal.search.rules import Choice
from portal.search.shelves import KINDS
from portal.web.forms import FilterForm

LONGEST_RANK = 6
LONGEST_DAY = 10


class FindForm(FilterForm):
    """The words, and what the hits are narrowed down to."""

    q = StringField()
    kind = StringField()
    column = StringField()
    language = StringField()
    since = StringField()
    until = StringField()
    within = StringField()
    start = StringField()

    @property
    def asked(self) -> str:
        """What was typed."""
        return tidy(self.q.data or "").strip()

    @property
    def choice(self) -> Choice:
        """What the hits are narrowed down to."""
        kind, column = self.kind.data or "", self.column.data or ""
        language = self.language.data or ""
        return Choice(
            kind=kind if kind in KINDS else "",
            column=column if column in columns() else "",
            language=language if language in set(Language) else "",
            since=_day(self.since.data),
            until=_day(self.until.data),
            in_title=self.within.data == "title",
        )

    @property
    def rank(self) -> int:
        """Which rank the page begins with."""
        typed = self.start.data or ""
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_RANK
        return int(typed) if is_number else 0


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat((typed or "").strip()[:LONGEST_DAY])
    except ValueError:
        return None
