"""What may be asked for in the address of a search; what makes no sense there is left out."""

from wtforms import StringField

from portal.science.rules import Language, columns, tidy
from portal.search.rules import Choice
from portal.web.forms import FilterForm

LONGEST_RANK = 6


class FindForm(FilterForm):
    """The words, and what the hits are narrowed down to."""

    q = StringField()
    column = StringField()
    language = StringField()
    start = StringField()

    @property
    def asked(self) -> str:
        """What was typed."""
        return tidy(self.q.data or "").strip()

    @property
    def choice(self) -> Choice:
        """What the hits are narrowed down to."""
        language, column = self.language.data or "", self.column.data or ""
        return Choice(
            language=language if language in set(Language) else "",
            column=column if column in columns() else "",
        )

    @property
    def rank(self) -> int:
        """Which rank the page begins with."""
        typed = self.start.data or ""
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_RANK
        return int(typed) if is_number else 0
