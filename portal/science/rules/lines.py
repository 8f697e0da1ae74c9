"""The lines of a text, by number: what a reviewer's note is anchored on."""

from collections.abc import Sequence
from dataclasses import dataclass

# A note on the whole, or on its title.
WHOLE = 0


@dataclass(frozen=True)
class NumberedLine:
    """One line of a text as its author typed it; blank lines count and are not shown."""

    number: int
    text: str


def numbered_lines(title: str, body: str) -> Sequence[NumberedLine]:
    """Return the title as line 0 and every line of the body that says something."""
    lines = [NumberedLine(WHOLE, title)]
    numbered = enumerate(body.splitlines(), start=1)
    return lines + [NumberedLine(number, text) for number, text in numbered if text.strip()]


def find_line(title: str, body: str, number: int) -> NumberedLine | None:
    """Return the line of this number, None where the text has none that says something."""
    return next((line for line in numbered_lines(title, body) if line.number == number), None)
