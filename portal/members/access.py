"""Whose observation is whose: each belongs to one department, as a case does."""

from portal.accounts.models import Account
from portal.kernel.errors import NotAllowed
from portal.members.models import Observation
from portal.members.policy import department_of
from portal.members.words import WORDS


def check_same_department(observation: Observation, person: Account) -> None:
    """Raise NotAllowed unless this person handles for the department the observation is of."""
    if person.department != department_of(observation.domain):
        raise NotAllowed(WORDS["other_department"])
