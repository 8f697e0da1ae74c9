"""What rooms above add to the register's pages.

Pieces of an enterprise's page, notes in the rows of the list, and filters by facts that only they
know. A room above registers when it is imported.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.enterprises.models import Enterprise
from portal.kernel.generation import watch
from portal.kernel.panels import Panels

# The pieces of one enterprise's page; the register's own stand at LICENCES and REPORT.
ENTERPRISE_PANELS: Panels[Enterprise] = Panels()
LICENCES, REPORT = 60, 90
# One note for a whole page of the list: its template is shown in each row and reads
# ``facts.by_id[enterprise.id]``.
ROW_NOTES: Panels[Sequence[Enterprise]] = Panels()


@dataclass(frozen=True)
class Narrowing:
    """A filter of the list: its name in the address, its title, its answers, what they mean.

    ``members`` returns the inner numbers of those that give each answer on a day; ``tables`` are
    those it reads.
    """

    name: str
    title: str
    answers: Callable[[], Mapping[str, str]]
    members: Callable[[date], Mapping[str, Iterable[int]]]
    tables: tuple[str, ...]


NARROWINGS: dict[str, Narrowing] = {}


def register_narrowing(narrowing: Narrowing) -> None:
    """Add a filter to the list of enterprises."""
    watch(*narrowing.tables)
    NARROWINGS[narrowing.name] = narrowing


@dataclass(frozen=True)
class FurtherField:
    """A field of the public record that another room knows.

    ``read`` returns what is told for programmes, by inner number; ``told`` puts one in words,
    ``coded`` picks what programmes are told where that is not all of it. Fields with the same
    ``read`` are read once.
    """

    name: str
    title: str
    note: str
    read: Callable[[Sequence[int]], Mapping[int, Any]]
    told: Callable[[Any], str]
    coded: Callable[[Any], Any] | None = None


FURTHER_FIELDS: list[FurtherField] = []
# Parts of the JSON of one enterprise's page, by name.
DOCUMENT_PARTS: dict[str, Callable[[Enterprise], Any]] = {}
