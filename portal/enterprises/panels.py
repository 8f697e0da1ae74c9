"""What rooms above add to the register's pages.

Pieces of an enterprise's page, notes in the rows of the list, and filters by facts that only they
know. A room above registers when it is imported.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select

from portal.enterprises.models import Enterprise
from portal.enterprises.queries import EnterpriseFilter
from portal.kernel.panels import Panels

# The pieces of one enterprise's page; the register's own stand at LICENCES and REPORT.
ENTERPRISE_PANELS: Panels[Enterprise] = Panels()
LICENCES, REPORT = 60, 90
# One note for a whole page of the list: its template is shown in each row and reads
# ``facts.by_id[enterprise.id]``.
ROW_NOTES: Panels[Sequence[Enterprise]] = Panels()


@dataclass(frozen=True)
class Narrowing:
    """A filter of the list: its name in the address, its title, its answers, what they mean."""

    name: str
    title: str
    answers: Callable[[], Mapping[str, str]]
    select_ids: Callable[[Sequence[str]], Select[int]]
    count: Callable[[EnterpriseFilter], Mapping[str, int]]


NARROWINGS: dict[str, Narrowing] = {}


def register_narrowing(narrowing: Narrowing) -> None:
    """Add a filter to the list of enterprises."""
    NARROWINGS[narrowing.name] = narrowing
