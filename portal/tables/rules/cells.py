"""What stands in a cell: text without what nobody sees, and titles as they are compared."""

import unicodedata
from functools import lru_cache

REMEMBERED = 65_536
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
LETTERS = 26
# What people type into a cell that has nothing to say.
NOTHING = frozenset({"/", "\\", "-", "--", "—", "——", "－", "无", "n/a", "null", "none", "\\n"})


@lru_cache(REMEMBERED)
def plain(text: str) -> str:
    """Return ``text`` without invisible characters, blanks folded."""
    visible = (
        " " if unicodedata.category(char) in _INVISIBLE else char
        for char in text.replace("\u200b", "")
    )
    return " ".join("".join(visible).split())


@lru_cache(REMEMBERED)
def folded(text: str) -> str:
    """Return a title or a word as it is compared: one width, small, without blanks."""
    return "".join(unicodedata.normalize("NFKC", plain(text)).casefold().split())


def filled(text: str) -> str:
    """Return a cell's text with blanks folded, or nothing where it only fills the space."""
    told = plain(text)
    return "" if folded(told) in NOTHING else told


def cell_address(column: int, line: int) -> str:
    """Return what spreadsheets call a cell: column 3 (counted from 0) of line 17 is D17."""
    letters, number = "", column + 1
    while number:
        number, letter = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{line}"
