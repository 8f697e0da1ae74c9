"""An area lies on the level that the place has set, by whatever name."""

from typing import get_args

from portal.members.rules import LEVELS, AreaLevel, is_fit_area
from portal.places.rules.place import RegionKind


def test_every_kind_of_division_lies_on_one_level() -> None:
    assert set(LEVELS) == set(get_args(RegionKind))
    assert set(LEVELS.values()) == set(AreaLevel)


def test_where_nothing_is_set_any_division_may_be_an_area() -> None:
    assert all(is_fit_area(kind, None) for kind in LEVELS)


def test_a_town_is_as_good_as_a_street_and_the_whole_place_is_not() -> None:
    fit = [kind for kind in LEVELS if is_fit_area(kind, AreaLevel.STREET)]
    assert fit == ["street", "town", "township"]
