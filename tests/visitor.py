"""A visitor who checks on every page what every page owes."""

import json
import re
from collections import defaultdict
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask, Response, request
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

from portal.kernel import audit
from portal.kernel.db import db
from portal.web.unit_of_work import SAFE_METHODS

LINKED_DATA = "application/ld+json"
UNSAFE = re.compile(r"\son[a-z]+=|\sstyle=|<style|javascript:", re.IGNORECASE)
WHOLE = re.compile(r"<html\b", re.IGNORECASE)
REDIRECTS = {301, 302, 303, 307, 308}


def leave_no_change(response: Response) -> Response:
    """Fail where a page that is only read has changed something: it would be lost in silence."""
    if request.method in SAFE_METHODS:
        session = db.session
        changed = [*session.new, *session.deleted, *filter(session.is_modified, session.dirty)]
        wrote = changed or audit.pending() or session.info.get("has_written")
        assert not wrote, f"{request.method} {request.path} leaves a change behind: {changed}"
    return response


class Page:
    """One answer, read as a person would."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The answer as a tree of tags."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def text(self) -> str:
        """Everything that can be read on the page, blanks folded."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def heading(self) -> str:
        """What the page says it is."""
        found = self.soup.select_one("h1")
        return " ".join(found.get_text(" ").split()) if found else ""

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.response.headers.get("Location", "")

    def all(self, selector: str) -> list[str]:
        """Return the text of everything that matches."""
        return [" ".join(found.get_text(" ").split()) for found in self.soup.select(selector)]

    def links(self) -> list[str]:
        """Return every address the page links to."""
        return [str(link["href"]) for link in self.soup.select("a[href]")]


class Visitor:
    """Somebody who opens pages and sends forms, and reads each page with care."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def get(self, address: str, status: int = 200, **kwargs: Any) -> Page:
        """Open a page; fail where it is not as every page must be."""
        return self._read(self.client.get(address, **kwargs), status)

    def post(self, address: str, data: Any = None, status: int = 303, **kwargs: Any) -> Page:
        """Send a form; a success leads elsewhere (303), a mistake comes back (422)."""
        return self._read(self.client.post(address, data=data, **kwargs), status)

    def follow(self, address: str, data: Any = None, **kwargs: Any) -> Page:
        """Send a form and open the page it leads to."""
        return self.get(self.post(address, data, **kwargs).location)

    def _read(self, response: TestResponse, status: int) -> Page:
        page = Page(response)
        assert page.status == status, f"{page.status} instead of {status}: {page.text[:600]}"
        if response.mimetype == "text/html" and page.status not in REDIRECTS:
            check_page(page)
        return page


def check_page(page: Page) -> None:
    """Check what every page owes its readers.

    Every test pays it, so it is read by a parser written in C, and its tags are walked over once.
    """
    assert not UNSAFE.search(page.html), f"inline: {UNSAFE.search(page.html)}"
    if not page.html.strip():
        return
    tags: dict[str, list[HtmlElement]] = defaultdict(list)
    ids: list[str] = []
    for tag in html.document_fromstring(page.html).iter(html.etree.Element):
        tags[tag.tag].append(tag)
        if "id" in tag.attrib:
            ids.append(tag.attrib["id"])
    assert len(ids) == len(set(ids)), f"ids twice: {[i for i in ids if ids.count(i) > 1][:5]}"
    for script in tags["script"]:
        if script.get("type") == LINKED_DATA:  # a block of facts, which no browser runs
            json.loads(script.text_content())
            continue
        assert script.get("src", "").startswith("/static/"), told(script)
    if WHOLE.search(page.html):  # the parser makes a whole page of a fragment
        check_whole(tags, {*ids, ""})


def check_whole(tags: dict[str, list[HtmlElement]], ids: set[str]) -> None:
    """Check what a whole page owes: a language, a title, one heading, links that lead somewhere."""
    assert tags["html"][0].get("lang"), "no language"
    assert len(tags["h1"]) == 1, f"h1: {len(tags['h1'])}"
    assert tags["title"]
    assert tags["title"][0].text_content().strip()
    for label in tags["label"]:
        assert label.get("for", "") in ids, f"label without field: {told(label)}"
    for image in tags["img"]:
        assert "alt" in image.attrib, f"no alternative text: {told(image)}"
    for link in tags["a"]:
        inside = link.get("href", "")
        assert not inside.startswith("#") or inside[1:] in ids, f"leads nowhere: {told(link)}"


def told(tag: HtmlElement) -> str:
    """Return a tag as it stands in the page, for whoever has to find it."""
    return str(html.tostring(tag, encoding="unicode", with_tail=False))
