"""The one rule of whose name is shown: page, file, feed, index and version ask here.

A registered trade name stays. A person's name without one shows as surname and 某, until the place
profile says otherwise (sampling.person_names). An address beside a person is never shown.
"""

from collections.abc import Mapping

from portal.places import masking
from portal.places.masking import RULE, WHOLE
from portal.sampling.rules.details import NAMES

__all__ = [
    "RULE",
    "WHOLE",
    "Names",
    "shown_address",
    "shown_details",
    "shown_name",
    "shown_text",
]


class Names(masking.Names):
    """The rule of the place as it stands now, and what else a batch tells by it."""

    def details(self, details: Mapping[str, str] | None) -> dict[str, str]:
        """Return what only some kinds of goods have as everybody may read it."""
        return {
            code: self.name(text) if code in NAMES else self.text(text)
            for code, text in (details or {}).items()
        }


def shown_name(name: str | None) -> str:
    """Return a maker's or seller's name as everybody may read it."""
    return Names().name(name)


def shown_address(address: str, *, beside: str) -> str:
    """Return an address as everybody may read it: none beside a person's name."""
    return Names.address(address, beside=beside)


def shown_text(text: str | None, *names: str) -> str:
    """Return free text without telephone and identity numbers, ``names`` as they are shown."""
    return Names().text(text, *names)


def shown_details(details: Mapping[str, str] | None) -> dict[str, str]:
    """Return what only some kinds of goods have as everybody may read it."""
    return Names().details(details)
