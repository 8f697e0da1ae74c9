"""A search of results as a feed, the newest first."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from portal.kernel.paging import Page
from portal.places.profile import current_place
from portal.sampling import queries, telling
from portal.sampling.addresses import absolute, results_prefix
from portal.sampling.models import SampleBatch
from portal.sampling.search import ResultSearch
from portal.sampling.words import RESULTS
from portal.web.feeds import Feed, FeedEntry
from portal.web.locale import language
from portal.web.reading import keepable


def question_in_words(search: ResultSearch) -> str:
    """Return what a search asks for, as one line."""
    parts = [search.text, search.party.shown_name if search.party else ""]
    parts += search.labels
    return "、".join(part for part in parts if part) or str(_("全部结果"))


def feed_of(search: ResultSearch, found: Page[SampleBatch]) -> Feed:
    """Return one page of a search as a feed."""
    place, prefix = current_place().place, results_prefix()
    told = queries.last_told([batch.id for batch in found.items])
    entries = [_entry(batch, prefix, told.get(batch.id)) for batch in found.items]
    again = search.address_parts()
    name = f"{place.site_name.in_(language())} · {place.name.in_(language())}"
    return Feed(
        title=keepable(f"{_('抽检结果')}：{question_in_words(search)} · {name}"),
        home=absolute(url_for("sampling.list_results", **again)),
        author=place.bureau.in_(language()),
        entries=entries,
        told_at=max((entry.told_at for entry in entries), default=None),
        next_parts={**again, "after": found.earlier} if found.earlier else None,
    )


def _entry(batch: SampleBatch, prefix: str, told_at: datetime | None) -> FeedEntry:
    sentences = [telling.occasion(batch)]
    sentences += [f"{item.name}：{telling.measured(item)}" for item in batch.failed_items]
    published = batch.published_at or told_at
    assert published is not None  # noqa: S101 - whatever is listed was published
    return FeedEntry(
        address=prefix + batch.reference,
        title=keepable(telling.headline(batch)),
        text=keepable("\n".join(sentences)),
        tags=[str(RESULTS[batch.result]), keepable(telling.category_label(batch.category))],
        published_at=published,
        told_at=told_at or published,
    )
