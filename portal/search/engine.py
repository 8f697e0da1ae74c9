"""An open index in one state: from a question to a page of marked hits, without the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from whoosh.searching import Searcher

from portal.search import passages
from portal.search.analysis import Question, fold, read_question
from portal.search.documents import Document, entry_of
from portal.search.passages import Piece
from portal.search.postings import Segment, Segments
from portal.search.ranking import FACETS, Hits, Table
from portal.search.rules import PAGE_SIZE, Choice
from portal.search.spelling import Vocabulary

MOST_REMEMBERED = 500
SUGGESTED = 8


@dataclass(frozen=True)
class Hit:
    """One thing that was found, with the words that were asked for marked."""

    document: Document
    title: Sequence[Piece]
    passage: Sequence[Piece]


@dataclass(frozen=True)
class Page:
    """One page of an answer. ``counts`` tells for each facet what the other choices leave of it.

    ``meant`` is what may have been meant by words that nothing has; where ``is_instead``, that was
    asked, since what was typed finds nothing.
    """

    question: Question
    hits: Sequence[Hit]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    start: int
    meant: str = ""
    is_instead: bool = False

    @property
    def next_start(self) -> int | None:
        """The rank with which the next page begins, None on the last."""
        following = self.start + PAGE_SIZE
        return following if following < self.total else None

    @property
    def previous_start(self) -> int | None:
        """The rank with which the page before begins, None on the first."""
        return max(0, self.start - PAGE_SIZE) if self.start else None


class Engine:
    """An index that is open, what it was asked lately, and the answers."""

    def __init__(self, searcher: Searcher, known: dict[str, Segment] | None = None) -> None:
        self.searcher = searcher
        self.known = {} if known is None else known
        segments = Segments.of(searcher.reader(), self.known)
        entries = [entry_of(kept) for kept in segments.entries]
        self.table = Table(segments, entries, segments.live)
        self._ranked: dict[str, Hits] = {}
        self._pages: dict[tuple[str, str, Choice, int], Page] = {}

    def refreshed(self) -> "Engine":
        """Return the index as it is now; parts that did not change are not read again."""
        return Engine(self.searcher.refresh(), self.known)

    def answer(
        self, asked: str, *, reader: str, choice: Choice | None = None, start: int = 0
    ) -> Page:
        """Answer a question for readers of ``reader`` (zh or en), from rank ``start`` on.

        Whatever was typed has an answer, if an empty one.
        """
        key = asked, reader, choice or Choice(), start
        known = self._pages.get(key)
        if known is None:
            if len(self._pages) >= MOST_REMEMBERED:
                self._pages.clear()
                self._ranked.clear()
            known = self._pages[key] = self._answer(*key)
        return known

    def rank(self, question: Question) -> Hits:
        """Return everything that answers a question, best first."""
        known = self._ranked.get(question.text)
        if known is None:
            known = self._ranked[question.text] = self.table.rank(question)
        return known

    def _answer(self, asked: str, reader: str, choice: Choice, start: int) -> Page:
        question = read_question(asked)
        hits, meant, is_instead = self.rank(question), "", False
        if question.words and not hits.has_complete:
            meant = self.vocabulary.meant_by(question.text)
        if meant and (hits.is_far or not len(hits)):
            question, is_instead = read_question(meant), True
            hits = self.rank(question)
        if choice.in_title:
            hits = self.table.in_title(hits, question)
        chosen = self._narrow(hits, choice, reader)
        page = chosen.numbers[start : start + PAGE_SIZE]
        return Page(
            question=question,
            hits=[self._show(self.document(int(number)), question) for number in page],
            total=len(chosen),
            counts={name: self._count(name, hits, choice, reader) for name in FACETS},
            start=start,
            meant=meant,
            is_instead=is_instead,
        )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of titles and keywords."""
        stored = (self.table.segments.stored(number) for number in range(len(self.table.entries)))
        texts = ((one["entry"]["title"], *one["keywords"]) for one in stored)
        return Vocabulary.of(text for several in texts for text in several)

    def suggest(self, typed: str, language: str) -> list[str]:
        """Return what may be asked that begins as typed: words first, then titles."""
        start = fold(typed).strip()
        if not start:
            return []
        words = self.vocabulary.beginning_with(start, SUGGESTED)
        titles = (
            entry.title
            for number, entry in enumerate(self.table.entries)
            if entry.language == language
            and self.table.live[number]
            and fold(entry.title).startswith(start)
        )
        return list(dict.fromkeys([*words, *islice(titles, SUGGESTED)]))[:SUGGESTED]

    def related(self, ref: str, most: int) -> list[Document]:
        """Return what shares most of its telling words with a document, in the same language."""
        number = next((n for n, one in enumerate(self.table.entries) if one.ref == ref), None)
        if number is None:
            return []
        weights = self.table.telling(self.document(number).weighted_terms())
        alike = self.table.like(number, weights)
        own = self.table.narrow(alike, Choice(language=self.table.entries[number].language))
        return [self.document(int(one)) for one in own.numbers[:most]]

    def document(self, number: int) -> Document:
        """Return a document as the index has kept it."""
        return Document.of(self.table.segments.stored(number))

    def _narrow(self, hits: Hits, choice: Choice, reader: str) -> Hits:
        left = self.table.narrow(hits, choice)
        return left if choice.language else self.table.once_each(left, reader)

    def _count(self, name: str, hits: Hits, choice: Choice, reader: str) -> dict[str, int]:
        freed = choice.without(name)
        left = self.table.narrow(hits, freed)
        if name != "language" and not choice.language:
            left = self.table.once_each(left, reader)
        return self.table.facets[name].count(left.numbers)

    def _show(self, document: Document, question: Question) -> Hit:
        width = passages.WIDTHS[document.entry.language]
        texts = document.summary, document.body
        return Hit(
            document=document,
            title=passages.mark(document.title, question),
            passage=passages.best_passage(texts, question, width),
        )

    def held(self) -> dict[str, int]:
        """Return the version of every document that can be found."""
        return self.table.held()
