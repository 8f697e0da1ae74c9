"""Caps by day and month and pools: worked by hand, then held against whatever comes."""

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from portal.kernel import clock
from portal.places.rules import Text
from portal.rewards.riders.rules import (
    CountedTip,
    Granted,
    grant,
    is_easy_pin,
    largest_sum,
    must_wait,
)
from portal.rewards.rules import Figure, Grade, Instrument, Kind, Level, Scheme, StepKind

WORDS = Text(zh="示例", en="Example")
NINE = datetime(2026, 3, 2, 9, tzinfo=clock.CHINA)


def yuan(amount: int | None) -> Figure:
    """Return a number of a scheme, given in yuan."""
    return Figure(value=None if amount is None else Decimal(amount * 100))


def scheme(**caps: int | None) -> Scheme:
    """Return the riders' scheme of 建湖: 50 yuan found true, 300 where a case was opened.

    300 a day and 500 a month for one rider, 2,000 a day for all (regulations.md 2.3).
    """
    told = {"day": 300, "month": 500, "pool": 2000, **caps}
    return Scheme(
        id="rider-local",
        version="test",
        name=WORDS,
        instrument=Instrument(name=WORDS),
        level=Level.LOCAL,
        summary=WORDS,
        kind=Kind.FIXED,
        grades=(
            Grade(1, WORDS, WORDS, fixed_fen=yuan(300)),
            Grade(2, WORDS, WORDS, fixed_fen=yuan(50)),
        ),
        day_cap_fen=yuan(told["day"]),
        month_cap_fen=yuan(told["month"]),
        pool_fen=yuan(told["pool"]),
    )


def tip(key: int, amount: int, *, rider: str = "a", day: int = 2, hour: int = 0) -> CountedTip:
    """Return a tip counted on a day of March at some hour after nine, its sum in yuan."""
    at = NINE.replace(day=day) + timedelta(hours=hour, minutes=key)
    return CountedTip(f"{key:04}", rider, at, at.date(), amount * 100)


def in_yuan(found: dict[str, Granted]) -> list[tuple[int, int, StepKind | None]]:
    """Return what was granted and what lies above, in yuan, in the order of the keys."""
    rows = [found[key] for key in sorted(found)]
    return [(row.granted_fen // 100, row.above_fen // 100, row.limit) for row in rows]


DAY, MONTH, POOL = StepKind.DAY_CAP, StepKind.MONTH_CAP, StepKind.DAY_POOL
HAND_CASES = [
    ("one found true", [tip(1, 50)], [(50, 0, None)]),
    ("one with a case opened fills the day", [tip(1, 300)], [(300, 0, None)]),
    ("six at 50 fill the day", [tip(n, 50) for n in range(1, 7)], [(50, 0, None)] * 6),
    (
        "the seventh at 50 is above the day",
        [tip(n, 50) for n in range(1, 8)],
        [(50, 0, None)] * 6 + [(0, 50, DAY)],
    ),
    ("300 after 50 is cut to 250", [tip(1, 50), tip(2, 300)], [(50, 0, None), (250, 50, DAY)]),
    (
        "the next day begins anew, the month does not: 500",
        [tip(1, 300), tip(2, 300, day=3), tip(3, 50, day=4)],
        [(300, 0, None), (200, 100, MONTH), (0, 50, MONTH)],
    ),
    (
        "the seventh rider of a day finds 200 left of 2,000",
        [tip(n, 300, rider=str(n)) for n in range(1, 8)],
        [(300, 0, None)] * 6 + [(200, 100, POOL)],
    ),
    (
        "another rider has caps of their own",
        [tip(1, 300), tip(2, 300, rider="b")],
        [(300, 0, None)] * 2,
    ),
    (
        "first in time, however they are told",
        [tip(9, 50, hour=1), tip(1, 300)],
        [(300, 0, None), (0, 50, DAY)],
    ),
]


@pytest.mark.parametrize(
    ("tips", "expected"), [case[1:] for case in HAND_CASES], ids=[case[0] for case in HAND_CASES]
)
def test_what_a_person_worked_out_by_hand(
    tips: list[CountedTip], expected: list[tuple[int, int, StepKind | None]]
) -> None:
    assert in_yuan(grant(tips, scheme())) == expected


def test_a_cap_that_nobody_set_caps_nothing() -> None:
    tips = [tip(n, 300) for n in range(1, 30)]
    found = grant(tips, scheme(day=None, month=None, pool=None))
    assert all(row.above_fen == 0 for row in found.values())


def test_what_was_granted_keeps_its_place_beside_an_earlier_tip_found_true_later() -> None:
    late = replace(tip(1, 300, hour=5), settled_fen=30_000)
    found = grant([late, tip(2, 50)], scheme())
    assert in_yuan(found) == [(300, 0, None), (0, 50, DAY)]


def test_a_later_tip_waits_only_while_an_earlier_one_could_take_its_money() -> None:
    own, earlier = tip(5, 50, hour=2), tip(1, 0)
    assert must_wait(own, [earlier], scheme())
    assert not must_wait(own, [earlier], scheme(day=None, month=None, pool=None))
    assert not must_wait(own, [replace(earlier, settled_fen=5_000)], scheme())
    assert not must_wait(own, [tip(9, 0, hour=3)], scheme())
    assert not must_wait(own, [replace(earlier, rider="b")], scheme())
    assert largest_sum(scheme()) == 30_000


TIPS = st.lists(
    st.builds(
        tip,
        key=st.integers(1, 9999),
        amount=st.sampled_from([0, 50, 300, 200]),
        rider=st.sampled_from("abc"),
        day=st.integers(1, 4),
        hour=st.integers(0, 9),
    ),
    max_size=40,
    unique_by=lambda one: one.key,
)
CAPS = st.fixed_dictionaries(
    {
        "day": st.none() | st.integers(0, 400),
        "month": st.none() | st.integers(0, 900),
        "pool": st.none() | st.integers(0, 900),
    }
)


@examples(max_examples=60)
@given(TIPS, CAPS, st.randoms(use_true_random=False))
def test_sums_stay_within_every_cap_and_time_alone_decides(
    tips: list[CountedTip], caps: dict[str, int | None], chance: random.Random
) -> None:
    rule = scheme(**caps)
    found = grant(tips, rule)
    taken: dict[str, Counter[object]] = {"day": Counter(), "month": Counter(), "pool": Counter()}
    for one in tips:
        given_fen = found[one.key].granted_fen
        assert 0 <= given_fen <= one.amount_fen
        assert (found[one.key].limit is None) == (given_fen == one.amount_fen)
        taken["day"][one.rider, one.on] += given_fen
        taken["month"][one.rider] += given_fen
        taken["pool"][one.on] += given_fen
    for name, cap in caps.items():
        assert cap is None or all(sum_ <= cap * 100 for sum_ in taken[name].values())
    mixed = [*tips]
    chance.shuffle(mixed)
    assert grant(mixed, rule) == found
    settled = [replace(one, settled_fen=found[one.key].granted_fen) for one in tips]
    again = {key: row.granted_fen for key, row in grant(settled, rule).items()}
    assert again == {key: row.granted_fen for key, row in found.items()}
    in_time = sorted(tips, key=lambda one: (one.at, one.key))
    half = in_time[: len(in_time) // 2]
    assert grant(half, rule) == {one.key: found[one.key] for one in half}


@pytest.mark.parametrize("pin", ["111111", "123456", "987654", "890123"])
def test_a_pin_that_everybody_tries_first_is_told_apart(pin: str) -> None:
    assert is_easy_pin(pin)
    assert not is_easy_pin("480913")
