"""Sampling plans of microbiology: read, and counted against."""

import pytest

from portal.sampling.rules.plans import Plan, count_beyond, parse_plan

BREAD = "n=5，c=2，m=10⁴，M=10⁵ CFU/g"


def test_a_plan_is_read_with_its_unit() -> None:
    plan = parse_plan(BREAD)
    assert plan == Plan(5, 2, 1e4, "10⁴ CFU/g", 1e5, "10⁵ CFU/g")
    assert parse_plan("n=5,c=2,m=2.5×10⁴,M=10⁵CFU/g") == Plan(
        5, 2, 2.5e4, "2.5×10⁴ CFU/g", 1e5, "10⁵ CFU/g"
    )


def test_a_plan_without_a_second_bound_is_read() -> None:
    plan = parse_plan("n=5，c=0，m=0 CFU/250mL")
    assert plan == Plan(5, 0, 0.0, "0 CFU/250mL")


@pytest.mark.parametrize("limit", ["", "≤10 CFU/g", "n=5", "n=5，c=2，m=M", "n=x，c=2，m=3"])
def test_what_is_no_plain_plan_is_none(limit: str) -> None:
    assert parse_plan(limit) is None


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ("1.6×10⁵、3.2×10⁵、9.9×10⁴、2.4×10⁵、1.5×10⁵ CFU/g", (5, 4)),
        ("<10、<10、<10、20、<10 CFU/g", (0, 0)),
        # At a bound is not beyond it.
        ("10⁴、10⁵、2×10⁴、0、0 CFU/g", (2, 0)),
        ("10、20 CFU/g", None),
        ("10、20、30、40、多不可计", None),
        ("", None),
    ],
)
def test_portions_beyond_the_bounds_are_counted(
    values: str, counts: tuple[int, int] | None
) -> None:
    plan = parse_plan(BREAD)
    assert plan is not None
    assert count_beyond(plan, values) == counts


def test_without_a_second_bound_nothing_is_beyond_it() -> None:
    plan = parse_plan("n=5，c=0，m=0 CFU/250mL")
    assert plan is not None
    assert count_beyond(plan, "6、0、14、3、0 CFU/250mL") == (3, 0)
