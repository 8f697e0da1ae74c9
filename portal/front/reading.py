"""What results and the search add to an article's page."""

from datetime import date, timedelta
from typing import Any

from flask import url_for

from portal.kernel import clock
from portal.kernel.panels import Panel
from portal.places.profile import current_place
from portal.sampling import cards
from portal.sampling.queries.recent import count_failed_since
from portal.science import queries as science
from portal.science.models import Article
from portal.search import queries as search
from portal.web.locale import language

# Days in which a failed result makes a warning beside an article that explains it.
RECENT_DAYS = "science.recent_failure_days"
MOST_RELATED = 4


def show_failures(article: Article) -> Panel | None:
    """Return how many results failed of late for what an article explains."""
    names = list(article.items)
    if not names:
        return None
    days = current_place().parameters.whole(RECENT_DAYS, on=clock.today())
    lines = [_failures_of(name, days) for name in names]
    return Panel("front/_article_failures.html", {"lines": lines, "days": days})


def _failures_of(name: str, days: int | None) -> dict[str, object]:
    card = cards.find_card(name)
    names = {name, *card.search_terms} if card else {name}
    since = clock.today() - timedelta(days=days or 0)
    count = None if days is None else count_failed_since(names, since)
    ever = count or count_failed_since(names, date.min)
    return {
        "name": card.name.in_(language()) if card else name,
        # The list finds an item only where something failed for it.
        "asked": ({"item": card.name.zh} if card else {"q": name}) if ever else None,
        "count": count,
    }


def show_related(article: Article) -> Panel | None:
    """Return what to read on: what the search finds most alike, else what shares an item."""
    alike = [
        (one.title, _linked(one.endpoint, dict(one.values)))
        for one in search.related(f"article:{article.id}", MOST_RELATED)
    ]
    if not alike:
        others = science.related_articles(article, language(), MOST_RELATED)
        alike = [(one.title, _address_of(one)) for one in others]
    facts = {"related": alike, "language": article.language}
    return Panel("front/_article_related.html", facts) if alike else None


def _linked(endpoint: str, values: dict[str, Any]) -> str:
    return url_for(endpoint, **values)


def _address_of(article: Article) -> str:
    return url_for("science.show_article", column=article.column, slug=article.slug)
