"""How long a text takes to read, what its address is called, when it is looked at again."""

import calendar
import math
import re
from datetime import date

from pypinyin import lazy_pinyin

# Adults read 300-500 Chinese characters or 200-250 English words a minute; the slower half.
CHARACTERS_A_MINUTE = 350
WORDS_A_MINUTE = 200
LONGEST_SLUG = 60
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
DECEMBER = 12


def minutes_to_read(text: str) -> int:
    """Return whole minutes, at least one."""
    needed = len(HAN.findall(text)) / CHARACTERS_A_MINUTE + len(WORD.findall(text)) / WORDS_A_MINUTE
    return max(1, math.ceil(needed))


def slug_from(title: str) -> str:
    """Return a name for the address, made of the title's sounds or words."""
    sounds = " ".join(lazy_pinyin(title, errors="default"))
    words = re.findall(r"[a-z0-9]+", sounds.lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}".strip("-")
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    return slug or (words[0][:LONGEST_SLUG] if words else "article")


def is_slug(text: str) -> bool:
    """Whether this can be the name of an article in an address."""
    return len(text) <= LONGEST_SLUG + 20 and SLUG.fullmatch(text) is not None


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month."""
    year, month = divmod(day.year * DECEMBER + day.month - 1 + months, DECEMBER)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
