"""The first letters of the pinyin of names, by which people ask who type no Chinese: 豇豆 is jd."""

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from portal.sampling.rules.names import HAN, fold

# Names of products and makers repeat; reading one takes a tenth of a millisecond.
NAMES_KEPT = 65536
LETTER = re.compile(r"[a-z]")


@lru_cache(maxsize=NAMES_KEPT)
def initials_of(name: str) -> str:
    """Return the initials of the Chinese characters in a name, as they are read in it.

    Characters of several readings are read in their words: 重庆 is cq. What is not Chinese is left
    out; it is found as it is written.
    """
    characters = "".join(HAN.findall(fold(name)))
    if not characters:
        return ""
    letters = lazy_pinyin(characters, style=Style.FIRST_LETTER, errors="ignore")
    return "".join(letter for letter in letters if LETTER.fullmatch(letter))
