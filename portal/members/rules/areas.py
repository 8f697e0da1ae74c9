"""How large an area a social supervisor is given, where the place has decided that."""

from collections.abc import Mapping
from enum import StrEnum

from portal.places.rules.place import RegionKind


class AreaLevel(StrEnum):
    """A level of divisions; what lies on it goes by several names."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"


LEVELS: Mapping[RegionKind, AreaLevel] = {
    "city": AreaLevel.CITY,
    "district": AreaLevel.DISTRICT,
    "county": AreaLevel.DISTRICT,
    "street": AreaLevel.STREET,
    "town": AreaLevel.STREET,
    "township": AreaLevel.STREET,
}


def is_fit_area(kind: RegionKind, wanted: AreaLevel | None) -> bool:
    """Whether a division of this kind may be an area; where nothing is set, any may."""
    return wanted is None or LEVELS[kind] is wanted
