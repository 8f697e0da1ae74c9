"""What the search knows of words: names to keep whole, synonyms, words that say nothing.

The lists shipped are files; the synonyms that editors add stand over them, and count at once:
they belong to the question, and no index is made anew for them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

import yaml

from portal.search.signs import is_han, runs, stem, tidy

HERE = Path(__file__).resolve().parent
Group = tuple[str, ...]


def _read(name: str) -> list[list[str]]:
    groups: list[list[str]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return groups


def joined(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return what else each word is called, from groups of words that mean the same."""
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        members = frozenset(group)
        for word in members:
            found[word] = found.get(word, frozenset()) | (members - {word})
    return found


@cache
def shipped_groups() -> Sequence[Group]:
    """Return the groups that come with the program (synonyms.yaml)."""
    return tuple(tuple(group) for group in _read("synonyms.yaml"))


@cache
def fixed_words() -> frozenset[str]:
    """Return the words that are never cut apart."""
    named = (word for group in _read("lexicon.yaml") for word in group)
    return frozenset({*(word for group in shipped_groups() for word in group), *named})


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing about what is wanted (stopwords.yaml)."""
    lists = yaml.safe_load((HERE / "stopwords.yaml").read_text(encoding="utf-8"))
    return frozenset(str(word) for words in lists.values() for word in words)


class Lexicon:
    """The synonyms in force: those shipped, and the editors' own over them."""

    def __init__(self, own: Iterable[Group] = ()) -> None:
        self.own = tuple(tuple(tidy(word) for word in group) for group in own)
        self._others = joined([*shipped_groups(), *self.own])

    @cached_property
    def _inside(self) -> Sequence[str]:
        names = (name for name in self._others if is_han(name) and len(name) > 1)
        return sorted(names, key=lambda name: (-len(name), name))

    @cached_property
    def _by_stem(self) -> Mapping[str, str]:
        return {stem(name): name for name in self._others if name.isascii() and name.isalpha()}

    @cached_property
    def own_names(self) -> re.Pattern[str] | None:
        """What finds the editors' own words in a folded text, which the dictionary cuts apart."""
        names = sorted({word for group in self.own for word in group}, key=lambda n: (-len(n), n))
        return re.compile("|".join(map(_whole, names))) if names else None

    def others_of(self, word: str) -> Group:
        """Return what else a word is called; 河豚鱼 is called what 河豚 is."""
        if word in self._others:
            return tuple(sorted(self._others[word]))
        if not is_han(word):
            known = self._by_stem.get(stem(word))
            return self.others_of(known) if known else ()
        inside = next((name for name in self._inside if name in word), None)
        return self.others_of(inside) if inside else ()


def _whole(name: str) -> str:
    # A word of letters is one only where no letter or digit touches it.
    head = r"(?<![a-z0-9])" if name[:1].isascii() else ""
    tail = r"(?![a-z0-9])" if name[-1:].isascii() else ""
    return f"{head}{re.escape(name)}{tail}"


@cache
def shipped() -> Lexicon:
    """Return the lexicon as it comes with the program."""
    return Lexicon()


def has_words(name: str) -> bool:
    """Whether a name holds anything that can be looked for."""
    return any(run not in stop_words() for run in runs(tidy(name)))
