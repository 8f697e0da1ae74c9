"""Whose word counts about where a request comes from: that of the proxies an operator named."""

from pathlib import Path

import pytest
from flask import Flask, request

from tests.conftest import site

FORWARDED = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9", "X-Forwarded-Proto": "https"}


def seen_behind(proxies: str, var: Path, patch: pytest.MonkeyPatch) -> tuple[str | None, str]:
    """Return the address and the scheme that a site behind so many proxies takes for true."""
    patch.setenv("PORTAL_PROXIES", proxies)
    app = site(var, f"sqlite:///{var / 'unused.db'}")
    seen: list[tuple[str | None, str]] = []
    app.before_request(lambda: seen.append((request.remote_addr, request.scheme)))
    app.test_client().get("/static/site/icons.svg", headers=FORWARDED).close()
    return seen[0]


@pytest.mark.parametrize(
    ("proxies", "believed"),
    [
        ("0", ("127.0.0.1", "http")),
        ("1", ("203.0.113.9", "https")),
        ("2", ("198.51.100.7", "http")),
    ],
)
def test_only_named_proxies_are_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxies: str, believed: tuple[str, str]
) -> None:
    assert seen_behind(proxies, tmp_path, monkeypatch) == believed


def test_a_visitor_cannot_choose_the_network_they_are_counted_by(app: Flask) -> None:
    from portal.web.visitors import bucket

    with app.test_request_context(headers=FORWARDED):
        claimed = bucket()
    with app.test_request_context():
        assert bucket() == claimed
