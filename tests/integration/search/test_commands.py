"""Operators rebuild the index and ask whether it is right."""

import json
from pathlib import Path

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from tests.factories.science import load


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["search", *words])
    return result.exit_code, result.output


def test_the_index_is_made_and_checked(app: Flask) -> None:
    with app.app_context(), write_intent():
        load("first")
        db.session.commit()
    assert run(app, "rebuild") == (0, "The index holds 1 documents.\n")
    assert run(app, "check") == (0, "The index agrees with the database.\n")


def test_a_difference_is_named(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.search.queries.disagreements", lambda: ["article:1"])
    code, said = run(app, "check")
    assert code == 1
    assert "article:1" in said
    assert "search rebuild" in said


def test_a_set_of_questions_is_asked_of_its_documents(app: Flask, tmp_path: Path) -> None:
    documents = [{"id": "a", "text": "豇豆要焯水"}, {"id": "b", "text": "面包会发霉"}]
    lines = "\n".join(json.dumps(one) for one in documents)
    (tmp_path / "docs.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "queries_own.jsonl").write_text('{"id": "q", "text": "豇豆怎么煮？"}')
    (tmp_path / "qrels_own.tsv").write_text("q\ta\t1\n")
    code, said = run(app, "evaluate", str(tmp_path), "--split", "own", "--json")
    assert code == 0
    told = json.loads(said)
    assert (told["nDCG@10"], told["MRR@10"], told["R@10"], told["without_hit"]) == (1, 1, 1, 0)
    assert "nDCG@10: 1" in run(app, "evaluate", str(tmp_path), "--split", "own")[1]


def test_a_set_that_is_none_is_refused(app: Flask, tmp_path: Path) -> None:
    assert run(app, "evaluate", str(tmp_path))[0] == 1
    (tmp_path / "qrels_open.tsv").write_text("one\n")
    code, said = run(app, "evaluate", str(tmp_path))
    assert code == 1
    assert "line 1" in said
