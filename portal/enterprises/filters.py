"""What the list can be asked by: the name in the address, the answers, what each is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.enterprises.listing import flags_held
from portal.enterprises.models import Flag
from portal.enterprises.panels import NARROWINGS, Narrowing, register_narrowing
from portal.enterprises.roll.asking import CHANGED_WITHIN
from portal.enterprises.words import FACETS, FLAGS, KINDS, STATUSES
from portal.places.profile import current_place
from portal.web.locale import language

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Filter:
    """One thing the list can be asked by; ``labels`` are its answers in their order."""

    name: str
    title: str
    labels: Callable[[], Labels]


def _labels_of(words: Mapping[Any, str]) -> Callable[[], Labels]:
    return lambda: {str(one): str(label) for one, label in words.items()}


def regions_by_level() -> list[tuple[str, int]]:
    """Return the code of every region below the place with its depth, each before its own."""
    regions = current_place().regions

    def walk(code: str, depth: int) -> list[tuple[str, int]]:
        below = [row for child in regions.children(code) for row in walk(child.code, depth + 1)]
        return [(code, depth), *below] if depth else below

    return walk(regions.root.code, 0)


def _regions() -> Labels:
    named = {region.code: region.name.in_(language()) for region in current_place().regions}
    return {code: named[code] for code, _depth in regions_by_level()}


def _changes() -> Labels:
    return {str(days): str(_("近 %(days)s 天有变动", days=days)) for days in CHANGED_WITHIN}


def _flags() -> Labels:
    return {kind.value: str(label) for kind, label in FLAGS.items()}


register_narrowing(Narrowing("flag", FACETS["flag"], _flags, flags_held, (Flag.__tablename__,)))
OWN = (
    Filter("kind", FACETS["kind"], _labels_of(KINDS)),
    Filter("region", FACETS["region"], _regions),
)
LAST = (
    Filter("status", FACETS["status"], _labels_of(STATUSES)),
    Filter("changed", FACETS["changed"], _changes),
)


def filters() -> list[Filter]:
    """Return every filter of the list, those of the rooms above among them."""
    above = (Filter(one.name, one.title, one.answers) for one in NARROWINGS.values())
    return [*OWN, *sorted(above, key=lambda one: one.name != "grade"), *LAST]
