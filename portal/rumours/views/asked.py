"""What an address asks of the list of rumours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.kernel.errors import NotFound
from portal.rumours.queries import RumourFilter
from portal.rumours.rules import Verdict, categories

LONGEST = 80


@dataclass(frozen=True)
class RumourSearch:
    """A filter as it stands in an address."""

    wanted: RumourFilter

    @classmethod
    def read(cls, sent: "MultiDict[str, str]") -> "RumourSearch":
        """Read an address; a filter that is not offered leads nowhere (NotFound)."""
        verdict, category = sent.get("verdict", ""), sent.get("category", "")
        if verdict and verdict not in set(Verdict):
            raise NotFound(verdict)
        if category and category not in categories():
            raise NotFound(category)
        product = " ".join(sent.get("product", "").replace("\x00", "").split())[:LONGEST]
        return cls(RumourFilter(Verdict(verdict) if verdict else None, category, product))

    @property
    def chosen(self) -> Mapping[str, str]:
        """What is asked for, as an address says it."""
        told = {
            "verdict": self.wanted.verdict or "",
            "category": self.wanted.category,
            "product": self.wanted.product,
        }
        return {name: value for name, value in told.items() if value}

    def parts(self, **other: str | None) -> dict[str, Any]:
        """Return the parts of an address that asks the same, but for ``other``."""
        told = {**self.chosen, **other}
        return {name: value for name, value in told.items() if value}
