"""Facts for tests of derived grades."""

from datetime import date
from decimal import Decimal

from portal.enterprises.facts import Fact, FactSource

DAY = date(2026, 11, 22)


def fact(
    kind: str,
    on: str,
    *,
    until: str | None = None,
    amount: str | int | None = None,
    reference: str = "",
) -> Fact:
    """Return a fact with days as text."""
    return Fact(
        kind=kind,
        on=date.fromisoformat(on),
        until=date.fromisoformat(until) if until else None,
        amount=None if amount is None else Decimal(amount),
        detail=f"示例：{kind}",
        source=FactSource("示例文件", reference),
    )
