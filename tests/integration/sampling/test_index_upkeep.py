"""How operators and the background worker keep the index of results in shape."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from portal.jobs import worker
from portal.jobs.models import Job
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.sampling import postings, queries
from portal.sampling.models import SampleBatch, SearchPart, SearchSegment
from portal.sampling.postings import compaction, writing
from portal.sampling.postings.documents import read_documents
from portal.sampling.postings.segments import current_index
from portal.sampling.rules.questions import ResultFilter
from tests.factories.postings import made, rows_only

SEVERAL = 14


def say(app: Flask, *words: str) -> tuple[int, str]:
    told = app.test_cli_runner().invoke(args=["sampling", "index", *words])
    return told.exit_code, told.output


def in_pieces(count: int) -> None:
    """Index results in as many segments as there are pieces."""
    rows_only(count)
    size = count // SEVERAL
    for start in range(1, count, size):
        postings.renew(range(start, min(start + size, count + 1)))


@pytest.fixture
def pieces(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Return a site whose index lies in many segments of one size."""
    monkeypatch.setattr(writing, "TAKEN_UP_MOST", 10)
    with app.app_context(), write_intent():
        in_pieces(20 * SEVERAL)
        db.session.commit()
    return app


def test_an_operator_rebuilds_and_checks_the_index(app: Flask) -> None:
    with app.app_context(), write_intent():
        rows_only(50)
        db.session.commit()
    code, said = say(app, "check")
    assert code == 1
    assert "50 differences" in said
    assert say(app, "rebuild") == (0, "The index holds 50 results.\n")
    assert say(app, "check") == (0, "The index agrees with the rows.\n")
    with app.app_context(), write_intent():
        db.session.execute(update(SampleBatch).where(SampleBatch.id == 3).values(category="不同"))
        db.session.commit()
    assert "facet:categories=不同 differs" in say(app, "check")[1]


def test_the_first_change_indexes_whatever_was_there_before(inside: Flask) -> None:
    rows_only(30)
    assert queries.count_results(ResultFilter()) == 0
    postings.renew([1])
    assert queries.count_results(ResultFilter()) == 30


def test_many_segments_are_joined_by_the_worker(pieces: Flask) -> None:
    with pieces.app_context():
        assert len(current_index().segments) >= SEVERAL
        assert db.session.scalar(select(func.count(Job.id))) == 1
        db.session.rollback()
        assert worker.run_all() == 1
        assert len(current_index().segments) < SEVERAL
    assert say(pieces, "compact")[0] == 0
    assert say(pieces, "check")[0] == 0
    with pieces.app_context():
        assert len(current_index().segments) == 1


def test_what_was_replaced_stays_for_an_hour(
    pieces: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(pieces, "compact")
    monkeypatch.setattr(writing, "TAKEN_UP_MOST", 100)
    with pieces.app_context(), write_intent():
        keys = select(func.count(func.distinct(SearchPart.segment)))
        assert (db.session.scalar(keys) or 0) > SEVERAL
        with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
            postings.renew([1])
        assert (db.session.scalar(keys) or 0) <= 3


def test_what_is_withdrawn_while_segments_are_joined_stays_withdrawn(
    pieces: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(session: object, ids: object) -> object:
        documents = list(read_documents(session, ids))  # type: ignore[arg-type]
        with pieces.app_context(), write_intent():
            db.session.execute(
                update(SampleBatch).where(SampleBatch.id.in_([5, 200])).values(is_listed=False)
            )
            postings.renew([5, 200])
            db.session.commit()
        return documents

    monkeypatch.setattr(compaction, "read_documents", meanwhile)
    with pieces.app_context(), write_intent():
        assert postings.compact()
        db.session.commit()
        assert queries.count_results(ResultFilter()) == 20 * SEVERAL - 2
        assert list(postings.disagreements()) == []


def test_a_segment_that_somebody_else_replaced_is_left_to_them(
    pieces: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(session: object, ids: object) -> object:
        documents = list(read_documents(session, ids))  # type: ignore[arg-type]
        with pieces.app_context(), write_intent():
            postings.rebuild()
            db.session.commit()
        return documents

    monkeypatch.setattr(compaction, "read_documents", meanwhile)
    with pieces.app_context(), write_intent():
        postings.compact()
        db.session.commit()
        assert len(current_index().segments) == 1
        assert list(postings.disagreements()) == []


def test_a_segment_of_which_much_is_gone_is_written_anew(app: Flask) -> None:
    with app.app_context(), write_intent():
        made(600)
        db.session.execute(update(SampleBatch).where(SampleBatch.id <= 200).values(is_listed=False))
        postings.renew(range(1, 201))
        db.session.commit()
        assert postings.compact()
        db.session.commit()
        (segment,) = current_index().segments
        assert (segment.size, len(segment.gone)) == (400, 0)
        assert not postings.compact()
        assert db.session.scalar(select(func.count(SearchSegment.key))) == 2
