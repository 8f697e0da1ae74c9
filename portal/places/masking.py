"""The one rule of whose name is shown, for every room: page, file, feed and index ask here.

A registered trade name stays. A person's name without one shows as surname and 某, until the place
profile says otherwise (sampling.person_names).
"""

from functools import lru_cache

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules.names import (
    bare_name,
    is_person,
    mask_introduced,
    mask_name,
    mask_person,
    mask_text,
)

RULE = "sampling.person_names"
WHOLE = "full"
# Makers and sellers repeat from record to record.
REMEMBERED = 16384
_masked = lru_cache(maxsize=REMEMBERED)(mask_name)
_is_person = lru_cache(maxsize=REMEMBERED)(is_person)


def shows_whole_names() -> bool:
    """Whether this place shows persons by their whole names; outside a running portal it does not.

    A profile that says nothing hides: an unmasked person is the worse mistake.
    """
    try:
        parameters = current_place().parameters
    except RuntimeError:
        return False
    return parameters.value(RULE, clock.today()) == WHOLE


class Names:
    """The rule as it stands now, for whoever shows many: it is looked up once."""

    def __init__(self) -> None:
        self._whole = shows_whole_names()

    def name(self, name: str | None) -> str:
        """Return a maker's or seller's name as everybody may read it."""
        if not name:
            return ""
        return name if self._whole else _masked(name) or ""

    def person(self, name: str) -> str:
        """Return the name of somebody known to be a natural person, whatever it reads like."""
        return name if self._whole else mask_person(name)

    @staticmethod
    def address(address: str, *, beside: str) -> str:
        """Return an address as everybody may read it: none beside a person's name."""
        return "" if _is_person(beside) else address

    def hides(self, name: str) -> bool:
        """Whether a name is a person's own, so that nothing leads from it to a door."""
        return not self._whole and _is_person(name)

    def text(self, text: str | None, *names: str) -> str:
        """Return free text without telephone and identity numbers, ``names`` as they are shown."""
        if not text:
            return ""
        told = text
        for name in names:
            shown = self.name(name)
            if name and shown != name:
                told = told.replace(name, shown)
                told = told.replace(bare_name(name), shown) if _is_person(name) else told
        return mask_text(told if self._whole else mask_introduced(told)) or ""
