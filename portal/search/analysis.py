"""From text to terms: the same on both sides of the index.

The index keeps every Chinese character and every pair of neighbours, and every stem of another
script. Pairs find what no dictionary knows; the dictionary (rjieba and lexicon.yaml) is asked only
when a question is read: it says which pairs are words, and what they are also called. So a new
word or synonym counts at once, and no index is made anew for it. Width, case and traditional
characters are folded away.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import rjieba

from portal.search.lexicon import Lexicon, fixed_words, shipped, stop_words
from portal.search.signs import HAN, fold, is_han, pairs, runs, stem

LONGEST_QUESTION = 200
LONGEST_TERM = 64
SURE_OF_A_STEM = 3  # letters: a stem may end otherwise than the word (pesticides, agencies)
_PHRASE = re.compile(r"[\"“”「『](.+?)[\"“”」』]")
_UNWANTED = re.compile(r"(?:^|\s)[-\u2212\uff0d]([^\s\"“”「」『』-]{2,})")
# GB 2762-2022, NY/T 391, DB33/T 2233: who made it, its number, the year of the edition.
_STANDARD = re.compile(
    r"(?<![a-z0-9])(?P<body>gb|gbz|ny|sc|sn|ws|yy|jjf|db\d\d)\s*(?:/\s*[tz])?\s*"
    r"(?P<number>\d{2,6})(?:\.\d+)?(?:\s*[-\u2010-\u2015\u2212]+\s*(?P<year>(?:19|20)\d\d))?(?!\d)"
)
# How much a term of a question counts, found by trying all three open sets of questions at once:
# the curve is flat around them.
SINGLE, PAIR, WORD, FOREIGN, OTHERWISE = 0.7, 1.0, 0.5, 1.5, 0.4


@dataclass(frozen=True)
class Word:
    """One word of a question, and what else it is called."""

    text: str
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The word and its synonyms."""
        return (self.text, *self.others)


@dataclass(frozen=True)
class Question:
    """What somebody asked, made ready for the index.

    ``weights`` says how much each term counts; a document must hold every one of ``phrases`` and
    none of ``unwanted``. ``is_cut`` says that only the beginning was read; ``had_words`` that there
    was something to read, if only words that say nothing.
    """

    text: str
    words: tuple[Word, ...]
    weights: Mapping[str, float]
    phrases: tuple[str, ...]
    unwanted: tuple[str, ...]
    is_cut: bool
    had_words: bool

    @cached_property
    def literals(self) -> frozenset[str]:
        """Every word, its parts and its other names, for finding them again in a text."""
        found = {part for word in self.words for part in _parts(word.text)}
        others = {other for word in self.words for other in word.others}
        # 超过保质期 stands for 过期; 超过 alone does not.
        found |= {other if is_han(other) else stem(other) for other in others}
        return frozenset(found - stop_words()) | frozenset(self.phrases)

    @cached_property
    def marked(self) -> tuple[frozenset[str], frozenset[str]]:
        """What is marked in a text: Chinese words (single characters only if alone), and stems."""
        han = frozenset(term for term in self.literals if is_han(term))
        telling = frozenset(term for term in han if len(term) > 1) or han
        return telling, self.literals - han

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """What finds the marked words in a folded text: Chinese at any place, others as a run."""
        telling, stems = self.marked
        longest_first = "|".join(map(re.escape, sorted(telling, key=len, reverse=True)))
        beginnings = "|".join(sorted({re.escape(one[:SURE_OF_A_STEM]) for one in stems}))
        return (
            re.compile(f"(?=({longest_first}))") if telling else None,
            re.compile(rf"(?<![^\W_{HAN}])(?:{beginnings})[^\W_{HAN}]*") if stems else None,
        )


@cache
def _segmenter() -> rjieba.Jieba:
    segmenter = rjieba.Jieba()
    for word in sorted(fixed_words()):
        if is_han(word):
            segmenter.add_word(word, None, None)
    return segmenter


def terms(text: str) -> list[str]:
    """Return what the index keeps of a text: characters, pairs of them, and stems."""
    found: list[str] = []
    for run in runs(fold(text)):
        if is_han(run):
            found += run
            found += pairs(run)
        else:
            found.append(stem(run[:LONGEST_TERM]))
    return found


def chain(name: str) -> tuple[str, ...]:
    """Return the terms that a text holds wherever it holds this word or phrase."""
    found: list[str] = []
    for run in runs(fold(name)):
        found += (pairs(run) or [run]) if is_han(run) else [stem(run)]
    return tuple(dict.fromkeys(found))


def cut(text: str) -> list[str]:
    """Return the words of a folded text, of every script, those that say nothing included."""
    found: list[str] = []
    for run in runs(text):
        found += _segmenter().cut(run) if is_han(run) else [run]
    return found


def _parts(word: str) -> set[str]:
    found: set[str] = set()
    for run in runs(word):
        found |= {run, *_segmenter().cut_for_search(run)} if is_han(run) else {stem(run)}
    return found


def _weigh_stretch(run: str, weights: dict[str, float]) -> None:
    if not is_han(run):
        if run not in stop_words():
            weights[stem(run)] = FOREIGN
        return
    words = set(_segmenter().cut_for_search(run))
    for term in (*run, *pairs(run)):
        if term not in stop_words():
            bonus = WORD if term in words else 0.0
            weights[term] = SINGLE if len(term) == 1 else PAIR + bonus


def _weigh_others(words: Sequence[Word], weights: dict[str, float]) -> None:
    for word in words:
        for other in word.others:
            for term in chain(other):
                weights.setdefault(term, OTHERWISE)


def _found_whole(folded: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield what the dictionary would cut apart: numbers of standards, the editors' own words."""
    for found in _STANDARD.finditer(folded):
        yield *found.span(), f"{found['body']} {found['number']}"
    if lexicon.own_names is not None:
        for found in lexicon.own_names.finditer(folded):
            yield *found.span(), found.group()


def _names(folded: str, lexicon: Lexicon) -> Iterator[str]:
    at = 0
    for start, end, name in sorted(_found_whole(folded, lexicon)):
        if start >= at:
            yield from cut(folded[at:start])
            yield name
            at = end
    yield from cut(folded[at:])


def _words(folded: str, lexicon: Lexicon) -> tuple[Word, ...]:
    telling = dict.fromkeys(n for n in _names(folded, lexicon) if n not in stop_words())
    return tuple(Word(text, lexicon.others_of(text)) for text in telling)


def _weigh(folded: str, words: Sequence[Word]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for run in runs(folded):
        _weigh_stretch(run, weights)
    for found in _STANDARD.finditer(folded):
        # The number is what tells one standard from another; the year changes with each edition.
        weights |= {found["body"]: OTHERWISE, found["number"]: 2 * FOREIGN}
        weights |= {found["year"]: OTHERWISE} if found["year"] else {}
    _weigh_others(words, weights)
    return weights


@lru_cache(maxsize=1000)
def read_question(asked: str, lexicon: Lexicon | None = None) -> Question:
    """Return what a question asks for; its first 200 characters count.

    What stands between quotation marks must occur as it is; a word after a minus must not occur.
    Marks that have no partner mean nothing. Without a lexicon the one shipped is asked.
    """
    text = asked[:LONGEST_QUESTION]
    phrases = tuple(fold(found).strip() for found in _PHRASE.findall(text))
    unwanted = tuple(fold(found) for found in _UNWANTED.findall(_PHRASE.sub(" ", text)))
    folded = fold(_UNWANTED.sub(" ", text))
    words = _words(folded, lexicon or shipped())
    return Question(
        text=text.strip(),
        words=words,
        weights=_weigh(folded, words) if words else {},
        phrases=tuple(phrase for phrase in phrases if chain(phrase)),
        unwanted=tuple(word for word in unwanted if chain(word)),
        is_cut=len(asked) > LONGEST_QUESTION,
        had_words=any(True for _run in runs(folded)),
    )
