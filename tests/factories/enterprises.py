"""Enterprises for tests."""

from itertools import count
from typing import Any

from stdnum.cn import uscc

from portal.enterprises import services
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseKind
from portal.enterprises.services import Entry
from portal.kernel.audit import SYSTEM

_numbers = count(1)


def credit_code(number: int) -> str:
    """Return a well-formed unified credit code of Lucheng; different numbers, different codes."""
    body = f"91330302MA{number:07d}"
    return body + str(uscc.calc_check_digit(body))


def make_enterprise(name: str = "", **facts: Any) -> Enterprise:
    """Return a new enterprise; the caller commits."""
    number = next(_numbers)
    facts = {"credit_code": credit_code(number), "kind": EnterpriseKind.MAKER, **facts}
    return services.add_enterprise(
        Entry(name=name or f"示例食品厂 {number} 号", **facts), by=SYSTEM
    )
