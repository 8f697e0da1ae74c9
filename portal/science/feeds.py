"""Articles as a feed, the newest first."""

import re
from collections.abc import Mapping
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from markupsafe import escape

from portal.places.profile import current_place
from portal.science.models import Article
from portal.science.prose import prose_of
from portal.science.queries.feeds import last_corrected, list_for_feed
from portal.science.rules import Column, columns
from portal.web.addresses import absolute
from portal.web.feeds import Feed, FeedEntry
from portal.web.locale import LANGUAGE_TAGS, language
from portal.web.reading import keepable

# Where a link or a picture of a text leads within this site.
WITHIN_SITE = re.compile(r'(<(?:a|img)\s[^<>]*?(?:href|src)=")/(?!/)')


def feed_of(column: Column | None) -> Feed:
    """Return the feed of one column, or of all."""
    place = current_place().place
    found = list_for_feed(language(), column.code if column else None)
    corrected = last_corrected([article.id for article in found])
    entries = [_entry(one, corrected) for one in found]
    name = column.name[language()] if column else _("科普")
    home = (
        url_for("science.list_articles", column=column.code)
        if column
        else url_for("science.list_columns")
    )
    return Feed(
        title=f"{name} · {place.site_name.in_(language())} · {place.name.in_(language())}",
        home=absolute(home),
        author=place.bureau.in_(language()),
        entries=entries,
        told_at=max((entry.told_at for entry in entries), default=None),
        next_parts=None,
    )


def _entry(article: Article, corrected: Mapping[int, datetime]) -> FeedEntry:
    published = article.published_at
    assert published is not None  # noqa: S101 - whatever is offered was published
    address = url_for("science.show_article", column=article.column, slug=article.slug)
    return FeedEntry(
        address=absolute(address),
        title=keepable(article.title),
        text=keepable(article.summary),
        tags=[columns()[article.column].name[language()]],
        published_at=published,
        told_at=max(published, corrected.get(article.id, published)),
        tongue=LANGUAGE_TAGS[article.language],
        html=keepable(_whole(article, absolute(address))),
    )


def _whole(article: Article, address: str) -> str:
    """Return an article's text as HTML that can be read anywhere; "" for a negative case.

    A negative case is read where its decision and the firm's reply stand beside it.
    """
    if article.negative_case is not None:
        return ""
    text = WITHIN_SITE.sub(lambda found: f"{found[1]}{absolute('/')}", prose_of(article).html)
    more = _("出处、图片的署名和以后的更正，都在原来的页面上。")
    return f'{text}<p><a href="{escape(address)}">{escape(more)}</a></p>'
