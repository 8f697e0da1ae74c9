"""Applications: who may ask to join as what, and the numbers that are given out."""

import secrets
from dataclasses import dataclass
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
    SUPERVISOR = "supervisor"
    HELPER = "helper"


class Consent(StrEnum):
    """What somebody on the roll may agree to, each for itself and each taken back at any time.

    Personal Information Protection Law, Article 25: nothing personal is published without a
    consent of its own.
    """

    LISTED = "listed"
    SIGNED = "signed"
    THANKED = "thanked"
    HOURS = "hours"


class Stage(StrEnum):
    """What became of an application."""

    SUBMITTED = "submitted"
    ADMITTED = "admitted"
    REFUSED = "refused"


# The role whose desk somebody admitted works at.
ROLES = {Kind.AUTHOR: "volunteer", Kind.SUPERVISOR: "supervisor", Kind.HELPER: "helper"}
CARD_LETTERS = {Kind.AUTHOR: "ZY", Kind.SUPERVISOR: "JD", Kind.HELPER: "YG"}
LIFECYCLE = Lifecycle({Stage.SUBMITTED: frozenset({Stage.ADMITTED, Stage.REFUSED})})


@dataclass(frozen=True)
class Wish:
    """What somebody would like to do, where, and whether the roll may name them."""

    name: str
    contact: str
    told: str
    kind: Kind = Kind.AUTHOR
    region: str | None = None
    may_list: bool = False


def new_reference() -> str:
    """Return a receipt number nobody can guess: it opens the page of the application."""
    return "zy-" + "".join(secrets.choice(SIGNS) for _ in range(REFERENCE_LENGTH))


def reference_of(digest: str) -> str:
    """Return the receipt number that a keyed digest (hexadecimal) stands for.

    Nobody who has not the key can guess it, and the same form is always given the same one.
    """
    left, signs = int(digest, 16), ""
    for _n in range(REFERENCE_LENGTH):
        left, sign = divmod(left, len(SIGNS))
        signs += SIGNS[sign]
    return f"zy-{signs}"


def is_reference(text: str) -> bool:
    """Whether this can be a receipt number."""
    name = text.removeprefix("zy-")
    return len(name) == REFERENCE_LENGTH and set(name) <= set(SIGNS)


def new_card(kind: Kind) -> str:
    """Return the number on a card, such as JD-7K3M-92QF: it tells the kind and nothing else."""
    first, second = ("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(2))
    return f"{CARD_LETTERS[kind]}-{first}-{second}".upper()


def first_password() -> str:
    """Return a password for the first sign-in: four groups of four, every kind of sign."""
    groups = ["".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3)]
    last = f"{secrets.choice('ABCDEFGHJKMNPQRSTUVWXYZ')}{secrets.choice('23456789')}"
    return "-".join([*groups, last])
