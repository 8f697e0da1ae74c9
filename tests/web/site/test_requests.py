import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.kernel import db as database


def test_the_process_says_that_it_lives_and_is_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ok"}


def test_a_lost_database_is_said(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.web.requests.is_reachable", lambda: False)
    assert client.get("/readyz").status_code == 503


def test_a_database_that_does_not_answer_is_not_reachable(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import create_engine

    nowhere = create_engine("sqlite:////nonexistent/folder/x.db")
    monkeypatch.setitem(app.extensions, "portal.engine", nowhere)
    with app.app_context():
        assert not database.is_reachable()
    nowhere.dispose()


def test_a_log_line_names_the_rule_and_never_the_address(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="portal.request"):
        client.get("/sign-in?next=/secret", headers={"X-Request-Id": "known-name-1"})
    (line,) = [record.getMessage() for record in caplog.records if record.name == "portal.request"]
    assert json.loads(line)["rule"] == "/sign-in"
    assert json.loads(line)["id"] == "known-name-1"
    assert "secret" not in line
    assert "127.0.0.1" not in line


def test_a_strange_request_name_is_replaced(client: FlaskClient) -> None:
    answer = client.get("/healthz", headers={"X-Request-Id": "<script>"})
    assert answer.headers["X-Request-Id"].isalnum()
