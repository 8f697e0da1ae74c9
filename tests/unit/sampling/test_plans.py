"""Sampling plans of microbiology: read, and counted against."""

import pytest

from portal.sampling.rules.plans import Plan, count_beyond, parse_plan

BREAD = "n=5，c=2，m=10⁴，M=10⁵ CFU/g"


def test_a_plan_is_read_with_its_unit() -> None:
    plan = parse_plan(BREAD)
    assert plan == Plan(5, 2, 1e4, "10⁴ CFU/g", 1e5, "10⁵ CFU/g", "CFU/g")
    assert parse_plan("n=5,c=2,m=2.5×10⁴,M=10⁵CFU/g") == Plan(
        5, 2, 2.5e4, "2.5×10⁴ CFU/g", 1e5, "10⁵ CFU/g", "CFU/g"
    )


def test_a_plan_without_a_second_bound_is_read() -> None:
    plan = parse_plan("n=5，c=0，m=0 CFU/250mL")
    assert plan == Plan(5, 0, 0.0, "0 CFU/250mL", unit_text="CFU/250mL")
    assert parse_plan("n=5，c=0，m=0/25g，M=-") == Plan(5, 0, 0.0, "0 /25g", unit_text="/25g")


@pytest.mark.parametrize(
    "limit",
    [
        "",
        "≤10 CFU/g",
        "n=5",
        "n=5，c=2，m=M",
        "n=x，c=2，m=3",
        "n=5,c=2,m=104,M=105",  # 10⁴ and 10⁵ before the raised digits were lost
        "n=5,c=2,m=5×103,M=5×104CFU/mL",
    ],
)
def test_what_is_no_plain_plan_is_none(limit: str) -> None:
    assert parse_plan(limit) is None


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ("1.6×10⁵、3.2×10⁵、9.9×10⁴、2.4×10⁵、1.5×10⁵ CFU/g", (5, 4)),
        ("<10、<10、<10、20、<10 CFU/g", (0, 0)),
        # At a bound is not beyond it.
        ("10⁴、10⁵、2×10⁴、0、0 CFU/g", (2, 0)),
        ("①1.6×10⁵②3.2×10⁵③9.9×10⁴④2.4×10⁵⑤1.5×10⁵ CFU/g", (5, 4)),
        ("①1.6×10⁵；②3.2×10⁵；③9.9×10⁴；④2.4×10⁵；⑤1.5×10⁵CFU/g", (5, 4)),
        ("1.6*10^5，3.2*10^5，9.9*10^4，2.4*10^5，1.5*10^5CFU/g", (5, 4)),
        ("1.6E5 3.2E5 9.9E4 2.4E5 1.5E5", (5, 4)),
        ("160000/320000/99000/240000/150000", (5, 4)),
        ("n1:160000；n2:320000；n3:99000；n4:240000；n5:150000（CFU/g）", (5, 4)),
        ("未检出、未检出、检出、＞100000、10 CFU/g", (2, 2)),
        ("1.6×10⁷、3.2×10⁷、9.9×10⁶、2.4×10⁷、1.5×10⁷ CFU/100g", (5, 4)),
        ("1、1、1、1、1 mg/kg", None),
        ("1.6×105、3.2×105、9.9×104、2.4×105、1.5×105", None),
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
