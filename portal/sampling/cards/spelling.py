"""The many ways one item is written, brought down to one key."""

import re
from collections.abc import Iterator

from portal.sampling.rules.names import fold

NOT_SAID = re.compile(r"[^\w+%]|_")
BRACKETED = re.compile(r"\([^()]*\)")
INTRODUCED = re.compile(r"^(?:又名|又称|即|俗称|别名|简称)")
COUNTED_AS = re.compile(r"以.{1,20}?计$")
ORDINAL = re.compile(r"^\d[.、](?!\d)")
TAILS = ("残留量", "残留", "含量", "检出值", "计数", "指标", "不合格", "超标", "项目")
PARTS = re.compile(r"[,，、/;；:：]")


def key_of(name: str) -> str:
    """Return a name as it is compared: folded, without brackets, blanks and other signs."""
    return NOT_SAID.sub("", fold(name))


def keys_of(name: str) -> Iterator[str]:
    """Yield the keys an item may be known by, the most exact first.

    The whole name; without what stands in brackets; what stands in brackets (甜蜜素 in
    环己基氨基磺酸钠（甜蜜素）); without 以…计 and words such as 残留量; the part before a comma.
    """
    seen = {""}
    for spelling in _spellings(ORDINAL.sub("", fold(name))):
        key = NOT_SAID.sub("", spelling)
        for one in (key, COUNTED_AS.sub("", key), _without_tail(key)):
            if one not in seen:
                seen.add(one)
                yield one


def _spellings(folded: str) -> Iterator[str]:
    yield folded
    without = folded
    # Innermost first, so that (a(b)c) goes whole.
    inside: list[str] = []
    while found := BRACKETED.search(without):
        inside.append(INTRODUCED.sub("", found[0][1:-1]))
        without = without[: found.start()] + without[found.end() :]
    yield without
    yield from inside
    yield PARTS.split(without, maxsplit=1)[0]


def _without_tail(key: str) -> str:
    plain = COUNTED_AS.sub("", key)
    for tail in TAILS:
        plain = plain.removesuffix(tail)
    return plain
