"""4,326 real messages filed as a staff batch, and planted pairs: how good suggestions are."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.complaints import services
from portal.complaints.likeness import folded, marks_of, model, score
from portal.complaints.models import BatchRow, Case, CaseDouble
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.tables.reading import read_sheets
from portal.tables.services import bring_in
from portal.tables.summary import report_on
from tests.conftest import SHARED
from tests.factories.complaints import make_handler
from tests.factories.doubles import Pair, make_pairs

FILE = SHARED / "fixtures" / "gov_messages_teddy2020c" / "附件3.xlsx"
CLERK = Actor(kind="staff", name="clerk", role="intake-clerk")
MESSAGES = 4326
FEWEST_SIGNS = 30
needs_file = pytest.mark.skipif(not FILE.exists(), reason="the messages are not beside the project")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Return the messages that were not used to fit the weights."""
    rows = [cells for _line, cells in read_sheets(FILE.read_bytes())[0].iter_rows()]
    at = rows[0].index("留言详情")
    told = (cells[at].strip() for cells in rows[1:])
    return list(dict.fromkeys(text for text in told if len(text) >= FEWEST_SIGNS))[1::2]


def suggests(pair: Pair) -> bool:
    """Whether two cases would find each other, and be suggested."""
    meet = bool(set(marks_of(pair.first)) & set(marks_of(pair.second)))
    return meet and score(pair.first, pair.second) >= model().threshold


@needs_file
@pytest.mark.parametrize("seed", [2, 7])
def test_near_doubles_are_suggested_and_look_alikes_are_not(texts: list[str], seed: int) -> None:
    pairs = make_pairs(texts, count=200, seed=seed)
    said = [pair for pair in pairs if suggests(pair)]
    right = [pair for pair in said if pair.is_double]
    assert len(right) / 200 >= 0.9
    assert len(right) / len(said) >= 0.8


@needs_file
def test_each_kind_of_double_is_mostly_found(texts: list[str]) -> None:
    found: dict[str, list[bool]] = defaultdict(list)
    for pair in make_pairs(texts, count=200, seed=3):
        found[pair.kind].append(suggests(pair) is pair.is_double)
    assert {kind for kind, right in found.items() if sum(right) / len(right) < 0.8} == set()


@pytest.fixture
def batch(inside: Flask) -> Iterator[Path]:
    """Return the file of messages, with a department that can take what is in it."""
    make_handler("agriculture")
    yield FILE


@needs_file
@pytest.mark.skipif(
    bool(os.environ.get("PORTAL_TEST_POSTGRES")), reason="SQLite's run shows the whole batch"
)
def test_a_batch_of_4326_is_filed_and_every_copy_is_suggested(batch: Path) -> None:
    with services.filing_for("agriculture"):
        table = bring_in(
            content=batch.read_bytes(),
            file_name="示例.xlsx",
            kind="cases",
            source="示例热线",
            by=CLERK,
        )
    report = report_on(table)
    assert (report.read, report.accepted, report.rejected) == (MESSAGES, MESSAGES, 0)
    assert services.compare_all() == MESSAGES
    groups: dict[str, list[int]] = defaultdict(list)
    for case in db.session.execute(select(Case.id, Case.told, Case.department).order_by(Case.id)):
        assert case.department == "agriculture"
        groups[folded(case.told)].append(case.id)
    copies = {
        (first, second)
        for ids in groups.values()
        for at, second in enumerate(ids)
        for first in ids[:at]
    }
    asked = select(CaseDouble.first_id, CaseDouble.second_id).where(CaseDouble.is_copy.is_(True))
    assert copies
    assert {tuple(row) for row in db.session.execute(asked)} == copies
    suggested = db.session.scalar(select(func.count(CaseDouble.id))) or 0
    assert suggested < MESSAGES // 2
    assert db.session.scalar(select(func.count(BatchRow.case_id))) == MESSAGES
