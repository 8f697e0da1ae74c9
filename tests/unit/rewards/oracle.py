"""What the regulations say of rewards, written from their text alone, nothing of the portal's.

Sources: 国市监稽规〔2021〕4号 (暂行办法), 浙江省实施细则 (2023), the State
Council on the holidays of 2025 and 2026. Sums are yuan as fractions; no float anywhere.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

# 一级 5 %, 不低于 5000 元; 二级 3 %, 3000 元; 三级 1 %, 1000 元.
STANDARD = {
    1: (Fraction(5, 100), Fraction(5_000)),
    2: (Fraction(3, 100), Fraction(3_000)),
    3: (Fraction(1, 100), Fraction(1_000)),
}
MOST_PER_CASE = Fraction(1_000_000)
FINANCE_FROM = Fraction(500_000)
LARGE_FROM = Fraction(100_000)  # 浙江: 含 10 万

TELL, CLAIM, EXTENSION, OBJECT = 15, 30, 10, 10  # 工作日


def award(grade: int, penalty: Fraction, matching: Fraction, uplift: Fraction) -> int:
    """Return the reward in whole yuan: what is below one yuan is dropped."""
    share, least = STANDARD[grade]
    standard = matching * share
    standard = max(standard, least)
    raised = standard + standard * uplift
    allowed = raised if raised < MOST_PER_CASE else MOST_PER_CASE
    assert matching <= penalty
    return allowed.numerator // allowed.denominator


def asks_finance(reward: int, uplift: Fraction) -> bool:
    """Tell whether the finance bureau decides too."""
    return uplift > 0 or not reward < FINANCE_FROM


def is_large(penalty: Fraction) -> bool:
    """Tell whether a penalty is 较大数额 in Zhejiang."""
    return not penalty < LARGE_FROM


def divide(fen: int, weights: Sequence[int]) -> list[int]:
    """Divide 分 by weight; what is left over goes, one 分 each, where most was cut off."""
    whole = sum(weights)
    parts = [fen * weight // whole for weight in weights]
    cut_off = [fen * weight % whole for weight in weights]
    while sum(parts) < fen:
        first = cut_off.index(max(cut_off))
        parts[first] += 1
        cut_off[first] = -1
    return parts


def under_caps(fen: int, caps: Sequence[int | None], spent: Sequence[int]) -> int:
    """Return what still fits under the caps of a rider scheme."""
    rooms = [cap - used for cap, used in zip(caps, spent, strict=True) if cap is not None]
    return max(0, min([fen, *rooms]))


def _between(first: str, last: str) -> set[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=n) for n in range((end - begin).days + 1)}


OFF = (
    _between("2025-01-01", "2025-01-01") | _between("2025-01-28", "2025-02-04")
    | _between("2025-04-04", "2025-04-06") | _between("2025-05-01", "2025-05-05")
    | _between("2025-05-31", "2025-06-02") | _between("2025-10-01", "2025-10-08")
    | _between("2026-01-01", "2026-01-03") | _between("2026-02-15", "2026-02-23")
    | _between("2026-04-04", "2026-04-06") | _between("2026-05-01", "2026-05-05")
    | _between("2026-06-19", "2026-06-21") | _between("2026-09-25", "2026-09-27")
    | _between("2026-10-01", "2026-10-07")
)  # fmt: skip
ON = {
    date.fromisoformat(day)
    for day in (
        "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    )
}  # fmt: skip
OFFICE_DAYS = [
    day
    for day in sorted(_between("2025-01-01", "2027-12-31"))
    if day in ON or (day.isoweekday() < 6 and day not in OFF)
]


def last_day(event: date, days: int) -> date:
    """Return the last of so many working days, the first being the one after the event."""
    return OFFICE_DAYS[bisect_right(OFFICE_DAYS, event) + days - 1]
