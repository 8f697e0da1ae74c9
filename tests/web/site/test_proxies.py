"""Whose word counts about where a request comes from: that of the proxies an operator named."""

from pathlib import Path

import pytest
from flask import Flask, request

from portal.web.visitors import network_of
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


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:fffe", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("no:address", "no:other", False),
    ],
)
def test_one_network_is_one_visitor_however_many_addresses_it_has(
    one: str, other: str, is_same: bool
) -> None:
    assert (network_of(one) == network_of(other)) is is_same
