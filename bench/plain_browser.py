"""A browser without script, as light as can be: cookies, one connection, forms read by patterns.

It stands for a citizen in measurements, so that most of the machine is left to the site.
"""

import html
import http.client
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE = 60
IN_PARTS, URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"
LOST = (OSError, http.client.HTTPException)
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input|textarea|select|button)\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
TICKED = frozenset({"radio", "checkbox"})
UNSENT = frozenset({"submit", "button", "file", "reset"})


class WrongAnswerError(AssertionError):
    """The site answered something that a citizen on this way never sees."""


@dataclass(frozen=True)
class Answer:
    """What came back: the status, where it leads, the page, and the seconds asked to wait."""

    path: str
    status: int
    location: str
    page: str
    wait: int = 0


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in ATTRIBUTE.findall(tag)[1:]}


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: where it leads, what it sends untouched, what it knows."""

    action: str
    sent: Mapping[str, str]
    first_choices: Mapping[str, str]
    names: frozenset[str]
    has_files: bool = False

    def filled(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return what is sent: the answers it asks for, the first of choices left open."""
        asked = {name: text for name, text in answers.items() if name in self.names}
        return {**self.first_choices, **self.sent, **asked}


def form_of(page: str, *, holding: str) -> Form:
    """Return the form that has this field; raise WrongAnswerError where none has."""
    for head, body in FORM.findall(page):
        tags = [_attributes(tag) for tag in FIELD.findall(body)]
        names = frozenset(tag["name"] for tag in tags if "name" in tag)
        if holding in names:
            choices = [tag for tag in reversed(tags) if tag.get("type") == "radio"]
            first = {tag["name"]: tag.get("value", "") for tag in choices}
            told = _attributes(f"<form {head}>")
            action = html.unescape(told.get("action", ""))
            return Form(action, _sent(tags), first, names, told.get("enctype") == IN_PARTS)
    raise WrongAnswerError(f"no form with {holding}")


def _sent(tags: list[dict[str, str]]) -> dict[str, str]:
    sent = {}
    for tag in tags:
        kind = tag.get("type", "text")
        if "name" not in tag or kind in UNSENT or (kind in TICKED and "checked" not in tag):
            continue
        sent[tag["name"]] = tag.get("value", "on" if kind in TICKED else "")
    return sent


def _parts(fields: Mapping[str, str], mark: str) -> bytes:
    head = f'--{mark}\r\nContent-Disposition: form-data; name="'
    told = "".join(f'{head}{name}"\r\n\r\n{text}\r\n' for name, text in fields.items())
    nothing = f'{head}files"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n'
    return f"{told}{nothing}--{mark}--\r\n".encode()


class PlainBrowser:
    """One citizen's browser, in a network of its own."""

    def __init__(self, port: int, network: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._network = network
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str], *, in_parts: bool = False) -> Answer:
        """Send a form; ``in_parts`` as browsers do where it could carry files."""
        if in_parts:
            mark = secrets.token_hex(16)
            return self._ask("POST", path, _parts(fields, mark), f"{IN_PARTS}; boundary={mark}")
        return self._ask("POST", path, urlencode(fields).encode(), URLENCODED)

    def close(self) -> None:
        """Leave."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None, kind: str = "") -> Answer:
        headers = {"X-Forwarded-For": self._network, "Accept": "text/html"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = kind
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            page = answer.read().decode()
        except LOST:
            self._connection.close()
            raise
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, text = line.partition(";")[0].partition("=")
            self.cookies[name] = text
            if not text:
                del self.cookies[name]
        lead = answer.headers.get("Location", "")
        location = urlsplit(urljoin(path, lead)).path if lead else ""
        return Answer(path, answer.status, location, page, int(answer.headers["Retry-After"] or 0))


def expect(answer: Answer, status: int) -> Answer:
    """Return the answer; raise WrongAnswerError where its status is another."""
    if answer.status != status:
        raise WrongAnswerError(
            f"{answer.path} answers {HTTPStatus(answer.status)!r}: {answer.page[:300]}"
        )
    return answer
