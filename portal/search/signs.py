"""How a text is written: its width, case, script, and the forms of its words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from opencc import OpenCC
from whoosh.lang.porter import stem as porter

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{HAN}]+|[a-z]+|[0-9]+|[^\W_a-z0-9{HAN}]+")
_IS_HAN = re.compile(rf"[{HAN}]")


@cache
def _simplified() -> Mapping[int, str]:
    # One by one, so that a place in the folded text is a place in the text.
    known = "".join(map(chr, range(0x3400, 0xA000)))
    plain = OpenCC("t2s").convert("\n".join(known)).split("\n")
    return {ord(old): new for old, new in zip(known, plain, strict=True) if old != new}


def fold(text: str) -> str:
    """Return the text in one width, one case, and simplified characters."""
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what the forms of an English word have in common."""
    return str(porter(word))


def runs(text: str) -> Iterator[str]:
    """Yield the stretches of one script in a folded text."""
    return (found.group() for found in _RUN.finditer(text))


def is_han(run: str) -> bool:
    """Whether a stretch is Chinese."""
    return _IS_HAN.match(run) is not None


def pairs(run: str) -> list[str]:
    """Return the neighbours of a Chinese stretch, two by two."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def tidy(name: str) -> str:
    """Return a folded name with single blanks between its parts and none around it."""
    return " ".join(fold(name).split())
