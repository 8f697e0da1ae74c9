"""Which documents answer a question: bitmaps, and-ed and or-ed, segment by segment."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from operator import and_

from pyroaring import BitMap
from sqlalchemy import select

from portal.kernel.db import db
from portal.sampling.models import SampleBatch
from portal.sampling.postings.parts import text_name
from portal.sampling.postings.segments import Index, Segment, current_index
from portal.sampling.postings.tokens import plan_of
from portal.sampling.postings.values import FACETS
from portal.sampling.rules.questions import ResultFilter

# Up to so many candidates of long words are held against their texts. Beyond, the pairs of
# characters decide: of so common a word it is rare that a text holds its pairs and not the word.
CHECKED_MOST = 1000
AT_ONCE = 500
WORDS_KEPT = 256


class Question:
    """A question put to the index as it stands."""

    def __init__(self, index: Index, wanted: ResultFilter) -> None:
        self.index = index
        self._wanted = wanted
        self.plans = [plan_of(word) for word in wanted.words]
        self._chosen = [name for name in FACETS if getattr(wanted, name)]
        self.index.load([*self._tokens(), *self._parties()])
        self.index.load([f"facet:{name}" for name in self._chosen])
        self._words = self._documents_with_words()
        self._narrowed = {one.key: dict(self._narrowings(one)) for one in index.segments}

    @property
    def is_exact(self) -> bool:
        """Whether every hit is known to hold the words."""
        return all(plan.is_exact for plan in self.plans) or self._wanted.words in self.index.checked

    def narrows(self, name: str) -> bool:
        """Whether a filter was chosen."""
        return name in self._chosen

    def hits(self, segment: Segment, *, without: str = "") -> BitMap:
        """Return the documents that answer; ``without`` leaves one filter out of the question."""
        narrowed = self._narrowed[segment.key]
        some = [bitmap for name, bitmap in narrowed.items() if name != without]
        return _all_of(some) - segment.gone if some else segment.live

    def answering(self, batch_ids: Iterable[int]) -> BitMap:
        """Return those of some batches that answer."""
        wanted = BitMap(batch_ids)
        return _any_of(
            BitMap(one.ids_of(one.documents_of(wanted) & self.hits(one)))
            for one in self.index.segments
        )

    def _narrowings(self, segment: Segment) -> Iterator[tuple[str, BitMap]]:
        if self.plans:
            yield "words", self._words[segment.key]
        if self._wanted.parties:
            yield "parties", _any_of(map(segment.bitmap, self._parties()))
        for name in self._chosen:
            facet = segment.facet(name)
            answers = (facet.get(str(answer)) for answer in getattr(self._wanted, name))
            yield name, _any_of(one for one in answers if one is not None)

    def _tokens(self) -> list[str]:
        return [text_name(token) for plan in self.plans for token in plan.tokens]

    def _parties(self) -> list[str]:
        return [f"party:{one}" for one in self._wanted.parties]

    def _documents_with_words(self) -> dict[int, BitMap]:
        words, tokens = self._wanted.words, self._tokens()
        if not tokens:
            return {}
        if words in self.index.checked:
            return self.index.checked[words]
        found = {
            one.key: _all_of([one.bitmap(token) for token in tokens]) - one.gone
            for one in self.index.segments
        }
        is_few = sum(map(len, found.values())) <= CHECKED_MOST
        if self.is_exact or not is_few:
            return found
        return self._check(found)

    def _check(self, found: dict[int, BitMap]) -> dict[int, BitMap]:
        checked = {one.key: self._holding(one, found[one.key]) for one in self.index.segments}
        if len(self.index.checked) >= WORDS_KEPT:
            self.index.checked.clear()
        self.index.checked[self._wanted.words] = checked
        return checked

    def _holding(self, segment: Segment, documents: BitMap) -> BitMap:
        numbers = dict(zip(segment.ids_of(documents), documents, strict=True))
        return BitMap(numbers[one] for one in holding(self._wanted.words, numbers))


def ask(wanted: ResultFilter) -> Question:
    """Put a question to the index as it stands now."""
    return Question(current_index(), wanted)


def holding(words: Sequence[str], batch_ids: Iterable[int]) -> Iterator[int]:
    """Yield those of some batches whose text holds every word."""
    ids = iter(batch_ids)
    while some := list(islice(ids, AT_ONCE)):
        texts = select(SampleBatch.id, SampleBatch.search_text).where(SampleBatch.id.in_(some))
        for batch_id, text in db.session.execute(texts):
            if all(word in text for word in words):
                yield batch_id


def _all_of(bitmaps: Sequence[BitMap]) -> BitMap:
    # The smallest first: nothing that follows is larger.
    return reduce(and_, sorted(bitmaps, key=len))


def _any_of(bitmaps: Iterable[BitMap]) -> BitMap:
    return BitMap.union(BitMap(), *bitmaps)
