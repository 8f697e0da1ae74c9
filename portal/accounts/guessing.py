"""Whether a password would be among the first that somebody tries."""

from collections.abc import Sequence

from zxcvbn import zxcvbn

# Of the library's five classes the two that withstand guessing at a stolen table: from 10^8 on.
LOWEST_SCORE = 3
# The library looks at no more; whoever types more than this is safe from lists of passwords.
LONGEST_LOOKED_AT = 72


def is_guessed_early(password: str, known: Sequence[str]) -> bool:
    """Whether lists of common passwords, patterns or ``known`` words lead to it soon."""
    looked_at = password[:LONGEST_LOOKED_AT]
    found = zxcvbn(looked_at, user_inputs=[word for word in known if word])
    return int(found["score"]) < LOWEST_SCORE
