"""How well a document answers: BM25 over words and pairs of characters, any of which may match.

Asking for all words finds nothing for most natural questions, so no word is required; a
document that has them all stands higher.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whoosh import query
from whoosh.searching import Searcher

from portal.search.analysis import Question, Word
from portal.search.rules import Entry, Ranked, keep_relevant

WORD_FIELDS = {"title": 3.0, "keywords": 2.5, "summary": 1.5, "body": 1.0}
GRAM_FIELDS = {"title_grams": 0.8, "body_grams": 0.3}
ALL_WORDS = 1.5


@dataclass(frozen=True)
class Reader:
    """An open index: its searcher, and the entry of each document by its number."""

    searcher: Searcher
    entries: Mapping[int, Entry]

    @classmethod
    def over(cls, searcher: Searcher) -> "Reader":
        """Read the entries once; they are needed for every hit."""
        rows = searcher.reader().iter_docs()
        return cls(searcher, {number: Entry(**stored["entry"]) for number, stored in rows})


def _of_word(word: Word) -> query.Or:
    return query.Or(
        [
            query.Term(field, term, boost=boost * weight)
            for term, weight in word.terms.items()
            for field, boost in WORD_FIELDS.items()
        ]
    )


def _of_grams(grams: Iterable[str]) -> list[query.Term]:
    return [
        query.Term(field, gram, boost=boost)
        for gram in grams
        for field, boost in GRAM_FIELDS.items()
    ]


def _having_all(reader: Reader, question: Question) -> set[int]:
    # A word the dictionary cut otherwise in the text is still there as its characters.
    each = [
        set(reader.searcher.docs_for_query(_of_word(word)))
        | set(reader.searcher.docs_for_query(query.And(_grams_of(word))))
        for word in question.words
    ]
    return set.intersection(*each) if each else set()


def _grams_of(word: Word) -> list[query.Or]:
    pairs = [word.text[at : at + 2] for at in range(len(word.text) - 1)] or [word.text]
    return [query.Or([query.Term(field, pair) for field in GRAM_FIELDS]) for pair in pairs]


def rank(reader: Reader, question: Question) -> list[Ranked]:
    """Return everything that answers a question with words, best first, in a steady order."""
    asked = query.Or([*map(_of_word, question.words), *_of_grams(question.grams)])
    results = reader.searcher.search(asked, limit=None)
    if results.is_empty():
        # Nothing has any of the words: what shares a character with them is better than nothing.
        characters = {character for gram in question.grams for character in gram}
        results = reader.searcher.search(query.Or(_of_grams(sorted(characters))), limit=None)
    having_all = _having_all(reader, question)
    ranked = [
        Ranked(
            reader.entries[number],
            score * (ALL_WORDS if number in having_all else 1),
            number in having_all,
        )
        for number, score in results.items()
    ]
    ranked.sort(key=lambda hit: (-hit.score, hit.entry.ref))
    return keep_relevant(ranked)
