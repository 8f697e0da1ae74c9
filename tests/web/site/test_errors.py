import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pytest import LogCaptureFixture, MonkeyPatch  # noqa: PT013 - types
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import InternalServerError

from portal.accounts import queries
from portal.errors import apologise
from portal.kernel.errors import Busy, OutOfDate, Withdrawn
from tests.visitor import Visitor


@pytest.fixture
def broken(app: Flask, monkeypatch: MonkeyPatch) -> Iterator[Visitor]:
    """A site whose accounts cannot be listed, as it would be in life."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.config, "TESTING", False)
    yield Visitor(app)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_unknown_address_helps_the_visitor_on(citizen: Visitor, prefix: str) -> None:
    page = citizen.get(f"{prefix}/nowhere", status=404)
    assert page.soup.select_one(f"main a.btn[href='{prefix}/']")
    assert page.response.headers["X-Request-Id"] in page.text


def test_a_method_that_is_not_served_is_explained(citizen: Visitor) -> None:
    page = citizen._read(citizen.client.delete("/sign-in"), 405)
    assert "不支持" in page.heading


def test_a_fault_of_ours_shows_a_number_and_nothing_else(
    broken: Visitor, monkeypatch: MonkeyPatch
) -> None:
    def fail(_username: str) -> None:
        raise ZeroDivisionError("of 示例")

    monkeypatch.setattr(queries, "find_account", fail)
    page = broken.post("/sign-in", {"username": "a", "password": "b"}, status=500)
    assert "我们这边出错了" in page.heading
    assert "Zero" not in page.html
    assert "12315" in page.text


@pytest.mark.parametrize(
    ("refusal", "status", "words"),
    [
        (Withdrawn("数据有误，已撤回"), 410, "数据有误，已撤回"),
        (OutOfDate("已有人改过"), 409, "已有人改过"),
        (Busy("sign-in", retry_after=7), 429, "请求太频繁"),
    ],
)
def test_a_refusal_has_its_status_and_its_words(
    citizen: Visitor, monkeypatch: MonkeyPatch, refusal: Exception, status: int, words: str
) -> None:
    def refuse(_username: str) -> None:
        raise refusal

    from portal.accounts import entrance

    monkeypatch.setattr(entrance, "leave", refuse)
    with citizen.client.session_transaction() as session:
        session["pending_sign_in"] = "x"
    page = citizen.post("/sign-out", status=status)
    assert words in page.text
    if status == 429:
        assert page.response.headers["Retry-After"] == "7"


def test_a_form_without_its_token_is_asked_for_again(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client.post("/sign-in", data={"username": "a", "password": "b"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 400
    assert "表单已经过期" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/%00", "/sign-in?next=%ff", "/desk/%ED%A0%80", "/a" * 3000])
def test_odd_addresses_break_nothing(citizen: Visitor, path: str) -> None:
    assert citizen.client.get(path).status_code < 500


def test_a_fault_is_told_to_the_log_without_the_words_it_quotes(
    broken: Visitor, monkeypatch: MonkeyPatch, caplog: LogCaptureFixture
) -> None:
    def fail(_username: str) -> None:
        raise ValueError("13800138000")

    monkeypatch.setattr(queries, "find_account", fail)
    with caplog.at_level(logging.INFO):
        broken.post("/sign-in", {"username": "a", "password": "b"}, status=500)
    told = [line.getMessage() for line in caplog.records if line.name == "portal.error"]
    assert len(told) == 1
    assert '"fault": "ValueError"' in told[0]
    assert "try_sign_in" in told[0]
    assert "13800138000" not in caplog.text


def test_whoever_comes_second_is_asked_to_look_again(
    broken: Visitor, monkeypatch: MonkeyPatch, caplog: LogCaptureFixture
) -> None:
    def clash(_username: str) -> None:
        raise IntegrityError("INSERT", {"name": "13800138000"}, ValueError("13800138000"))

    monkeypatch.setattr(queries, "find_account", clash)
    page = broken.post("/sign-in", {"username": "a", "password": "b"}, status=409)
    assert "现在不能这样做" in page.heading
    assert "13800138000" not in caplog.text


def test_a_clash_found_when_all_is_kept_is_answered_alike(broken: Visitor) -> None:
    with broken.app.test_request_context("/sign-in"):
        error = InternalServerError(original_exception=IntegrityError("x", None, ValueError()))
        assert apologise(error).status_code == 409  # type: ignore[union-attr]
