"""Why a batch may lawfully be held back: parameters of the place, each with law and article."""

from dataclasses import dataclass

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Text
from portal.sampling.rules.batches import HoldReason

KEYS = "sampling.hold."
# The portal gives these itself, by kind and result; nobody chooses them.
BY_ITSELF = frozenset(HoldReason)


@dataclass(frozen=True)
class Reason:
    """One lawful reason, the instrument and the article it rests on, where they are known."""

    code: str
    label: Text
    instrument: Text | None
    article: str
    awaits_confirmation: bool


def list_reasons() -> list[Reason]:
    """Return every reason in force today, in the order of the parameters."""
    parameters, today = current_place().parameters, clock.today()
    found = []
    for key in parameters.keys:
        row = parameters.find(key, today) if key.startswith(KEYS) else None
        if row is not None and isinstance(row.value, Text):
            code = key.removeprefix(KEYS).replace("_", "-")
            instrument = row.instrument.name if row.instrument else None
            found.append(
                Reason(code, row.value, instrument, row.article or "", row.awaits_confirmation)
            )
    return found


def list_choosable() -> list[Reason]:
    """Return the reasons a reviewer may choose."""
    return [reason for reason in list_reasons() if reason.code not in BY_ITSELF]


def find_reason(code: str | None) -> Reason | None:
    """Return the reason with this code, or None."""
    return next((reason for reason in list_reasons() if reason.code == code), None)
