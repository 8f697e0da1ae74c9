"""Roles, and what they add up to. Which role holds what is data: roles.yaml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from portal.kernel.permissions import Permission

ROLES_FILE = Path(__file__).with_name("roles.yaml")


@dataclass(frozen=True)
class Role:
    """A named set of permissions."""

    code: str
    name: Mapping[str, str]
    permissions: frozenset[Permission]
    needs_second_factor: bool
    is_department_scoped: bool


@cache
def roles() -> Mapping[str, Role]:
    """Return every role by its code."""
    table = yaml.safe_load(ROLES_FILE.read_text(encoding="utf-8"))
    return {
        code: Role(
            code=code,
            name=row["name"],
            permissions=frozenset(Permission(name) for name in row["permissions"]),
            needs_second_factor=row.get("second_factor", False),
            is_department_scoped=row.get("scope") == "department",
        )
        for code, row in table.items()
    }


def permissions_of(codes: Iterable[str]) -> frozenset[Permission]:
    """Return everything that people with these roles may do."""
    return frozenset().union(*(roles()[code].permissions for code in codes if code in roles()))


def needs_second_factor(codes: Iterable[str]) -> bool:
    """Whether any of these roles decides, pays or reads identities."""
    return any(roles()[code].needs_second_factor for code in codes if code in roles())
