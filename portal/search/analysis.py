"""From text to terms: the same on both sides of the index.

Chinese is cut into words (rjieba, search mode, so that 食品安全 is found by 食品 and by 安全) and,
in fields of its own, into pairs of characters, which find what the dictionary does not know.
English is stemmed. Width, case and punctuation are folded away (NFKC).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rjieba
import yaml
from whoosh.lang.porter import stem

HERE = Path(__file__).resolve().parent
LONGEST_QUESTION = 200
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{HAN}]+|[a-z]+|[0-9]+|[^\W_a-z0-9{HAN}]+")
_IS_HAN = re.compile(rf"[{HAN}]")


@dataclass(frozen=True)
class Word:
    """One word of a question: what it is looked up as, and how much each form counts."""

    text: str
    terms: Mapping[str, float]


@dataclass(frozen=True)
class Question:
    """What somebody asked, made ready for the index.

    ``is_cut`` says that only the beginning was read; ``had_words`` that there was something to
    read, if only words that say nothing.
    """

    text: str
    words: tuple[Word, ...]
    grams: tuple[str, ...]
    is_cut: bool
    had_words: bool

    @property
    def literals(self) -> frozenset[str]:
        """Every term, for finding it again in a text."""
        return frozenset(term for word in self.words for term in word.terms)


def fold(text: str) -> str:
    """Return the text in one width and one case."""
    return unicodedata.normalize("NFKC", text).lower()


@cache
def _segmenter() -> rjieba.Jieba:
    segmenter = rjieba.Jieba()
    groups = yaml.safe_load((HERE / "lexicon.yaml").read_text(encoding="utf-8"))
    for word in sorted({*synonyms(), *(word for group in groups for word in group)}):
        if is_han(word):
            segmenter.add_word(word, None, None)
    return segmenter


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """Return what else each word is called (synonyms.yaml)."""
    groups = yaml.safe_load((HERE / "synonyms.yaml").read_text(encoding="utf-8"))
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        for word in group:
            found[word] = found.get(word, frozenset()) | (frozenset(group) - {word})
    return found


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing about what is wanted (stopwords.yaml)."""
    lists = yaml.safe_load((HERE / "stopwords.yaml").read_text(encoding="utf-8"))
    return frozenset(str(word) for words in lists.values() for word in words)


def runs(text: str) -> Iterator[str]:
    """Yield the stretches of one script in a folded text."""
    return (found.group() for found in _RUN.finditer(text))


def located_runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the same stretches with the place where each begins."""
    return ((found.start(), found.group()) for found in _RUN.finditer(text))


def is_han(run: str) -> bool:
    """Whether a stretch is Chinese."""
    return _IS_HAN.match(run) is not None


def terms(text: str) -> list[str]:
    """Return the terms of a text, in order, as the index keeps them."""
    found: list[str] = []
    for run in runs(fold(text)):
        found += _segmenter().cut_for_search(run) if is_han(run) else [stem(run)]
    return found


def grams(text: str) -> list[str]:
    """Return the single characters and the pairs of characters of the Chinese in a text."""
    found: list[str] = []
    for run in runs(fold(text)):
        if is_han(run):
            found += run
            found += [run[at : at + 2] for at in range(len(run) - 1)]
    return found


def _word(text: str) -> Word:
    weights = dict.fromkeys(terms(text), 0.5)
    # 吃 or 买 says less about what is wanted than a word of two characters.
    weights[text if is_han(text) else stem(text)] = 0.5 if len(text) == 1 else 1.0
    for other in synonyms().get(text, ()):
        alike = terms(other)
        # The longest term stands for the synonym: 农药残留 is also cut into 农药 and 残留.
        weights.setdefault(max(alike, key=len), 0.8)
    return Word(text, weights)


def read_question(asked: str) -> Question:
    """Return the words of a question that say something; the first 200 characters count."""
    folded = fold(asked[:LONGEST_QUESTION])
    words: dict[str, Word] = {}
    grammed: dict[str, None] = {}
    had_words = False
    for run in runs(folded):
        had_words = True
        for text in _segmenter().cut(run) if is_han(run) else [run]:
            if text not in stop_words():
                words.setdefault(text, _word(text))
        if is_han(run):
            pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
            grammed |= dict.fromkeys(pair for pair in pairs if pair not in stop_words())
    return Question(
        text=asked[:LONGEST_QUESTION].strip(),
        words=tuple(words.values()),
        grams=tuple(grammed) if words else (),
        is_cut=len(asked) > LONGEST_QUESTION,
        had_words=had_words,
    )
