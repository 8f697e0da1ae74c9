"""Reading postings by the block gives what the library gives one by one."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index
from whoosh.reading import IndexReader

from portal.search import postings
from portal.search.codec import Codec
from portal.search.folder import schema
from portal.search.postings import FIELD, Segment, Segments

DOCUMENTS = st.lists(
    st.dictionaries(st.sampled_from("甲乙丙丁"), st.sampled_from([1.0, 2.0, 4.5]), min_size=1),
    min_size=1,
    max_size=40,
)


def one_by_one(reader: IndexReader, term: str) -> dict[int, float]:
    if (FIELD, term) not in reader:
        return {}
    matcher, found = reader.postings(FIELD, term), {}
    while matcher.is_active():
        found[matcher.id()] = matcher.weight()
        matcher.next()
    return found


KEPT: dict[str, object] = {"entry": {}, "keywords": ()}


def written(folder: Path, documents: list[dict[str, float]], *, begun: int = 0) -> None:
    writer = index.open_dir(folder).writer(codec=Codec(block=8))
    for number, terms in enumerate(documents, begun):
        writer.add_document(ref=str(number), document=KEPT, length=1, terms=terms)
    writer.commit(merge=False)


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, DOCUMENTS, st.sets(st.integers(0, 60)))
def test_blocks_hold_what_stepping_finds(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[dict[str, float]],
    more: list[dict[str, float]],
    gone: set[int],
) -> None:
    folder = tmp_path_factory.mktemp("index")
    index.create_in(folder, schema())
    written(folder, first)
    written(folder, more, begun=len(first))
    writer = index.open_dir(folder).writer()
    for number in gone:
        writer.delete_by_term("ref", str(number))
    writer.commit(merge=False)
    reader = index.open_dir(folder).reader()
    segments = Segments.of(reader, {})
    for term in "甲乙丙丁戊":
        numbers, weights = segments.postings(term)
        live = segments.live[numbers]
        read = dict(zip(numbers[live].tolist(), weights[live].tolist(), strict=True))
        assert read == one_by_one(reader, term)


def test_old_postings_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index.create_in(tmp_path, schema())
    written(tmp_path, [dict(Counter("甲乙")), dict(Counter("甲丙"))])
    segment = Segment(index.open_dir(tmp_path).reader())
    monkeypatch.setattr(postings, "MOST_KEPT", 2)
    for term in "甲乙丙甲":
        segment.postings(term)
    assert list(segment._kept) == ["甲"]
