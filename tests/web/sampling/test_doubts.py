"""Rows that were taken though their verdict and their numbers disagree: people are told."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.sampling.words import DOUBTS
from tests.factories.sampling import PASSED, bring, row
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
DESK = "/desk/sampling"
ODD = {"检验值": "84.8 mg/kg", "标准值": "≤100 mg/kg"}


@pytest.fixture
def reference(app: Flask) -> str:
    with app.app_context(), write_intent():
        told = bring(
            row(1, **PASSED), row(2, **ODD), row(3, **ODD), row(4, 检验结论="合格")
        ).reference
        db.session.commit()
    return told


@pytest.mark.parametrize(("role", "folder"), [("data-officer", "imports"), ("reviewer", "review")])
def test_what_is_doubtful_is_counted_for_whoever_brings_and_whoever_reviews(
    officer: Officer, reference: str, role: str, folder: str
) -> None:
    page = officer(role).get(f"{DESK}/{folder}/{reference}")
    told = page.all(".note.warn li")
    assert told == [f"{DOUBTS['within_limit']}（2 批次）", f"{DOUBTS['beyond_limit']}（1 批次）"]


def test_the_reviewer_reads_the_doubt_beside_the_batch_and_before_what_is_plain(
    officer: Officer, reference: str
) -> None:
    page = officer("reviewer").get(f"{DESK}/review/{reference}")
    rows = page.all("tbody tr")
    assert len(rows) == 4
    assert all(str(DOUBTS["within_limit"]) in told for told in rows[:2])
    assert str(DOUBTS["beyond_limit"]) in rows[2]
    assert not any(str(words) in rows[3] for words in DOUBTS.values())


def test_nothing_is_said_where_nothing_is_doubtful(app: Flask, officer: Officer) -> None:
    with app.app_context(), write_intent():
        told = bring(row(1), row(2, **PASSED)).reference
        db.session.commit()
    assert "收下了，请核对" not in officer("reviewer").get(f"{DESK}/review/{told}").text
