"""Articles that come from files: checked like any other, then published in one step."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.kernel.signals import published
from portal.science import queries
from portal.science.models import Article
from portal.science.rules import (
    ArticleFacts,
    Audience,
    Details,
    Event,
    Language,
    Source,
    Stage,
    is_slug,
)
from portal.science.services.publishing import make_public
from portal.science.services.writing import check_complete, new_article, subject_of
from portal.science.words import WORDS


def _moment(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.CHINA)


def _event(front: Mapping[str, Any] | None) -> Event | None:
    if not front:
        return None
    starts_at, ends_at = _moment(front["starts_at"]), _moment(front["ends_at"])
    return Event(starts_at, ends_at, str(front.get("venue", "")), front.get("seats"))


def read_front_matter(front: Mapping[str, Any], body: str, *, byline: str) -> ArticleFacts:
    """Return the facts of an article file; times without a zone are China's."""
    sources = tuple(
        Source(str(row["title"]), str(row.get("reference", "")), str(row.get("url", "")))
        for row in front.get("sources", ())
    )
    return ArticleFacts(
        column=front["column"],
        title=front["title"],
        summary=front["summary"],
        body=body.strip(),
        audience=Audience(front.get("audience", Audience.EVERYONE)),
        topics=tuple(front.get("topics", ())),
        items=tuple(front.get("items", ())),
        sources=sources,
        event=_event(front.get("event")),
        has_claims=bool(sources),
        review_months=front.get("review_by_months"),
        byline=byline,
        details=Details.from_json(front.get("details", {})),
        series=front.get("series", ""),
        part=front.get("part"),
    )


def load_article(
    front: Mapping[str, Any],
    body: str,
    *,
    published_at: datetime,
    byline: str,
    by: Actor,
    author: Account | None = None,
) -> Article:
    """Put a finished article on the site, as of ``published_at``; ``front`` is its front matter.

    For what was reviewed before it came here: the demo place and imports from an older site.
    Raises Refused where the article could not be published by the desk either, or is here already.
    """
    facts = read_front_matter(front, body, byline=byline)
    language = Language(front["language"])
    check_complete(facts)
    if not is_slug(front["slug"]) or queries.find_article(front["slug"], language) is not None:
        raise Refused(WORDS["translation_exists"], field="slug")
    article = new_article(facts, slug=front["slug"], language=language, author=author)
    article.stage = Stage.PUBLISHED
    make_public(article, at=published_at, by=by.name)
    audit.record(
        "science.loaded", subject=subject_of(article), by=by, after={"column": facts.column}
    )
    published.send(Article, record=article)
    return article
