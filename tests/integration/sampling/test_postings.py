"""The search index finds what looking at every row finds, whatever was done to the rows."""

from collections import defaultdict

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.sampling import postings, queries
from portal.sampling.models import SampleBatch
from portal.sampling.postings import asking, ordering, segments
from portal.sampling.postings.agreement import disagreements
from portal.sampling.queries.results import ON_PAGE
from portal.sampling.rules.batches import Result
from portal.sampling.rules.questions import Order, ResultFilter, words_of
from tests.factories.postings import (
    counted_plainly,
    every_result,
    found_plainly,
    made,
    rows_only,
)

# Not watched: other tests reach the same lines, these a great many times.
pytestmark = pytest.mark.slow
QUESTIONS = (
    ResultFilter(),
    ResultFilter(words=words_of("花生油")),
    ResultFilter(words=words_of("有限公司 XBJ")),
    ResultFilter(words=words_of("油")),
    ResultFilter(words=words_of("hsy")),
    ResultFilter(results=(Result.FAILED,)),
    ResultFilter(results=(Result.FAILED,), regions=("330302",), years=(2020, 2021, 2022)),
    ResultFilter(regions=("330302003", "330302004"), words=words_of("示例")),
    ResultFilter(hazards=("pesticide",), items=("毒死蜱",)),
    ResultFilter(words=words_of("没有的词")),
)


def ids_of(wanted: ResultFilter, order: Order = Order.NEWEST) -> list[int]:
    return [batch_id for _key, batch_id in ordering.walk(asking.ask(wanted), order)]


def parts_of(name: str) -> set[str]:
    (folded,) = words_of(name)
    return {
        folded[at : at + length] for length in (2, 3, 4) for at in range(len(folded) - length + 1)
    }


def check(*questions: ResultFilter) -> None:
    """Hold the index against the rows: finds, order, counts, facets."""
    kept = every_result()
    assert kept
    for wanted in questions:
        plain = found_plainly(wanted)
        assert [row.id for row in queries.stream_results(wanted)] == [one.id for one in plain]
        by_ratio = [one.id for one in found_plainly(wanted, Order.RATIO)]
        assert [row.id for row in queries.stream_results(wanted, order=Order.RATIO)] == by_ratio
        assert queries.count_results(wanted) == len(plain)
        for name, counts in queries.facet_counts(wanted).items():
            others = found_plainly(wanted.without(name)) if getattr(wanted, name) else plain
            assert counts == counted_plainly(name, others), name


def test_what_is_found_counted_and_in_which_order(inside: Flask) -> None:
    made(500)
    check(*QUESTIONS)
    assert list(disagreements()) == []


def test_every_part_of_every_name_finds_its_record(inside: Flask) -> None:
    holders: dict[str, set[int]] = defaultdict(set)
    for number in made(250):
        batch = db.session.get_one(SampleBatch, number)
        for name in (batch.product, batch.maker_shown, batch.seller_shown):
            for part in parts_of(name):
                holders[part].add(number)
    missed = {
        part for part, ids in holders.items() if ids - set(ids_of(ResultFilter(words=(part,))))
    }
    assert missed == set()


@pytest.mark.parametrize("order", list(Order))
def test_pages_lead_through_all_segments_and_back(inside: Flask, order: Order) -> None:
    rows_only(2000)
    for first in range(1, 2001, 500):
        postings.renew(range(first, first + 500))
    assert len(segments.current_index().segments) > 1
    plain = [one.id for one in found_plainly(ResultFilter(), order)]
    page = queries.page_of_results(ResultFilter(), order=order)
    seen, pages = [one.id for one in page.items], [page]
    while page.earlier:
        page = queries.page_of_results(ResultFilter(), order=order, after=page.earlier)
        pages.append(page)
        seen += [one.id for one in page.items]
    assert seen == plain
    back = queries.page_of_results(ResultFilter(), order=order, before=pages[-1].later)
    assert [one.id for one in back.items] == [one.id for one in pages[-2].items]
    assert all(len(one.items) == ON_PAGE for one in pages[:-1])


def test_a_change_is_found_at_once_and_undone_with_its_transaction(app: Flask) -> None:
    with app.app_context(), write_intent():
        made(300)
        db.session.commit()
        batch = db.session.get_one(SampleBatch, 7)
        batch.search_text, batch.result = "全新的说法", Result.FAILED
        postings.renew([7])
        assert ids_of(ResultFilter(words=("新的",))) == [7]
        db.session.rollback()
        assert ids_of(ResultFilter(words=("新的",))) == []
        check(ResultFilter(), ResultFilter(results=(Result.FAILED,)))


def test_another_process_sees_a_withdrawal_at_its_next_request(app: Flask) -> None:
    with app.app_context():
        with write_intent():
            made(300)
            db.session.commit()
        assert queries.count_results(ResultFilter()) == 300
    with app.app_context(), write_intent():
        db.session.get_one(SampleBatch, 7).is_listed = False
        postings.renew([7])
        db.session.commit()
    with app.app_context():
        assert queries.count_results(ResultFilter()) == 299
        assert 7 not in ids_of(ResultFilter())


def test_many_changes_of_one_transaction_are_indexed_at_its_end(app: Flask) -> None:
    with app.app_context(), write_intent():
        made(200)
        before = segments.current_index().mark
        with postings.renewed_together():
            for number in range(1, 40):
                db.session.get_one(SampleBatch, number).is_listed = False
                postings.renew([number])
            assert segments.current_index().mark == before
        assert segments.current_index().mark != before
        assert queries.count_results(ResultFilter()) == 161
        assert list(disagreements()) == []


def test_many_single_changes_leave_few_segments(app: Flask) -> None:
    with app.app_context(), write_intent():
        made(200)
        for number in range(1, 60):
            postings.renew([number])
        standing = segments.current_index().segments
        assert sum(len(one.live) for one in standing) == 200
        assert len(standing) <= 8
        assert list(disagreements()) == []
