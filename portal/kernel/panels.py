"""Panels: a page that one room owns, and that rooms above it add their piece to.

The owner keeps one ``Panels`` beside its views; a room above registers a maker when it is
imported. The owner's template shows each panel so::

    {% for panel in panels %}
      {% with facts = panel.facts %}{% include panel.template %}{% endwith %}
    {% endfor %}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from portal.kernel.once import reading_once

Record = TypeVar("Record")


@dataclass(frozen=True)
class Panel:
    """One piece of somebody else's page: a template, and what it reads as ``facts``."""

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Panels(Generic[Record]):
    """The pieces of one kind of page, in the order of the page."""

    def __init__(self) -> None:
        self._makers: dict[Callable[[Record], Panel | None], int] = {}

    def register(self, order: int, maker: Callable[[Record], Panel | None]) -> None:
        """Add a piece; lower numbers stand higher. A maker returns None where it has nothing."""
        self._makers[maker] = order

    def collect(self, record: Record) -> list[Panel]:
        """Return the pieces of this record's page; what several of them ask is read once."""
        makers = sorted(self._makers, key=lambda maker: self._makers[maker])
        with reading_once():
            return [panel for maker in makers if (panel := maker(record)) is not None]
