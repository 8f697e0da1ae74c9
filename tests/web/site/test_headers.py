import logging
from pathlib import Path

import pytest
from flask import Flask, Response, session
from flask.testing import FlaskClient

from tests.conftest import site
from tests.visitor import Visitor


def test_the_policy_allows_nothing_unsafe_and_no_other_host(client: FlaskClient) -> None:
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("address", ["/sign-in", "/nowhere", "/healthz", "/static/site/app.js"])
def test_every_answer_carries_the_headers(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Request-Id"]
    answer.close()


def test_https_is_demanded_only_where_it_is_spoken(app: Flask, client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers
    app.config["PORTAL_TLS"] = True
    try:
        assert "max-age=31536000" in client.get("/sign-in").headers["Strict-Transport-Security"]
    finally:
        app.config["PORTAL_TLS"] = False


def test_staff_pages_are_never_kept(stranger: Visitor) -> None:
    assert stranger.get("/desk/").response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/sign-in", "/en/sign-in/second-factor", "/track"])
def test_the_way_in_is_never_kept(citizen: Visitor, address: str) -> None:
    citizen.client.get(address)
    assert citizen.client.get(address).headers["Cache-Control"] == "no-store"


def test_the_stylesheet_never_grows_stale(citizen: Visitor) -> None:
    page = citizen.get("/sign-in")
    sheet = str(page.soup.select_one("link[rel=stylesheet]")["href"])  # type: ignore[index]
    answer = citizen.client.get(sheet)
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert ".wb-side" not in answer.get_data(as_text=True), "the public loads no desk styles"
    old = citizen.client.get("/assets/site-000000000000.css")
    assert old.headers["Cache-Control"] == "no-cache"
    citizen.get("/assets/other-000000000000.css", status=404)


def test_nothing_on_a_page_comes_from_another_host(citizen: Visitor) -> None:
    soup = citizen.get("/sign-in").soup
    for tag in soup.select("[src], link[href]"):
        assert not str(tag.get("src") or tag.get("href")).startswith(("http", "//"))


def test_cookies_stay_with_this_host_and_out_of_scripts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_TLS", "1")
    app = site(tmp_path, f"sqlite:///{tmp_path}/unused.db")
    answer = app.test_client().get("/preferences?elder=1&theme=dark", base_url="https://localhost")
    sent = answer.headers.getlist("Set-Cookie")
    assert len(sent) == 2
    for cookie in (*sent, _session_cookie(app)):
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


def _session_cookie(app: Flask) -> str:
    with app.test_request_context("/", base_url="https://localhost"):
        session["word"] = "kept"
        answer = Response()
        app.session_interface.save_session(app, session, answer)
        return answer.headers["Set-Cookie"]


def test_a_refused_look_is_told_to_the_log(
    stranger: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        stranger.get("/desk/accounts/", status=403)
    assert [line.getMessage() for line in caplog.records if "not-allowed" in line.getMessage()]
    assert "stranger" not in caplog.text
