"""Reads of popular science: what readers see, what the desk works on, what search indexes."""

from portal.science.queries.desk import (
    find_article,
    find_correction,
    get_article,
    get_correction,
    get_own_article,
    list_corrections_waiting,
    list_due,
    list_own,
    list_published,
    list_waiting,
    slug_exists,
)
from portal.science.queries.public import (
    articles_for_item,
    count_by_column,
    find_translation,
    get_image,
    get_public_article,
    list_corrections,
    newest_articles,
    next_events,
    page_of_articles,
    related_articles,
)
from portal.science.queries.shelf import (
    current_versions,
    list_current,
    next_change_at,
)

__all__ = [
    "articles_for_item",
    "count_by_column",
    "current_versions",
    "find_article",
    "find_correction",
    "find_translation",
    "get_article",
    "get_correction",
    "get_image",
    "get_own_article",
    "get_public_article",
    "list_corrections",
    "list_corrections_waiting",
    "list_current",
    "list_due",
    "list_own",
    "list_published",
    "list_waiting",
    "newest_articles",
    "next_change_at",
    "next_events",
    "page_of_articles",
    "related_articles",
    "slug_exists",
]
