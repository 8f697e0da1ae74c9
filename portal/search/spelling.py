"""What somebody may have meant: by sound (pinyin, its initials), or by a slip of one letter.

The words known are those of the titles and keywords that can be found, and the lists of the
lexicon. Nothing anybody asked is kept.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import islice, takewhile

from pypinyin import Style, lazy_pinyin

from portal.search.analysis import cut
from portal.search.lexicon import fixed_words, stop_words
from portal.search.signs import fold, is_han, runs, stem

FEWEST_INITIALS = 2
SHORTEST_SLIP = 4
MOST_WORDS = 3
LONGEST = 12
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return how a Chinese word sounds, in letters without tones."""
    return "".join(lazy_pinyin(word, style=Style.NORMAL))


@lru_cache(maxsize=50_000)
def initials(word: str) -> str:
    """Return the first letter of each syllable."""
    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER))


def slips(word: str) -> set[str]:
    """Return what one letter left out, added, changed or swapped makes of a word."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    changed = {head + sign + tail[1:] for head, tail in cuts if tail for sign in LETTERS}
    added = {head + sign + tail for head, tail in cuts for sign in LETTERS}
    return (left_out | swapped | changed | added) - {word}


def words_of(text: str) -> list[str]:
    """Return the words of a title or keyword that may be meant or suggested."""
    return [word for word in cut(fold(text)) if word not in stop_words() and len(word) <= LONGEST]


@dataclass(frozen=True)
class Vocabulary:
    """Words that can be found, the most frequent first where two sound alike."""

    counts: Mapping[str, int]

    @classmethod
    def of(cls, named: Iterable[Iterable[str]]) -> "Vocabulary":
        """Return the words that the titles and keywords of documents hold, with the lexicon's."""
        counts = Counter(dict.fromkeys(fixed_words(), 1))
        for words in named:
            counts.update(words)
        return cls(dict(counts))

    @cached_property
    def chinese(self) -> Sequence[str]:
        """The Chinese words of two characters and more, the most frequent first."""
        words = [word for word in self.counts if is_han(word) and len(word) > 1]
        return sorted(words, key=lambda word: (-self.counts[word], len(word), word))

    @cached_property
    def _by_sound(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.chinese:
            found[sound(word)].append(word)
        return found

    @cached_property
    def _by_initials(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.chinese:
            found[initials(word)].append(word)
        return found

    @cached_property
    def _latin(self) -> Mapping[str, str]:
        words = sorted(self.counts, key=lambda word: (self.counts[word], word))
        return {stem(word): word for word in words if not is_han(word)}

    def sounding_like(self, letters: str) -> Sequence[str]:
        """Return the Chinese words that letters may stand for, as pinyin or its initials."""
        whole = self._by_sound.get(letters, ())
        if whole or len(letters) < FEWEST_INITIALS:
            return whole[:MOST_WORDS]
        return self._by_initials.get(letters, ())[:MOST_WORDS] or self._split(letters)

    def _split(self, letters: str) -> Sequence[str]:
        # nongyaocanliu may be two words of the vocabulary written as one: the longest first.
        for at in range(len(letters) - 2, 2, -1):
            head = self._by_sound.get(letters[:at])
            if head:
                tail = self.sounding_like(letters[at:])
                if tail:
                    return (head[0], *tail)[:MOST_WORDS]
        return ()

    def sounding_as(self, asked: str) -> str:
        """Return the known word that a whole question sounds like, written otherwise."""
        run = fold(asked)
        return self._alike(run) if run and len(run) <= LONGEST and run.isalpha() else ""

    def meant_by(self, asked: str) -> str:
        """Return what may have been meant by a question that finds little, or an empty text."""
        changed, found = False, []
        for run in runs(fold(asked)):
            other = self._instead(run)
            changed |= bool(other)
            found.append(other or run)
        separator = "" if all(is_han(run) for run in found) else " "
        return separator.join(found) if changed else ""

    def _instead(self, run: str) -> str:
        if not is_han(run):
            return self._instead_of_letters(run)
        words = [self._instead_of_word(word) for word in cut(run)]
        whole = self._alike(run) if len(run) <= LONGEST else ""
        if whole and whole != run:
            return whole
        return "".join(words) if "".join(words) != run else ""

    def _instead_of_word(self, word: str) -> str:
        return word if len(word) == 1 or word in self.counts else self._alike(word) or word

    def _alike(self, word: str) -> str:
        if word in self.counts:
            return ""
        return next(iter(self._by_sound.get(sound(word), ())), "") if len(word) > 1 else ""

    def _instead_of_letters(self, run: str) -> str:
        if run.isdigit() or stem(run) in self._latin:
            return ""
        chinese = self.sounding_like(run)
        if chinese:
            return chinese[0]
        if len(run) < SHORTEST_SLIP or len(run) > 3 * LONGEST:
            return ""
        near = [self._latin[stem(slip)] for slip in slips(run) if stem(slip) in self._latin]
        return max(near, key=lambda word: (self.counts[word], word), default="")

    @cached_property
    def _entrances(self) -> Sequence[tuple[str, str]]:
        """Every way a word begins in letters or signs, in order, each with its word."""
        chinese = [(key, w) for w in self.chinese for key in {w, sound(w), initials(w)}]
        return sorted([*chinese, *((word, word) for word in self._latin.values())])

    def beginning_with(self, typed: str, most: int) -> Sequence[str]:
        """Return words that begin as what was typed, as signs, as pinyin or as initials."""
        start = fold(typed).replace(" ", "")
        if not start:
            return ()
        first = bisect_left(self._entrances, (start,))
        begun = takewhile(
            lambda one: one[0].startswith(start), islice(self._entrances, first, None)
        )
        found = {word for _key, word in begun}
        # Whoever types letters may be writing English: a word of theirs comes first.
        return nsmallest(most, found, key=lambda w: (is_han(w), -self.counts[w], len(w), w))
