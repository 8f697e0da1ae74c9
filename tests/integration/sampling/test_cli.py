"""flask --app wsgi sampling import FILE."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from portal.extensions import objects
from portal.jobs import worker
from portal.kernel.audit import AuditLine
from portal.kernel.db import db
from portal.sampling import queries
from portal.sampling.models import SampleBatch, SampleImport
from portal.sampling.rules.batches import ImportStage
from tests.conftest import SHARED
from tests.factories.sampling import PASSED, row, table

OIL = SHARED / "fixtures/foodmate_sampling_big/食用油脂及其制品_v1.csv"


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["sampling", "import", *args])


def told(app: Flask, *args: str) -> dict[str, Any]:
    result = run(app, *args, "--json")
    assert result.exit_code == 0, result.output
    facts: dict[str, Any] = json.loads(result.output)
    return facts


def count(app: Flask, table_: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table_)) or 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "示例.csv"
    path.write_bytes(table(row(1), row(2, **PASSED), row(3, 食品名称=""), row(1)))
    return path


def test_the_facts_are_printed_for_a_program(app: Flask, file: Path) -> None:
    facts = told(app, str(file), "--place", "lucheng")
    assert facts["file"] == str(file)
    assert len(facts["sha256"]) == 64
    assert [facts[name] for name in ("rows", "accepted", "rejected", "duplicate")] == [4, 2, 1, 1]
    assert facts["by_result"] == {"合格": 1, "不合格": 3}
    assert facts["rejections"] == [{"line": 4, "column": "食品名称", "reason": "没有产品名称"}]
    assert facts["published"] == 0
    with app.app_context():
        assert objects().get(facts["sha256"], room="sampling") == file.read_bytes()


def test_again_adds_nothing(app: Flask, file: Path) -> None:
    told(app, str(file))
    facts = told(app, str(file))
    assert [facts[name] for name in ("accepted", "rejected", "duplicate")] == [0, 1, 3]
    assert count(app, SampleBatch) == 2


def test_a_dry_run_keeps_nothing(app: Flask, file: Path) -> None:
    facts = told(app, str(file), "--dry-run", "--publish")
    assert (facts["accepted"], facts["published"], facts["dry_run"]) == (2, 0, True)
    assert count(app, SampleImport) == count(app, SampleBatch) == 0


def test_it_is_a_job_that_the_site_takes_up_where_the_command_was_cut_off(
    app: Flask, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off() -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(worker, "run_next", cut_off)
    assert run(app, str(file)).exit_code == 1
    monkeypatch.undo()
    with app.app_context():
        (found,) = queries.list_newest_imports()
        assert found.stage is ImportStage.CHECKING
        db.session.rollback()
        assert worker.run_all() == 1
        (found,) = queries.list_newest_imports()
        assert (found.stage, found.accepted_count) == (ImportStage.WAITING, 2)
        received, checked = db.session.scalars(select(AuditLine).order_by(AuditLine.id))
        assert (received.action, checked.action) == ("sampling.received", "sampling.imported")
        assert checked.actor_kind == received.actor_kind == "system"


def test_it_waits_for_a_worker_of_the_site_that_has_the_job(
    app: Flask, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_it, waited = worker.run_next, list[float]()

    def another_does_it(seconds: float) -> None:
        waited.append(seconds)
        do_it()

    monkeypatch.setattr(worker, "run_next", lambda: False)
    monkeypatch.setattr(time, "sleep", another_does_it)
    assert told(app, str(file))["accepted"] == 2
    assert len(waited) == 1


def test_a_file_that_cannot_be_read_after_all_is_one_sentence(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "phantom.csv"
    path.write_bytes(table(row(1)))
    monkeypatch.setattr("portal.sampling.services.imports.check_tables", lambda *_a, **_k: ())
    result = run(app, str(path))
    assert (result.exit_code, "没有数据行" in result.output) == (1, True)
    assert len(result.output.strip().splitlines()) == 1


def test_publishing_at_once_is_possible_for_operators(app: Flask, file: Path) -> None:
    assert told(app, str(file), "--publish", "--domain", "agri")["published"] == 2


def test_people_read_a_summary(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_bytes(table(*(row(n, 食品名称="", 检验结论="serious") for n in range(25))))
    output = run(app, str(path)).output
    assert "rows 25, accepted 0, rejected 25" in output
    assert "  2: 食品名称: 没有产品名称" in output
    assert "5 more" in output
    path.write_bytes(table(row(1)))
    assert run(app, str(path)).output.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "0 字节"),
        (b"\n", "没有内容"),
        ("甲,乙,丙\n1,2,3".encode(), "没有找到表头"),
        (b"<html></html>", "网页"),
        (b"PK\x03\x04broken", "已损坏"),
        (b"\xff\xff\xfe\x81", "编码"),
        ("食品名称,检验结论,被抽样单位名称\n".encode(), "没有数据行"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    app: Flask, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    result = run(app, str(path), "--json")
    assert result.exit_code == 1
    assert sentence in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert count(app, SampleImport) == 0


def test_a_missing_file_a_folder_and_a_file_too_large(app: Flask, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        result = run(app, str(path))
        assert result.exit_code == 1
        assert "找不到文件" in result.output
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    result = run(app, str(large))
    assert (result.exit_code, "超过 50 MB" in result.output) == (1, True)


def test_another_place_is_refused(app: Flask, file: Path) -> None:
    result = run(app, str(file), "--place", "zhoushan")
    assert result.exit_code == 1
    assert "lucheng" in result.output
    assert count(app, SampleImport) == 0


@pytest.mark.skipif(not OIL.exists(), reason="the shared real tables are not here")
def test_the_real_table_of_oils(app: Flask) -> None:
    facts = told(app, str(OIL))
    assert facts["rows"] == 2023
    assert facts["by_result"] == {"合格": 1826, "不合格": 197}
    assert facts["accepted"] + facts["rejected"] + facts["duplicate"] == 2023
    assert facts["accepted"] >= 1950
    for one in facts["rejections"]:
        assert one["line"]
        assert one["column"]
        assert one["reason"]
    assert told(app, str(OIL))["accepted"] == 0
