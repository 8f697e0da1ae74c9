"""Receipt numbers that nobody can guess: each opens the page of what somebody sent."""

import secrets

# Read out over the telephone and typed by hand: nothing that looks or sounds like another.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
# 31 ** 12 numbers: nobody comes upon another's by trying.
LENGTH = 12


def new_receipt(room: str) -> str:
    """Return a receipt number that begins with the two letters of its room."""
    return f"{room}-" + "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def is_receipt(room: str, text: str) -> bool:
    """Whether this can be a receipt number of this room."""
    name = text.removeprefix(f"{room}-")
    return name != text and len(name) == LENGTH and set(name) <= set(SIGNS)
