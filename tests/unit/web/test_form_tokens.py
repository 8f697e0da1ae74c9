"""One page for all, and beside it a token for each."""

from collections.abc import Iterable
from typing import Any

import pytest

from portal.web.form_tokens import TOKEN, TokenGiver

PAGE = "/form"
KEPT = "; Path=/; HttpOnly; SameSite=Lax; Secure"


def answered(status: str, path: str, method: str = "GET", cookies: str = "") -> dict[str, str]:
    """Return the headers of one answer of a site that gives tokens with its form."""

    def site(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        assert environ["PATH_INFO"] == path
        start_response(status, [("Cache-Control", "no-cache"), ("ETag", '"x"')])
        return [b"the same for all"]

    told: list[tuple[str, str]] = []
    giver = TokenGiver(site, cookie="__Host-form-token", kept=KEPT, pages={PAGE})
    asked = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_COOKIE": cookies}
    assert giver(asked, lambda _status, headers, *_rest: told.extend(headers)) == [
        b"the same for all"
    ]
    return dict(told)


@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified"])
def test_every_reader_of_the_form_is_given_a_token_of_its_own(status: str) -> None:
    one, other = answered(status, PAGE), answered(status, PAGE)
    assert one["Set-Cookie"] != other["Set-Cookie"]
    cookie, _semicolon, kept = one["Set-Cookie"].partition(";")
    assert TOKEN.fullmatch(cookie.removeprefix("__Host-form-token="))
    assert f";{kept}" == KEPT


def test_no_cache_on_the_way_may_keep_a_token() -> None:
    assert answered("200 OK", PAGE)["Cache-Control"] == "private, no-cache"
    known = answered("200 OK", PAGE, cookies="elder=1; __Host-form-token=abc")
    assert known["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in known


@pytest.mark.parametrize(
    ("status", "path", "method"),
    [("200 OK", "/other", "GET"), ("303 See Other", PAGE, "POST"), ("404 Not Found", PAGE, "GET")],
)
def test_nothing_else_comes_with_a_token(status: str, path: str, method: str) -> None:
    assert "Set-Cookie" not in answered(status, path, method)
