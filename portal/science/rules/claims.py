"""Statements that are likely medical or legal, and what a source is, by word lists that are data.

What is found is a hint for whoever writes and reviews (capabilities.md E3); whether a statement is
one is for them to say. The lists stand in claims.yaml.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from portal.places.rules import Text
from portal.science.rules.facts import ArticleFacts, Source

CLAIMS_FILE = Path(__file__).resolve().parent.parent / "claims.yaml"
AROUND = 12  # characters shown on either side of a word, enough to see what is said of it
MOST_SHOWN = 12  # of one kind; whoever sees a dozen knows that there are some


class ClaimKind(StrEnum):
    """What a statement may be."""

    MEDICAL = "medical"
    LEGAL = "legal"


@dataclass(frozen=True)
class Claim:
    """A word of the list, and the words around its first place in the text."""

    kind: ClaimKind
    word: str
    before: str
    after: str


@dataclass(frozen=True)
class SourceKind:
    """What a source is, and which statements it can carry."""

    code: str
    name: Text
    carries: frozenset[ClaimKind]
    fits: re.Pattern[str]


@dataclass(frozen=True)
class WordLists:
    """What the file says."""

    words: Mapping[ClaimKind, re.Pattern[str]]
    sources: tuple[SourceKind, ...]


@cache
def word_lists() -> WordLists:
    """Return the lists of claims.yaml."""
    table = yaml.safe_load(CLAIMS_FILE.read_text(encoding="utf-8"))
    words = {ClaimKind(code): _pattern(**row) for code, row in table["claims"].items()}
    sources = tuple(
        SourceKind(
            code=row["code"],
            name=Text(**row["name"]),
            carries=frozenset(ClaimKind(code) for code in row["carries"]),
            fits=re.compile(row["fits"], re.IGNORECASE),
        )
        for row in table["sources"]
    )
    return WordLists(words, sources)


def _pattern(zh: Sequence[str], en: Sequence[str]) -> re.Pattern[str]:
    # The longest first, so that 国家标准 is found as such; English words begin where a word does.
    chinese = "|".join(re.escape(word) for word in sorted(zh, key=len, reverse=True))
    english = "|".join(re.escape(word) for word in sorted(en, key=len, reverse=True))
    return re.compile(rf"{chinese}|\b(?:{english})", re.IGNORECASE)


def find_claims(text: str) -> tuple[Claim, ...]:
    """Return the words that make statements likely medical or legal, each once, in text order."""
    found: dict[tuple[ClaimKind, str], Claim] = {}
    flat = " ".join(text.split())
    for kind, pattern in word_lists().words.items():
        for match in pattern.finditer(flat):
            key = (kind, match[0].lower())
            if key not in found and sum(known is kind for known, _word in found) < MOST_SHOWN:
                begin, end = match.span()
                before, after = flat[max(0, begin - AROUND) : begin], flat[end : end + AROUND]
                found[key] = Claim(kind, match[0], before, after)
    return tuple(found.values())


def kind_of_source(source: Source) -> SourceKind:
    """Return what a source is, by how it is written."""
    text = " ".join((source.reference, source.title, source.url, source.publisher))
    return next(kind for kind in word_lists().sources if kind.fits.search(text))


@dataclass(frozen=True)
class SourceCheck:
    """What an article likely states, and which of it none of its sources can carry."""

    claims: tuple[Claim, ...]
    uncarried: tuple[ClaimKind, ...]
    is_undeclared: bool

    @property
    def is_warning(self) -> bool:
        """Whether somebody should look."""
        return bool(self.uncarried) or self.is_undeclared


def check_sources(facts: ArticleFacts, text: str) -> SourceCheck:
    """Look for likely statements, and whether a source of the right kind stands beside them.

    ``text`` is the body as people read it, without its marks.
    """
    claims = find_claims(f"{facts.title}\n{facts.summary}\n{text}")
    carried = frozenset[ClaimKind]().union(
        *(kind_of_source(source).carries for source in facts.sources)
    )
    told = {claim.kind for claim in claims}
    uncarried = tuple(kind for kind in ClaimKind if kind in told - carried)
    return SourceCheck(claims, uncarried, is_undeclared=bool(claims) and not facts.has_claims)
