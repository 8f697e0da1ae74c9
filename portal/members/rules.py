"""Applications in plain Python."""

import secrets
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle

# Read out over the telephone and typed by hand: nothing that looks or sounds like another.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
REFERENCE_LENGTH = 10
# Somebody who mistypes tries again; a machine that fills the desk does not.
APPLICATIONS = "10 per 1 hour"


class Kind(StrEnum):
    """As what somebody wants to join."""

    AUTHOR = "author"


class Stage(StrEnum):
    """What became of an application."""

    SUBMITTED = "submitted"
    ADMITTED = "admitted"
    REFUSED = "refused"


LIFECYCLE = Lifecycle({Stage.SUBMITTED: frozenset({Stage.ADMITTED, Stage.REFUSED})})


def new_reference() -> str:
    """Return a receipt number nobody can guess: it opens the page of the application."""
    return "zy-" + "".join(secrets.choice(SIGNS) for _ in range(REFERENCE_LENGTH))


def is_reference(text: str) -> bool:
    """Whether this can be a receipt number."""
    name = text.removeprefix("zy-")
    return len(name) == REFERENCE_LENGTH and set(name) <= set(SIGNS)


def first_password() -> str:
    """Return a password for the first sign-in: four groups of four, every kind of sign."""
    groups = ["".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3)]
    last = f"{secrets.choice('ABCDEFGHJKMNPQRSTUVWXYZ')}{secrets.choice('23456789')}"
    return "-".join([*groups, last])
