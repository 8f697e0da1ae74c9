"""Units: spelled in many ways, converted by the library, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules import units
from portal.sampling.rules.measures import compare, parse_limit, parse_value, ratio_of
from portal.sampling.rules.units import find_unit, is_same_thing, scale, unit_name

NAMES = list(units._table()["units"])
MASSES = ["mg/kg", "μg/kg", "g/kg", "mg/g", "μg/g", "mg/100g", "g/100g", "%", "‰", "ng/g"]
VOLUMES = ["mg/L", "μg/L", "g/L", "mg/mL", "g/100mL", "μg/mL"]
COUNTS = ["CFU/g", "CFU/100g", "CFU/25g", "CFU/kg"]


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_is_understood_by_the_library(name: str) -> None:
    assert scale(name, name) == 1.0
    known = find_unit(name)
    assert known is not None
    assert units._quantity(known).magnitude > 0


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        ("g/100g", "mg/kg", 10_000),
        ("μg/kg", "mg/kg", 0.001),
        ("mgKOH/g", "mg/g", 1),
        ("[(KOH),mg/g]", "KOH mg/g", 1),
        ("CFU/100mL", "CFU/mL", 0.01),
        ("meq/kg", "mmol/kg", 0.5),
        ("毫克/千克", "ppm", 1),
        ("IU/100g", "IU/g", 0.01),
        ("kcal/100g", "kJ/100g", 4.184),
        ("%vol", "%", None),
        ("CFU/g", "CFU/mL", None),
        ("度", "NTU", None),
    ],
)
def test_units_convert(one: str, other: str, factor: float | None) -> None:
    assert scale(one, other) == (factor if factor is None else pytest.approx(factor))


def test_spellings_are_one_unit_and_nonsense_is_none() -> None:
    assert unit_name("ug/kg") == unit_name("µg/kg") == unit_name("微克/千克") == "μg/kg"
    assert unit_name("ｍｇ／ｋｇ") == unit_name("㎎/kg") == unit_name("ppm") == "mg/kg"
    assert unit_name("MPN/100 g") == "MPN/100g"
    assert unit_name("cfu/cm²") == "CFU/cm²"
    for nonsense in ("μk/kg", "C18:2", "2**9**9**9", "__import__('os')"):
        assert find_unit(nonsense) is None
    assert not is_same_thing("μk/kg", "mg/kg")
    assert is_same_thing("mg/L", "mg/kg")
    assert is_same_thing("CFU/g", "MPN/g")
    assert not is_same_thing("CFU/g", "mg/kg")


@given(
    st.sampled_from([MASSES, VOLUMES, COUNTS]).flatmap(
        lambda family: st.tuples(st.sampled_from(family), st.sampled_from(family))
    ),
    st.integers(1, 10**6),
    st.integers(1, 10**6),
)
def test_a_ratio_does_not_depend_on_the_unit_of_the_value(
    pair: tuple[str, str], value: int, limit: int
) -> None:
    one, other = pair
    factor = scale(one, other)
    assert factor is not None
    asked = parse_limit(f"≤{limit}{other}")
    told, converted = parse_value(f"{value}{one}"), parse_value(f"{value * factor:.12f}{other}")
    ratio, again = ratio_of(told, asked), ratio_of(converted, asked)
    assert ratio is not None
    assert ratio == pytest.approx(again, rel=1e-6, abs=1e-11)
    if abs(ratio - 1) > 1e-6:
        assert compare(told, asked) is compare(converted, asked)
