"""A token of its own for whoever opens a form that is sent once.

The page of such a form is the same for everybody and is kept ready; what tells its readers apart
goes beside it, in a cookie that the browser sends back with the form. A form sent again, because
no answer came or because somebody pressed twice, comes with the same token.
"""

import re
import secrets
from collections.abc import Container, Iterable
from typing import Any

from flask import Flask, Response, current_app, request
from flask.sansio.app import App

from portal.web.locale import Wsgi

TOKEN_BYTES = 32
TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
GIVEN_WITH = ("200", "304")


class TokenGiver:
    """Give a token with these pages to every browser that holds none."""

    def __init__(self, site: Wsgi, *, cookie: str, kept: str, pages: Container[str]) -> None:
        self._site, self._cookie, self._kept, self._pages = site, cookie, kept, pages

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        if environ.get("PATH_INFO") not in self._pages or environ["REQUEST_METHOD"] != "GET":
            return self._site(environ, start_response)
        has_token = f"{self._cookie}=" in environ.get("HTTP_COOKIE", "")

        def start(status: str, headers: list[tuple[str, str]], fault: Any = None) -> Any:
            if status[:3] in GIVEN_WITH:
                headers = self._given(headers, has_token=has_token)
            return start_response(status, headers, fault)

        return self._site(environ, start)

    def _given(self, headers: list[tuple[str, str]], *, has_token: bool) -> list[tuple[str, str]]:
        # No cache between here and the reader may give one reader's token to another.
        told = [
            (name, f"private, {text}")
            if name.lower() == "cache-control" and text != "no-store"
            else (name, text)
            for name, text in headers
        ]
        if not has_token:
            told.append(("Set-Cookie", f"{self._cookie}={new_token()}{self._kept}"))
        return told


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def read_token() -> str | None:
    """Return the token that came with this request; None where none did, or no such thing."""
    found = request.cookies.get(_cookie(), "")
    return found if TOKEN.fullmatch(found) else None


def end_token(answer: Response) -> Response:
    """Take the token from the browser: what it stood for was done, or is left."""
    if _cookie() in request.cookies:
        is_secure = current_app.config["SESSION_COOKIE_SECURE"]
        answer.delete_cookie(_cookie(), secure=is_secure, httponly=True, samesite="Lax")
    return answer


def _cookie() -> str:
    name: str = current_app.config["FORM_TOKEN_COOKIE_NAME"]
    return name


def give_at(app: App, address: str) -> None:
    """Give tokens with the page at this address."""
    app.extensions["portal.form-token-pages"].add(address)


def init_app(app: Flask) -> None:
    """Give tokens before whatever keeps pages."""
    pages: set[str] = set()
    app.extensions["portal.form-token-pages"] = pages
    secure = "; Secure" if app.config["SESSION_COOKIE_SECURE"] else ""
    giver = TokenGiver(
        app.wsgi_app,
        cookie=app.config["FORM_TOKEN_COOKIE_NAME"],
        kept=f"; Path=/; HttpOnly; SameSite=Lax{secure}",
        pages=pages,
    )
    app.wsgi_app = giver  # type: ignore[method-assign]
