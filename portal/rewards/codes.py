"""Numbers people write down: easy to read aloud, impossible to guess where they are secret."""

import re
import secrets
from datetime import date

# Without 0 O, 1 I L, and U, which are mistaken for one another on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
REWARD_REFERENCE = re.compile(rf"JL[0-9]{{2}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")
CLAIM_GROUPS = 4
IDENTITY = "SF"


def _groups(count: int) -> str:
    signs = [secrets.choice(ALPHABET) for _ in range(count * GROUP)]
    return "-".join("".join(signs[n : n + GROUP]) for n in range(0, len(signs), GROUP))


def new_reward_reference(on: date) -> str:
    """Return the public number of a reward opened on this day."""
    return f"JL{on:%y}-{_groups(2)}"


def is_reward_reference(text: str) -> bool:
    """Whether this could be the number of a reward."""
    return REWARD_REFERENCE.fullmatch(text) is not None


def new_payment_reference(on: date) -> str:
    """Return the number under which finance knows one attempt to pay."""
    return f"ZF{on:%y}-{_groups(2)}"


def new_batch_reference(on: date) -> str:
    """Return the number of a batch of payments."""
    return f"PC{on:%y}-{_groups(2)}"


def new_identity_code() -> str:
    """Return the name under which a reporter without a name collects (身份代码); no secret."""
    return f"{IDENTITY}-{_groups(2)}"


def new_claim_code() -> str:
    """Return the secret of one claim (领取码), about 78 bits."""
    return _groups(CLAIM_GROUPS)


def plain_code(typed: str) -> str:
    """Return a code as it was issued, however it was typed."""
    return "".join(sign for sign in typed.upper() if sign in ALPHABET)


def plain_identity(typed: str) -> str:
    """Return an identity code as it was issued, however it was typed."""
    signs = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    if len(signs) > 2 * GROUP:
        signs = signs.removeprefix(IDENTITY)
    return f"{IDENTITY}-{signs[:GROUP]}-{signs[GROUP:]}"
