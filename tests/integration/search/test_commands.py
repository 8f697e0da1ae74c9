"""Operators rebuild the index and ask whether it is right."""

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
