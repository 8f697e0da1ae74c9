"""What may be asked for in the address of a search; what an editor writes of synonyms.

What makes no sense in an address is left out; what makes none in a form is refused at its field.
"""

from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField

from portal.science.rules import Language, columns, tidy
from portal.search.rules import Choice
from portal.search.shelves import KINDS
from portal.search.words import WORDS
from portal.web.forms import BaseForm, FilterForm, at_most, filled

LONGEST_RANK = 6
LONGEST_DAY = 10
YEAR_DIGITS = 4
LONGEST_GROUP, LONGEST_REASON = 400, 300  # characters


class FindForm(FilterForm):
    """The words, and what the hits are narrowed down to."""

    q = StringField()
    kind = StringField()
    column = StringField()
    language = StringField()
    year = StringField()
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
            year=_year(self.year.data or ""),
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


def _year(typed: str) -> str:
    return typed if len(typed) == YEAR_DIGITS and typed.isascii() and typed.isdigit() else ""


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat((typed or "").strip()[:LONGEST_DAY])
    except ValueError:
        return None


def _kept(typed: str | None) -> str:
    return tidy(typed or "").strip()


class SynonymForm(BaseForm):
    """Words that mean the same, and why."""

    words = TextAreaField(
        _("意思一样的词"),
        [filled(WORDS["words_missing"]), at_most(LONGEST_GROUP)],
        filters=[_kept],
    )
    reason = StringField(
        _("为什么"), [filled(WORDS["reason_missing"]), at_most(LONGEST_REASON)], filters=[_kept]
    )


class RemovalForm(BaseForm):
    """Why words no longer mean the same."""

    reason = StringField(
        _("为什么删"), [filled(WORDS["reason_missing"]), at_most(LONGEST_REASON)], filters=[_kept]
    )
