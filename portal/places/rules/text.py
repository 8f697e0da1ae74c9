"""Bilingual wording and the small vocabularies the parameters are described with."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Chinese, which is authoritative, and in English."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """Return the wording for this language; whatever is not English is answered in Chinese."""
        return self.en if language.lower().startswith("en") else self.zh

    def __str__(self) -> str:
        return self.zh


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a vocabulary: the code that programs use and the name that people read."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The named lists of terms a profile is written in, each in its order of appearance."""

    groups: Mapping[str, Term]
    units: Mapping[str, Term]
    clock_starts: Mapping[str, Term]
    pauses: Mapping[str, Term]
    fields: Mapping[str, Term]
