"""A browser for trials: in this process, or over the network as the public comes."""

import html
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]*)"')
PATIENCE = 30.0


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    page: str

    @property
    def token(self) -> dict[str, str]:
        """The token of the page's form, as it is sent back; nothing where there is none."""
        found = TOKEN.search(self.page)
        return {"csrf_token": html.unescape(found[1])} if found else {}


class Browser(Protocol):
    """Opens pages and sends forms, one after the other, with the cookies of one visitor."""

    def get(self, path: str) -> Answer:
        """Open a page."""

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""


class InnerBrowser:
    """Asks the site in this process."""

    def __init__(self, app: Flask) -> None:
        self._client: Any = app.test_client()

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._read(self._client.get(path))

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        return self._read(self._client.post(path, data=dict(fields)))

    @staticmethod
    def _read(sent: Any) -> Answer:
        lead = sent.headers.get("Location", "")
        return Answer(sent.status_code, urlsplit(lead).path, sent.get_data(as_text=True))


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class OuterBrowser:
    """Asks over the network, as the public does: through proxy, certificate and all."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._open = urllib.request.build_opener(
            _Stay(), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask(path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        return self._ask(path, urlencode(fields).encode())

    def _ask(self, path: str, body: bytes | None) -> Answer:
        asked = urllib.request.Request(urljoin(self._address, path), body)  # noqa: S310 - http(s) is checked by whoever gives the address
        try:
            sent = self._open.open(asked, timeout=PATIENCE)
        except urllib.error.HTTPError as refused:
            sent = refused
        with sent:
            page = sent.read().decode("utf-8", "replace")
            lead = sent.headers.get("Location") or ""
            return Answer(sent.status, urlsplit(lead).path, page)
