"""What people ask and officers type about inspections."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField, StringField

from portal.enterprises import rules as enterprise_rules
from portal.inspections.queries import InspectionFilter
from portal.inspections.rules import InspectionKind, InspectionResult
from portal.web.forms import BaseForm, at_most, filled, strip

MOST_WORDS = 100
YEARS = frozenset(str(year) for year in range(1990, 2101))


class ChosenForm(BaseForm):
    """The records ticked in the list."""

    chosen = SelectMultipleField(validate_choice=False)


class WithdrawalForm(BaseForm):
    """Why a record is taken off the pages."""

    reason = StringField(_("撤回的理由"), [filled(_("请写明理由")), at_most(300)], filters=[strip])


def read_filter(sent: dict[str, str]) -> tuple[InspectionFilter, str | None]:
    """Return what an address asks for, and the first name whose answer nobody knows."""
    unknown = None
    kind, result, year = (sent.get(name, "") for name in ("kind", "result", "year"))
    if kind and kind not in set(InspectionKind):
        unknown = "kind"
    elif result and result not in set(InspectionResult):
        unknown = "result"
    elif year and year not in YEARS:
        unknown = "year"
    if unknown:
        return InspectionFilter(), unknown
    wanted = InspectionFilter(
        kind=InspectionKind(kind) if kind else None,
        result=InspectionResult(result) if result else None,
        year=int(year) if year else None,
        text=enterprise_rules.plain(sent.get("q", ""))[:MOST_WORDS],
    )
    return wanted, None


def parts_of(wanted: InspectionFilter) -> dict[str, Any]:
    """Return what an address needs to ask this again."""
    told = {"q": wanted.text, "kind": wanted.kind, "result": wanted.result, "year": wanted.year}
    return {name: str(value) for name, value in told.items() if value}
