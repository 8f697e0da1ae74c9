"""Promises that hold for every public page, whichever room it belongs to."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.web.headers import HEADERS
from tests.architecture.guards import routes
from tests.visitor import Page, check_page

MEANS_OF_READING = {
    "Chinese": ("", {}),
    "English": ("/en", {}),
    "elder": ("", {"elder": "1"}),
    "dark": ("/en", {"theme": "dark"}),
}
BORROWED = re.compile(r"""(?:src|href|action|poster|srcset)=["']?\s*(?:https?:)?//""")
LARGEST_REDIRECT, LEAVES = 400, re.compile(r"<a\b[^>]*>")


def public_addresses(app: Flask) -> list[str]:
    """Return every address that anyone may open and that needs nothing filled in."""
    return [
        rule.rule
        for rule in routes.rules(app)
        if routes.guard_of(app, rule) == "public"
        and "GET" in (rule.methods or ())
        and not rule.arguments
    ]


@pytest.mark.parametrize("means", MEANS_OF_READING)
def test_every_public_page_keeps_what_every_page_promises(app: Flask, means: str) -> None:
    prefix, cookies = MEANS_OF_READING[means]
    client = app.test_client()
    for name, value in cookies.items():
        client.set_cookie(name, value)
    for address in public_addresses(app):
        check(client, prefix + address)


def check(client: FlaskClient, address: str) -> None:
    """Check one page: it answers, guards itself, and asks no other host for anything."""
    response = client.get(address)
    assert response.status_code < 500, address
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS, address
    if response.mimetype != "text/html" or response.status_code >= LARGEST_REDIRECT:
        return
    page = Page(response)
    if response.status_code not in {301, 302, 303, 307, 308}:
        check_page(page)
        assert "HX-Request" in response.headers.get("Vary", ""), address
    assert not BORROWED.search(LEAVES.sub("", page.html)), address


def test_the_policy_allows_nothing_unsafe_and_no_other_host() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "//" not in policy
    assert "*" not in policy
    assert policy.startswith("default-src 'none'")


def test_behind_tls_the_browser_is_told_to_stay_there(app: Flask) -> None:
    app.config["PORTAL_TLS"] = True
    try:
        sent = app.test_client().get("/healthz").headers.get("Strict-Transport-Security", "")
    finally:
        app.config["PORTAL_TLS"] = False
    assert sent.startswith("max-age=")
