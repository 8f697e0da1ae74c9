"""Whose case is whose: which cases a member of staff may see and work on."""

from portal.accounts import rules as roles
from portal.accounts.models import Account
from portal.complaints.models import Case
from portal.complaints.words import REFUSALS
from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.permissions import Permission
from portal.places.profile import current_place


def departments_of(person: Account) -> frozenset[str]:
    """Return the departments whose cases this person sees.

    Handlers see their own department's; a clerk sees what lies with the intake department.
    """
    seen = {person.department} if person.department else set()
    table = roles.roles()
    scoped = all(table[code].is_department_scoped for code in person.roles if code in table)
    if person.may(Permission.CASE_READ) and not scoped:
        seen.add(current_place().departments.intake.code)
    return frozenset(seen)


def check_may_see(case: Case, person: Account) -> None:
    """Raise NotAllowed where the case lies with another department."""
    if case.department not in departments_of(person):
        raise NotAllowed(REFUSALS["other_department"])


def check_same_department(case: Case, person: Account) -> None:
    """Raise NotAllowed unless this person handles cases for the department that owns this one."""
    if not person.may(Permission.CASE_HANDLE) or person.department != case.department:
        raise NotAllowed(REFUSALS["other_department"])


def check_may_assign(case: Case, person: Account) -> None:
    """Raise NotAllowed unless this person handles cases, or leads, where this one lies."""
    may = person.may(Permission.CASE_HANDLE) or person.may(Permission.CASE_LEAD)
    if not may or person.department != case.department:
        raise NotAllowed(REFUSALS["other_department"])


def check_handler(case: Case, person: Account) -> None:
    """Raise unless the case is assigned to this person in the department that owns it."""
    check_same_department(case, person)
    if case.handler_id is None:
        raise Refused(REFUSALS["handler_first"])
    if case.handler_id != person.id:
        raise NotAllowed(REFUSALS["not_yours"])
