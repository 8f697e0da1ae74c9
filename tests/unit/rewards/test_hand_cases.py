"""Forty-odd cases worked by hand with their articles, in a table that a lawyer can read."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.places.profile import load_profile
from portal.places.rules import add_working_days
from portal.rewards.rules import (
    Evidence,
    Figure,
    Findings,
    Match,
    Measure,
    Scheme,
    Spent,
    compute,
    is_major,
    shares,
    supported_grade,
    within_caps,
)
from portal.rewards.scheme_files import schemes_of

TABLE = Path(__file__).with_name("hand_cases.yaml")
CASES = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
ON = date(2026, 11, 21)
Facts = Mapping[str, Any]


def fen(yuan: str) -> int:
    exact = Fraction(yuan) * 100
    assert exact.denominator == 1, yuan
    return int(exact)


def scheme(scheme_id: str, on: date = ON) -> Scheme:
    found = schemes_of("lucheng").find_in_force(scheme_id, on)
    assert found is not None
    return found


def count_amount(ask: Facts) -> Facts:
    on = date.fromisoformat(ask.get("on", ON.isoformat()))
    uplift = Fraction(ask.get("insider_percent", 0), 100)
    matched = fen(ask["matching"]) if "matching" in ask else None
    rule = scheme(ask["scheme"], on)
    counted = compute(rule, ask["grade"], fen(ask["penalty"]), uplift, on, matched_fen=matched)
    reward = Fraction(counted.amount_fen, 100)
    return {"reward": str(reward), "finance": counted.needs_finance_consultation}


def count_shares(ask: Facts) -> Facts:
    parts = shares(fen(ask["reward"]), ask["weights"])
    assert sum(parts) == fen(ask["reward"])
    return {"parts": [yuan(part) for part in parts]}


def yuan(part: int) -> str:
    return str(part // 100) if part % 100 == 0 else f"{part // 100}.{part % 100:02d}"


def find_grade(ask: Facts) -> Facts:
    findings = Findings(Evidence(ask["evidence"]), Match(ask["match"]), ask["gravest"])
    grade = supported_grade(scheme(ask["scheme"]), findings)
    return {"grade": grade.number if grade else None}


def find_major(ask: Facts) -> Facts:
    measures = [Measure(measure) for measure in ask["measures"]]
    return {"is_major": is_major(scheme(ask["scheme"]), fen(ask["penalty"]), measures)}


def count_days(ask: Facts) -> Facts:
    figure = getattr(scheme("zhejiang-2023").windows, ask["window"])
    event, calendar = date.fromisoformat(ask["event"]), load_profile("lucheng").calendar
    return {"last": add_working_days(event, figure.whole, calendar).isoformat()}


def count_caps(ask: Facts) -> Facts:
    riders = next(row for row in schemes_of("lucheng") if row.id == "rider-local")
    elsewhere = replace(
        riders,
        day_cap_fen=Figure(Decimal(fen("300"))),
        month_cap_fen=Figure(Decimal(fen("500"))),
        pool_fen=Figure(Decimal(fen("2000"))),
    )
    spent = Spent(fen(ask["own_day"]), fen(ask["own_month"]), fen(ask["day"]))
    return {"sum": yuan(within_caps(elsewhere, fen(ask["sum"]), spent).amount_fen)}


COUNT: Mapping[str, Callable[[Facts], Facts]] = {
    "amount": count_amount,
    "shares": count_shares,
    "grade": find_grade,
    "major": find_major,
    "days": count_days,
    "caps": count_caps,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['case']}-{case['kind']}")
def test_a_case_ends_as_a_person_works_it_out_by_hand(case: Facts) -> None:
    assert COUNT[case["kind"]](case["ask"]) == case["answer"], case["working"]


def test_the_table_is_whole() -> None:
    assert [case["case"] for case in CASES] == list(range(1, len(CASES) + 1))
    assert len(CASES) >= 40
    for case in CASES:
        assert all(case[column].strip() for column in ("facts", "by", "working")), case["case"]
