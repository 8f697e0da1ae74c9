"""Where words stand in many texts: every part of a text is found, however short.

All texts lie behind one another as numbers, one for each character, and for each character it is
known where it stands. A word is looked up at its rarest character; beside it the others must
stand. There is nothing to guess and nothing to check again.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from string import ascii_lowercase
from typing import Any

import numpy as np
import numpy.typing as npt
from pypinyin.constants import PINYIN_DICT

Numbers = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
ROW_END, FIELD_END = "\x00", "\x01"
CODEPOINTS = 0x110000
# Beyond the second, readings are of old texts: 温 would be y as well.
READINGS = 2
NAME_LENGTH = 12
LETTERS = frozenset(ascii_lowercase)
LATIN = re.compile(r"[a-z]{2,}")


class Letters:
    """The folded texts of many rows. ``fold`` is how a text is compared, character by character."""

    def __init__(self, texts: Sequence[str], fold: Callable[[str], str]) -> None:
        self.size = len(texts)
        joined = ROW_END.join(texts) + ROW_END
        if joined.count(ROW_END) > max(self.size, 1):
            joined = ROW_END.join(text.replace(ROW_END, "") for text in texts) + ROW_END
        joined = _expanded(joined, fold)
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        used = _used(points)
        table = np.zeros(CODEPOINTS, dtype=np.uint16)
        self._codes: dict[str, int] = {}
        for point in used.tolist():
            char = chr(point)
            folded = char if char in {ROW_END, FIELD_END} else fold(char)
            if folded:
                table[point] = self._codes.setdefault(folded, len(self._codes) + 1)
        text = table[points]
        self._text: Numbers = text[text > 0]
        ends = np.flatnonzero(self._text == self._codes[ROW_END])
        self._starts: Numbers = np.concatenate(([0], ends[:-1] + 1))
        self._order: Numbers = np.argsort(self._text, kind="stable").astype(np.uint32)
        counts = np.bincount(self._text, minlength=len(self._codes) + 1)
        self._bounds: Numbers = np.concatenate(([0], np.cumsum(counts)))

    def holding(self, word: str) -> Mask:
        """Return which rows hold a folded word."""
        mask = np.zeros(self.size, dtype=np.bool_)
        codes = [self._codes.get(char) for char in word]
        known = [code for code in codes if code is not None]
        if word and len(known) == len(codes):
            mask[self._rows_of(self._places(known))] = True
        return mask

    def _places(self, codes: Sequence[int]) -> Numbers:
        rarest_first = sorted(range(len(codes)), key=lambda at: self._count(codes[at]))
        first, *others = rarest_first
        low, high = self._bounds[codes[first]], self._bounds[codes[first] + 1]
        places = self._order[low:high].astype(np.int64) - first
        places = places[(places >= 0) & (places <= len(self._text) - len(codes))]
        for at in others:
            places = places[self._text[places + at] == codes[at]]
        return places

    def _count(self, code: int) -> int:
        return int(self._bounds[code + 1] - self._bounds[code])

    def _rows_of(self, places: Numbers) -> Numbers:
        return np.searchsorted(self._starts, places, side="right") - 1


class Initials:
    """The first letters of the pinyin of names, in their usual readings: 重 is z and c."""

    def __init__(self, names: Sequence[str]) -> None:
        self.size = len(names)
        points = np.frombuffer("".join(names).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        rows = np.repeat(np.arange(len(names)), [len(name) for name in names])
        table = np.zeros(CODEPOINTS, dtype=np.uint32)
        for point in _used(points).tolist():
            table[point] = letters_of(point)
        letters = table[points]
        self._letters: Numbers = letters[letters > 0]
        self._rows: Numbers = rows[letters > 0]

    def holding(self, word: str) -> Mask:
        """Return which names hold Chinese characters, one after another, with these initials."""
        mask = np.zeros(self.size, dtype=np.bool_)
        if not LATIN.fullmatch(word) or len(word) > len(self._letters):
            return mask
        bits = [np.uint32(1 << (ord(letter) - ord("a"))) for letter in word]
        last = len(self._letters) - len(word) + 1
        places = np.flatnonzero(self._letters[:last] & bits[0])
        for at, bit in enumerate(bits[1:], start=1):
            places = places[(self._letters[places + at] & bit) > 0]
        ends = places + len(word) - 1
        mask[self._rows[places[self._rows[places] == self._rows[ends]]]] = True
        return mask

    def keys(self) -> Numbers:
        """Return a number for each name by which names are put in the order of their initials."""
        first = np.searchsorted(self._rows, np.arange(self.size))
        ends = np.searchsorted(self._rows, np.arange(self.size), side="right")
        nothing = len(self._letters)
        digits = np.zeros(nothing + 1, dtype=np.int64)
        lowest = self._letters & (~self._letters + np.uint32(1))
        digits[:nothing] = np.log2(lowest).astype(np.int64) + 1
        keys = np.zeros(self.size, dtype=np.int64)
        for at in range(NAME_LENGTH):
            keys = keys * 32 + digits[np.where(first + at < ends, first + at, nothing)]
        return keys


@lru_cache(maxsize=65536)
def letters_of(point: int) -> int:
    """Return the letters that readings of a character begin with, each a bit."""
    readings = PINYIN_DICT.get(point, "").split(",")[:READINGS]
    firsts = {unicodedata.normalize("NFD", one)[0] for one in readings if one} & LETTERS
    return sum(1 << (ord(letter) - ord("a")) for letter in firsts)


def _used(points: Numbers) -> Numbers:
    used = np.zeros(CODEPOINTS, dtype=np.bool_)
    used[points] = True
    return np.flatnonzero(used)


def _expanded(joined: str, fold: Callable[[str], str]) -> str:
    """Write out the few characters that stand for several, as ㎏ does for kg."""
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    long = {chr(point) for point in _used(points).tolist() if len(fold(chr(point))) > 1}
    if not long:
        return joined
    return re.sub("[" + re.escape("".join(long)) + "]", lambda found: fold(found[0]), joined)
