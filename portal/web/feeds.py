"""A list as a feed: Atom (RFC 4287) and JSON Feed 1.1."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, render_template, request

from portal.web.addresses import absolute
from portal.web.filters import iso
from portal.web.locale import LANGUAGE_TAGS, language

JSON_FEED = "https://jsonfeed.org/version/1.1"
ATOM_TYPE, FEED_TYPE = "application/atom+xml", "application/feed+json"
ETAG_LENGTH = 24


@dataclass(frozen=True)
class FeedEntry:
    """One thing as a feed tells it; ``tongue`` where it may differ from the feed's language.

    ``html`` is the whole of it, clean and with whole addresses, where a feed carries that: then
    ``text`` is its summary.
    """

    address: str
    title: str
    text: str
    tags: Sequence[str]
    published_at: datetime
    told_at: datetime
    tongue: str = ""
    html: str = ""


@dataclass(frozen=True)
class Feed:
    """A search as a feed."""

    title: str
    home: str
    author: str
    entries: Sequence[FeedEntry]
    told_at: datetime | None
    next_parts: dict[str, Any] | None


def atom_feed(feed: Feed, address: str, further: str | None) -> str:
    """Return a feed as Atom; ``further`` is the path of its next page, if any."""
    return render_template(
        "_layouts/feed.xml",
        feed=feed,
        tag=LANGUAGE_TAGS[language()],
        address=absolute(address),
        further=further and absolute(further),
    )


def json_feed(feed: Feed, address: str, further: str | None) -> dict[str, Any]:
    """Return a feed as JSON Feed 1.1; ``further`` is the path of its next page, if any."""
    document = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": absolute(address),
        "language": LANGUAGE_TAGS[language()],
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": entry.address,
                "url": entry.address,
                "title": entry.title,
                **_content(entry),
                "date_published": iso(entry.published_at),
                "date_modified": iso(entry.told_at),
                "tags": [tag for tag in entry.tags if tag],
                **({"language": entry.tongue} if entry.tongue else {}),
            }
            for entry in feed.entries
        ],
    }
    if further:
        document["next_url"] = absolute(further)
    return document


def _content(entry: FeedEntry) -> dict[str, str]:
    if entry.html:
        return {"summary": entry.text, "content_html": entry.html}
    return {"content_text": entry.text}


def unless_known(answer: Response, told_at: datetime | None) -> Response:
    """Return the answer, or only that nothing changed since whoever asks read it last."""
    # As the shelf before the site names it (portal.web.front_cache), whoever answers.
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:ETAG_LENGTH])
    if told_at is not None:
        answer.last_modified = told_at
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer
