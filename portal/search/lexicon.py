"""What the search knows of words: names to keep whole, synonyms, words that say nothing.

The lists shipped are files; editors add synonyms of their own at the desk.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent


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
def synonyms() -> Mapping[str, frozenset[str]]:
    """Return what else each word is called (synonyms.yaml)."""
    return joined(_read("synonyms.yaml"))


@cache
def fixed_words() -> frozenset[str]:
    """Return the words that are never cut apart."""
    return frozenset({*synonyms(), *(word for group in _read("lexicon.yaml") for word in group)})


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing about what is wanted (stopwords.yaml)."""
    lists = yaml.safe_load((HERE / "stopwords.yaml").read_text(encoding="utf-8"))
    return frozenset(str(word) for words in lists.values() for word in words)
