"""The place's rules for passwords and sessions, read from its parameters."""

from dataclasses import dataclass
from datetime import timedelta

from portal.accounts.rules import PasswordRule, SignInLimits
from portal.kernel import clock
from portal.places.profile import current_place


@dataclass(frozen=True)
class Policy:
    """How long, how often and how strong; None where the place has not decided."""

    limits: SignInLimits
    password: PasswordRule
    idle: timedelta | None
    longest: timedelta | None
    password_age: timedelta | None


def current_policy() -> Policy:
    """Return the policy in force today (GB/T 22239-2019 practice unless the bureau decides)."""
    parameters, today = current_place().parameters, clock.today()
    idle = parameters.whole("accounts.idle_minutes", today)
    longest = parameters.whole("accounts.absolute_hours", today)
    age = parameters.whole("accounts.password_days", today)
    return Policy(
        limits=SignInLimits.of(
            failures=parameters.whole("accounts.lock_after_failures", today),
            minutes=parameters.whole("accounts.lock_minutes", today),
        ),
        password=PasswordRule(
            shortest=parameters.whole("accounts.password_min_chars", today) or 1,
            classes=parameters.whole("accounts.password_classes", today) or 1,
        ),
        idle=None if idle is None else timedelta(minutes=idle),
        longest=None if longest is None else timedelta(hours=longest),
        password_age=None if age is None else timedelta(days=age),
    )
