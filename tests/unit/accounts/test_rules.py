import pytest

from portal.accounts import rules
from portal.accounts.rules import PasswordRule, SignInLimits
from portal.kernel.permissions import Permission

DECIDES = {
    Permission.CASE_HANDLE,
    Permission.IDENTITY_READ,
    Permission.REWARD_APPROVE,
    Permission.REWARD_PAY,
    Permission.SAMPLING_PUBLISH,
    Permission.ARTICLE_PUBLISH,
    Permission.ACCOUNT_MANAGE,
    Permission.AUDIT_READ,
}


@pytest.mark.parametrize("code", sorted(rules.roles()))
def test_whoever_decides_pays_or_reads_identities_needs_a_second_factor(code: str) -> None:
    role = rules.roles()[code]
    if role.permissions & DECIDES:
        assert role.needs_second_factor
    assert role.name["zh"]
    assert role.name["en"]


def test_the_administrator_neither_reads_cases_nor_approves_rewards() -> None:
    may = rules.permissions_of(["administrator"])
    assert not may & {Permission.CASE_READ, Permission.IDENTITY_READ, Permission.REWARD_APPROVE}


def test_no_single_role_both_imports_and_publishes_or_approves_and_pays() -> None:
    for role in rules.roles().values():
        assert not {Permission.SAMPLING_IMPORT, Permission.SAMPLING_PUBLISH} <= role.permissions
        assert not {Permission.REWARD_APPROVE, Permission.REWARD_PAY} <= role.permissions
        assert not {Permission.REWARD_PROPOSE, Permission.REWARD_APPROVE} <= role.permissions


def test_the_auditor_only_reads() -> None:
    may = rules.permissions_of(["auditor"])
    reading = {Permission.AUDIT_READ, Permission.JOB_READ, Permission.REWARD_LEDGER}
    assert may == {Permission.DESK_OPEN, *reading}


def test_every_permission_belongs_to_a_role() -> None:
    assert rules.permissions_of(rules.roles()) == set(Permission)


def test_an_unknown_role_gives_nothing() -> None:
    assert rules.permissions_of(["queen"]) == frozenset()
    assert not rules.needs_second_factor(["queen"])


def test_limits_are_data_and_never_absent() -> None:
    assert SignInLimits.of(failures=3, minutes=10) == SignInLimits(
        "3 per 10 minutes", "30 per 10 minutes"
    )
    assert SignInLimits.of(failures=None, minutes=None).by_name == "1 per 1 minutes"


@pytest.mark.parametrize(
    ("password", "is_right"),
    [
        ("short A1", False),
        ("alllowercase", False),
        ("Lower and UPPER", True),
        ("密码密码密码密码密码aA", True),
    ],
)
def test_a_password_is_long_and_of_several_kinds(password: str, is_right: bool) -> None:
    assert PasswordRule(shortest=10, classes=3).accepts(password) == is_right
