"""Whatever is done to the rows, in whatever order, the index answers as the rows do."""

from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from portal.kernel.db import Base, db, write_intent
from portal.sampling import postings
from portal.sampling.models import SampleBatch
from portal.sampling.postings.agreement import disagreements
from portal.sampling.rules.batches import Result
from portal.sampling.rules.questions import ResultFilter
from tests.factories.postings import rows_only
from tests.integration.sampling.test_postings import check

COUNT = 40
ASKED = (
    ResultFilter(),
    ResultFilter(words=("示例", "油")),
    ResultFilter(results=(Result.FAILED,)),
    ResultFilter(words=("改正了",), years=(2019,)),
)


def publish(batch: SampleBatch) -> None:
    batch.is_listed = True


def withdraw(batch: SampleBatch) -> None:
    batch.is_listed = False


def correct(batch: SampleBatch) -> None:
    batch.search_text += "\n改正了的"


def overturn(batch: SampleBatch) -> None:
    batch.result, batch.largest_ratio = Result.PASSED, None
    for item in batch.items:
        item.is_failed = False


def fail(batch: SampleBatch) -> None:
    batch.result, batch.largest_ratio = Result.FAILED, 1.5 + batch.id % 3


def date_back(batch: SampleBatch) -> None:
    assert batch.shown_on is not None
    batch.shown_on -= timedelta(days=500)
    batch.shown_year = batch.shown_on.year


DEEDS = (publish, withdraw, correct, overturn, fail, date_back)
STEPS = st.one_of(
    st.tuples(st.sampled_from(DEEDS), st.sets(st.integers(1, COUNT), min_size=1, max_size=COUNT)),
    st.sampled_from(["compact", "rebuild"]),
)


def do(step: Any) -> None:
    """Do one thing, as publication does: the rows and the index in one transaction."""
    with write_intent():
        if step == "compact":
            postings.compact()
        elif step == "rebuild":
            postings.rebuild()
        else:
            deed, numbers = step
            for number in numbers:
                deed(db.session.get_one(SampleBatch, number))
            postings.renew(numbers)
        db.session.commit()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
def test_the_index_answers_as_the_rows_do(app: Flask, steps: list[object]) -> None:
    with app.app_context(), write_intent():
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(delete(table))
        rows_only(COUNT)
        for number in range(1, COUNT, 2):
            db.session.get_one(SampleBatch, number).is_listed = False
        postings.rebuild()
        db.session.commit()
        for step in steps:
            do(step)
        check(*ASKED)
        assert list(disagreements()) == []
