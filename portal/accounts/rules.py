"""Roles, and what they add up to. Which role holds what is data: roles.yaml."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from portal.kernel.permissions import Permission

# Where staff and volunteers begin: an endpoint.
STAFF_HOME = "accounts.show_desk"
ROLES_FILE = Path(__file__).with_name("roles.yaml")


@dataclass(frozen=True)
class Role:
    """A named set of permissions."""

    code: str
    name: Mapping[str, str]
    permissions: frozenset[Permission]
    needs_second_factor: bool
    is_department_scoped: bool
    is_bound: bool = False
    home: str = STAFF_HOME


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
            is_bound=row.get("bound", False),
            home=row.get("home", STAFF_HOME),
        )
        for code, row in table.items()
    }


def permissions_of(codes: Iterable[str]) -> frozenset[Permission]:
    """Return everything that people with these roles may do."""
    return frozenset().union(*(roles()[code].permissions for code in codes if code in roles()))


def needs_second_factor(codes: Iterable[str]) -> bool:
    """Whether any of these roles decides, pays or reads identities."""
    return any(roles()[code].needs_second_factor for code in codes if code in roles())


def is_bound(codes: Iterable[str]) -> bool:
    """Whether somebody with these roles acts for an enterprise, not for the bureau."""
    return any(roles()[code].is_bound for code in codes if code in roles())


def home_of(codes: Iterable[str]) -> str:
    """Return the endpoint at which somebody with these roles begins."""
    homes = {roles()[code].home for code in codes if code in roles()}
    return homes.pop() if len(homes) == 1 else STAFF_HOME


@dataclass(frozen=True)
class PasswordRule:
    """How strong a password must be: characters, and kinds of them (a, A, 1, everything else)."""

    shortest: int
    classes: int

    def accepts(self, password: str) -> bool:
        """Whether the password is long and varied enough."""
        kinds = {
            "lower"
            if sign.islower()
            else "upper"
            if sign.isupper()
            else "digit"
            if sign.isdigit()
            else "other"
            for sign in password
        }
        return len(password) >= self.shortest and len(kinds) >= self.classes


@dataclass(frozen=True)
class SignInLimits:
    """How often a password may be tried, in the words of the throttle."""

    by_name: str
    by_network: str

    @classmethod
    def of(cls, *, failures: int | None, minutes: int | None) -> "SignInLimits":
        """Build the limits from the place's parameters.

        A portal without a throttle would be open to guessing: where the place has not decided,
        one try a minute stands in, which nobody will take for a rule.
        """
        tries, span = failures or 1, minutes or 1
        # An office shares one address: it may try for ten people at once.
        return cls(f"{tries} per {span} minutes", f"{tries * 10} per {span} minutes")


@dataclass(frozen=True)
class NewAccount:
    """What an administrator says of somebody who is to have an account."""

    username: str
    display_name: str
    password: str
    roles: Sequence[str]
    department: str | None = None
    is_bound: bool = False
