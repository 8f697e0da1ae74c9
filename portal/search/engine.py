"""An open index in one state: from a question to a page of marked hits, without the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain, compress, islice

from whoosh.searching import Searcher

from portal.search import passages
from portal.search.analysis import Question, read_question
from portal.search.documents import Document, entry_of
from portal.search.lexicon import Lexicon, shipped
from portal.search.passages import Piece
from portal.search.postings import Segment, Segments
from portal.search.ranking import FACETS, Hits, Table
from portal.search.rules import PAGE_SIZE, Choice
from portal.search.signs import fold
from portal.search.spelling import Vocabulary

MOST_REMEMBERED = 500
SUGGESTED, FEWEST_TITLES = 8, 4
Left = Callable[..., Hits]


@dataclass(frozen=True)
class Hit:
    """One thing that was found, with the words that were asked for marked."""

    document: Document
    title: Sequence[Piece]
    passage: Sequence[Piece]


@dataclass(frozen=True)
class Page:
    """One page of an answer. ``counts`` tells for each facet what the other choices leave of it.

    ``missing`` names the words that nothing has. ``meant`` is what may have been meant by them;
    where ``is_instead``, that was asked, since what was typed finds nothing.
    """

    question: Question
    hits: Sequence[Hit]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    start: int
    missing: tuple[str, ...] = ()
    meant: str = ""
    is_instead: bool = False

    @property
    def is_far(self) -> bool:
        """Whether the hits have none of the words, and are only what comes nearest."""
        return bool(self.missing) and len(self.missing) == len(self.question.words)

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

    def __init__(
        self,
        searcher: Searcher,
        lexicon: Lexicon | None = None,
        known: dict[str, Segment] | None = None,
    ) -> None:
        self.searcher = searcher
        self.lexicon = lexicon or shipped()
        self.known = {} if known is None else known
        segments = Segments.of(searcher.reader(), self.known)
        entries = [entry_of(kept) for kept in segments.entries]
        self.table = Table(segments, entries, segments.live)
        self._ranked: dict[str, Hits] = {}
        self._pages: dict[tuple[str, str, Choice, int], Page] = {}

    def refreshed(self, lexicon: Lexicon) -> "Engine":
        """Return the index as it is now; parts that did not change are not read again."""
        return Engine(self.searcher.refresh(), lexicon, self.known)

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
        question = read_question(asked, self.lexicon)
        hits, is_instead = self.rank(question), False
        meant = self._meant(question, hits)
        if meant and (hits.is_far or not len(hits)):
            question, is_instead = read_question(meant, self.lexicon), True
            hits = self.rank(question)
        if choice.in_title:
            hits = self.table.in_title(hits, question)
        left = self._left(hits, reader)
        chosen = left(choice, each_once=not choice.language)
        page = chosen.numbers[start : start + PAGE_SIZE]
        return Page(
            question=question,
            hits=[self._show(self.document(int(number)), question) for number in page],
            total=len(chosen),
            counts={name: self._count(name, left, choice) for name in FACETS},
            start=start,
            missing=hits.missing,
            meant=meant,
            is_instead=is_instead,
        )

    def _meant(self, question: Question, hits: Hits) -> str:
        if not question.words or question.phrases:
            return ""
        if hits.has_complete:
            return self.vocabulary.sounding_as(question.text)
        return self.vocabulary.meant_by(question.text)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of titles and keywords, and the editors' own."""
        return Vocabulary.of([*self.table.segments.words, *self.lexicon.own])

    @cached_property
    def _titles(self) -> Sequence[tuple[str, str, str]]:
        """The folded title of everything that can be found, its language, and how it is written."""
        entries = compress(self.table.entries, self.table.live)
        return [(fold(entry.title), entry.language, entry.title) for entry in entries]

    def suggest(self, typed: str, language: str) -> list[str]:
        """Return what may be asked that begins as typed: words, then titles that hold it."""
        start = fold(typed).strip()
        if not start:
            return []
        words = self.vocabulary.beginning_with(start, SUGGESTED)
        own = [(folded, title) for folded, tongue, title in self._titles if tongue == language]
        begun = (title for folded, title in own if folded.startswith(start))
        held = (title for folded, title in own if len(start) > 1 and start in folded)
        titles = dict.fromkeys(islice(chain(begun, held), 2 * SUGGESTED))
        # Titles have their share: what a word leads to shows whether it is the right one.
        few = words[: SUGGESTED - min(len(titles), FEWEST_TITLES)]
        return list(dict.fromkeys([*few, *titles, *words]))[:SUGGESTED]

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

    def _left(self, hits: Hits, reader: str) -> Left:
        """Return what tells what a choice leaves of the hits; facets often share a choice."""

        @cache
        def left(choice: Choice, *, each_once: bool) -> Hits:
            narrowed = self.table.narrow(hits, choice)
            return self.table.once_each(narrowed, reader) if each_once else narrowed

        return left

    def _count(self, name: str, left: Left, choice: Choice) -> dict[str, int]:
        each_once = name != "language" and not choice.language
        numbers = left(choice.without(name), each_once=each_once).numbers
        return self.table.facets[name].count(numbers)

    def _show(self, document: Document, question: Question) -> Hit:
        width = passages.WIDTHS[document.entry.language]
        texts = document.summary, document.body
        return Hit(
            # What is remembered of an answer is what a page shows.
            document=replace(document, summary="", body=""),
            title=passages.mark(document.title, question),
            passage=passages.best_passage(texts, question, width),
        )

    def held(self) -> dict[str, int]:
        """Return the version of every document that can be found."""
        return self.table.held()
