"""How well each document answers: BM25 over characters, pairs of them, and stems.

Asking for all words finds nothing for most natural questions, so no word is required; a document
that has them all stands higher.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from portal.search.analysis import Question, Word, chain
from portal.search.lexicon import stop_words
from portal.search.postings import Numbers, Segments
from portal.search.rules import Choice, Entry
from portal.search.signs import fold, is_han

SATURATION, BY_LENGTH = 1.0, 0.7  # BM25's k1 and b
ALL_WORDS = 1.5
MOST_TELLING = 25
# Weaker hits than this share of the best share little but a common word with the question.
WEAKEST = 0.22
FACETS = ("kind", "column", "language", "year")
Flags = npt.NDArray[np.bool_]


class Codes:
    """The values of one facet as numbers, and back."""

    def __init__(self, values: Sequence[str]) -> None:
        self.names = sorted(set(values))
        known = {name: number for number, name in enumerate(self.names)}
        self.of_document = np.array([known[value] for value in values], np.int32)

    def is_(self, name: str) -> Flags:
        """Tell of each document whether it has this value."""
        number = self.names.index(name) if name in self.names else -1
        return np.equal(self.of_document, number)

    def count(self, numbers: Numbers) -> dict[str, int]:
        """Return how many of these documents have each value that any of them has."""
        counts = np.bincount(self.of_document[numbers], minlength=len(self.names))
        return {name: int(n) for name, n in zip(self.names, counts, strict=True) if n and name}


@dataclass(frozen=True)
class Hits:
    """Documents that answer a question, best first.

    ``has_complete`` where any of them has all its words; ``missing`` names the words that no
    document has; ``is_far`` where they share no more than a character with the question.
    """

    numbers: Numbers
    scores: npt.NDArray[np.float64]
    has_complete: bool = False
    is_far: bool = False
    missing: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    def where(self, flags: Flags) -> "Hits":
        """Return those for which a flag, one for each hit, is set."""
        return replace(self, numbers=self.numbers[flags], scores=self.scores[flags])


@dataclass(frozen=True)
class Table:
    """Every document of an open index in one state: its terms, and what it is."""

    segments: Segments
    entries: Sequence[Entry]
    live: Flags

    @cached_property
    def facets(self) -> Mapping[str, Codes]:
        """The values hits are narrowed down by."""
        return {name: Codes([getattr(entry, name) for entry in self.entries]) for name in FACETS}

    @cached_property
    def groups(self) -> Codes:
        """Which documents are one thing in several languages."""
        return Codes([entry.group for entry in self.entries])

    @cached_property
    def days(self) -> npt.NDArray[np.int32]:
        """The day on which each document was published, as its ordinal number; 0 for none."""
        days = [entry.on.toordinal() if entry.on else 0 for entry in self.entries]
        return np.array(days, np.int32)

    @cached_property
    def order(self) -> npt.NDArray[np.int32]:
        """The place of each document in the order of references, which settles ties."""
        by_ref = sorted(range(len(self.entries)), key=lambda number: self.entries[number].ref)
        places = np.empty(len(by_ref), np.int32)
        places[by_ref] = np.arange(len(by_ref), dtype=np.int32)
        return places

    @cached_property
    def damping(self) -> npt.NDArray[np.float32]:
        """How much the length of each document dampens what it repeats."""
        lengths = self.segments.lengths
        average = float(lengths[self.live].mean()) if self.live.any() else 1.0
        damped = SATURATION * (1 - BY_LENGTH + BY_LENGTH * lengths / average)
        return damped.astype(np.float32)

    def held(self) -> dict[str, int]:
        """Return the version of every document that can be found."""
        return {
            entry.ref: entry.version
            for entry, is_live in zip(self.entries, self.live, strict=True)
            if is_live
        }

    def rank(self, question: Question) -> Hits:
        """Return everything that answers a question with words, best first, in a steady order."""
        scores = self._scores(question.weights)
        is_far = not scores.any()
        if is_far:
            # Nothing has any of the words: what shares a character with them is better than none.
            signs = {sign for term in question.weights if is_han(term) for sign in term}
            scores = self._scores(dict.fromkeys(sorted(signs), 1.0))
        by_word = {word.text: self._having_word(word) for word in question.words}
        complete = np.logical_and.reduce([*by_word.values()]) if by_word else self._nowhere()
        scores[complete] *= ALL_WORDS
        keep = self.live & (scores > 0)
        if keep.any():
            keep &= complete | (scores >= scores[keep].max() * WEAKEST)
        keep = self._as_demanded(question, keep)
        found = self._sorted(np.flatnonzero(keep).astype(np.int32), scores)
        missing = tuple(word for word, has in by_word.items() if not (has & self.live).any())
        return replace(
            found, has_complete=bool((complete & keep).any()), is_far=is_far, missing=missing
        )

    def _as_demanded(self, question: Question, keep: Flags) -> Flags:
        # In running Chinese, quotation marks often stand around a name that the texts write
        # otherwise. Where nothing holds it as it is, what comes near is better than nothing.
        strict = keep.copy()
        for phrase in question.phrases:
            strict &= self._having_phrase(phrase, strict)
        for word in question.unwanted:
            strict &= ~self._having_phrase(word, strict)
        return strict if strict.any() else keep

    def narrow(self, hits: Hits, choice: Choice) -> Hits:
        """Return what is left under a choice."""
        flags = np.ones(len(hits), np.bool_)
        for name in FACETS:
            wanted = getattr(choice, name)
            if wanted:
                flags &= self.facets[name].is_(wanted)[hits.numbers]
        if choice.since:
            flags &= self.days[hits.numbers] >= choice.since.toordinal()
        if choice.until:
            days = self.days[hits.numbers]
            flags &= (days > 0) & (days <= choice.until.toordinal())
        return hits.where(flags)

    def once_each(self, hits: Hits, language: str) -> Hits:
        """Return each thing once, at its best place: in the reader's language where it was found.

        Of two in that language the better one is shown.
        """
        groups = self.groups.of_document[hits.numbers]
        names, firsts = np.unique(groups, return_index=True)
        own = np.flatnonzero(self.facets["language"].is_(language)[hits.numbers])
        own_names, own_firsts = np.unique(groups[own], return_index=True)
        shown = firsts.copy()
        shown[np.searchsorted(names, own_names)] = own[own_firsts]
        places = np.argsort(firsts)
        return replace(
            hits, numbers=hits.numbers[shown[places]], scores=hits.scores[firsts[places]]
        )

    def in_title(self, hits: Hits, question: Question) -> Hits:
        """Return those hits whose title holds every word of the question, or its other names."""
        chains = [[fold(name) for name in word.names] for word in question.words]
        titles = [fold(self.entries[number].title) for number in hits.numbers]
        flags = [all(any(n in title for n in names) for names in chains) for title in titles]
        return hits.where(np.array(flags, np.bool_))

    def like(self, number: int, weights: Mapping[str, float]) -> Hits:
        """Return what shares most with these terms, other things than this document only."""
        scores = self._scores(weights)
        keep = self.live & (scores > 0)
        keep &= self.groups.of_document != self.groups.of_document[number]
        return self._sorted(np.flatnonzero(keep).astype(np.int32), scores)

    def telling(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Return the terms of a document that tell most about it, each with how much it tells."""
        told = {
            term: count / (count + SATURATION) * self._rarity_of(term)
            for term, count in weights.items()
            if len(term) > 1 and term not in stop_words()
        }
        return dict(sorted(told.items(), key=lambda one: (-one[1], one[0]))[:MOST_TELLING])

    def _rarity_of(self, term: str) -> float:
        numbers, _weights = self.segments.postings(term)
        return self._rarity(int(self.live[numbers].sum()))

    def _rarity(self, holders: int) -> float:
        count = int(self.live.sum())
        return float(np.log(1 + (count - holders + 0.5) / (holders + 0.5))) if holders else 0.0

    def _sorted(self, numbers: Numbers, scores: npt.NDArray[np.float64]) -> Hits:
        found = scores[numbers]
        best_first = np.lexsort((self.order[numbers], -found))
        return Hits(numbers[best_first], found[best_first])

    def _scores(self, weights: Mapping[str, float]) -> npt.NDArray[np.float64]:
        scores = np.zeros(len(self.entries))
        for term, weight in weights.items():
            numbers, counts = self.segments.postings(term)
            if not len(numbers):
                continue
            rarity = self._rarity(int(self.live[numbers].sum()))
            gain = counts * (SATURATION + 1) / (counts + self.damping[numbers])
            scores[numbers] += weight * rarity * gain
        return scores

    def _having(self, terms: Iterable[str]) -> Flags:
        flags = np.ones(len(self.entries), np.bool_)
        for term in terms:
            has = np.zeros(len(self.entries), np.bool_)
            has[self.segments.postings(term)[0]] = True
            flags &= has
        return flags

    def _having_word(self, word: Word) -> Flags:
        flags: Flags = np.logical_or.reduce([self._having(chain(name)) for name in word.names])
        return flags

    def _nowhere(self) -> Flags:
        return np.zeros(len(self.entries), np.bool_)

    def _having_phrase(self, phrase: str, among: Flags) -> Flags:
        # Neighbouring pairs nearly prove a phrase; the text itself settles it.
        flags = self._nowhere()
        for number in np.flatnonzero(among & self._having(chain(phrase))):
            document = self.segments.stored(int(number))
            texts = document["entry"]["title"], document["summary"], document["body"]
            flags[number] = any(phrase in text or phrase in fold(text) for text in texts)
        return flags
