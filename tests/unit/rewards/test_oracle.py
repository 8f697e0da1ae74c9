"""Generated cases, counted by the portal and by an oracle that has nothing of it."""

import ast
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from portal.places.profile import load_profile
from portal.places.rules import add_working_days
from portal.rewards.rules import (
    Figure,
    Flag,
    Scheme,
    Spent,
    compute,
    is_major,
    shares,
    within_caps,
)
from portal.rewards.scheme_files import schemes_of
from tests.unit.rewards import oracle

ON = date(2026, 11, 21)
SEED = 20211201
AMOUNTS, SHARES, CAPS, DAYS = 30_000, 30_000, 20_000, 30_000
# Around these penalties (yuan) something begins or ends: floors, the large sum, finance, the cap.
EDGES = (0, 1, 99_999, 100_000, 100_001, 10_000_000, 20_000_000, 50_000_000, 100_000_000)


def scheme(scheme_id: str) -> Scheme:
    found = schemes_of("lucheng").find_in_force(scheme_id, ON)
    assert found is not None
    return found


def penalty_fen(chance: Random) -> int:
    """Return a penalty in 分: near an edge, small, or anything up to a billion yuan."""
    match chance.randrange(3):
        case 0:
            return max(0, chance.choice(EDGES) * 100 + chance.randint(-250, 250))
        case 1:
            return chance.randint(0, 30_000_000)
    return int(10 ** chance.uniform(0, 11))


def check_amounts(chance: Random, count: int) -> None:
    """Compare ``count`` amounts, their consultations and the large sum."""
    rules = [scheme(name) for name in ("zhejiang-2023", "national-2021", "insiders-2024")]
    for n in range(count):
        # All nine of grade and rule meet; dividing by 3 keeps the two apart.
        grade, rule, base = 1 + n % 3, rules[n // 3 % 3], penalty_fen(chance)
        matched = chance.randint(0, base) if chance.random() < 0.2 else None
        percent = chance.choice((0, 0, 0, 1, 33, 50, 99, 100))
        uplift = Fraction(percent, 100)
        counted = compute(rule, grade, base, uplift, ON, matched_fen=matched)
        matching = Fraction(base if matched is None else matched, 100)
        reward = oracle.award(grade, Fraction(base, 100), matching, uplift)
        told = grade, base, matched, percent
        assert counted.amount_fen == reward * 100, told
        assert counted.needs_finance_consultation is oracle.asks_finance(reward, uplift), told
        is_large = oracle.is_large(Fraction(base, 100))
        assert (is_major(rules[0], base, ()) is True) is is_large, told
        if rule is rules[0]:
            assert (Flag.BELOW_LARGE_AMOUNT in counted.flags) is not is_large, told


def check_shares(chance: Random, count: int) -> None:
    """Compare how ``count`` amounts are divided."""
    for _n in range(count):
        fen = chance.randint(0, 100_000_000)
        weights = [chance.randint(0, 9) for _person in range(chance.randint(1, 7))]
        if sum(weights):
            assert list(shares(fen, weights)) == oracle.divide(fen, weights), (fen, weights)


def check_caps(chance: Random, count: int) -> None:
    """Compare what ``count`` sums become under caps by day and month; some are not set."""
    riders = next(row for row in schemes_of("lucheng") if row.id == "rider-local")
    names = ("day_cap_fen", "month_cap_fen", "pool_fen", "month_pool_fen")
    for _n in range(count):
        caps = [chance.choice((None, chance.randrange(100_000))) for _name in names]
        spent = [chance.randrange(110_000) for _name in names]
        figures: dict[str, Any] = {
            name: Figure(None if cap is None else Decimal(cap))
            for name, cap in zip(names, caps, strict=True)
        }
        rule, fen = replace(riders, **figures), chance.randrange(60_000)
        found = within_caps(rule, fen, Spent(*spent))
        assert found.amount_fen == oracle.under_caps(fen, caps, spent), (fen, caps, spent)
        assert len(found.steps) == sum(cap is not None for cap in caps)


def check_days(chance: Random, count: int) -> None:
    """Compare the last day of ``count`` time limits, across holidays and days worked for them."""
    calendar, windows = load_profile("lucheng").calendar, scheme("zhejiang-2023").windows
    assert windows is not None
    limits = (
        (windows.notice.whole, oracle.TELL),
        (windows.claim.whole, oracle.CLAIM),
        (windows.extension.whole, oracle.EXTENSION),
        (windows.objection.whole, oracle.OBJECT),
    )
    for n in range(count):
        event = date(2025, 1, 1) + timedelta(days=chance.randrange(700))
        days, told = limits[n % 4]
        assert days is not None
        assert add_working_days(event, days, calendar) == oracle.last_day(event, told), (event, n)


@pytest.mark.parametrize(
    ("check", "count"),
    [(check_amounts, AMOUNTS), (check_shares, SHARES), (check_caps, CAPS), (check_days, DAYS)],
)
def test_the_portal_and_an_oracle_written_from_the_text_agree(check: object, count: int) -> None:
    assert callable(check)
    check(Random(SEED), count)


def test_the_oracle_knows_nothing_of_the_portal_and_no_float() -> None:
    tree = ast.parse(Path(oracle.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"bisect", "collections.abc", "datetime", "fractions"}
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert not [value for value in constants if isinstance(value, float)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Div)]
