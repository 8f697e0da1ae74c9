"""What may be asked of the page of commitments."""

from collections import Counter
from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _
from wtforms import SelectField

from portal.commitments import words
from portal.commitments.queries import FigureFilter
from portal.commitments.rules import State
from portal.places.profile import current_place
from portal.web.forms import FilterForm
from portal.web.locale import language

Counts = Mapping[str, Counter[str]]


class CommitmentFilterForm(FilterForm):
    """Which commitments to show, and of which year."""

    year = SelectField(_("看哪一年"), default="")
    state = SelectField(_("状态"), default="")
    theme = SelectField(_("主题"), default="")
    kind = SelectField(_("目标类型"), default="")
    department = SelectField(_("文件写明的责任部门"), default="")

    def offer(self, years: Iterable[int]) -> "CommitmentFilterForm":
        """Offer every answer that may be given."""
        self.year.choices = [(str(year), str(year)) for year in years]
        self.year.data = self.year.data or self.year.choices[0][0]
        self.state.choices = _choices((state.value, words.STATES[state]) for state in State)
        self.theme.choices = _choices(words.THEMES.items())
        self.kind.choices = _choices(words.KINDS.items())
        bodies = ((body.code, body.name.in_(language())) for body in current_place().departments)
        self.department.choices = _choices(bodies)
        return self

    def count(self, counts: Counts) -> None:
        """Write beside each answer how many commitments it would leave; drop what leaves none."""
        for name, found in counts.items():
            field = self[name]
            field.choices = [
                (
                    code,
                    _("%(label)s（%(count)s）", label=label, count=found[code]) if code else label,
                )
                for code, label in field.choices
                if not code or found[code] or code == field.data
            ]

    @property
    def chosen_year(self) -> int | None:
        """Return the year asked for; None where none was, or one that cannot be shown."""
        offered = [code for code, _label in self.year.choices]
        return int(self.year.data) if self.year.data in offered else None

    @property
    def asked(self) -> dict[str, str]:
        """Return what was asked, for links that keep it."""
        told = ((field.name, field.data) for field in self)
        return {name: data for name, data in told if data}

    @property
    def wanted(self) -> FigureFilter:
        """Return what is asked for."""
        return FigureFilter(
            state=self.state.data,
            theme=self.theme.data,
            kind=self.kind.data,
            department=self.department.data,
        )


def _choices(known: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", str(_("全部"))), *((code, str(label)) for code, label in known)]
