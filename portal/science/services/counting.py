"""Adding up how often articles were opened."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.kernel.db import own_transaction
from portal.science.models import Article, ArticleReads
from portal.science.rules import Language, Stage


def write_reads(openings: Mapping[tuple[str, str, date], int]) -> int:
    """Add openings, by slug, language and day, to what is counted; return how many counted.

    What is not public, or not there, counts nothing. In a transaction of its own, since pages
    that are read count.
    """
    if not openings:
        return 0
    with own_transaction() as own:
        ids = _public_ids(own, {slug for slug, _language, _day in openings})
        known = {
            (ids[slug, language], day): count
            for (slug, language, day), count in openings.items()
            if (slug, language) in ids
        }
        # In one order, so that two processes wait for each other and never in a ring.
        for (number, day), count in sorted(known.items()):
            own.execute(_adding(own, number, day, count))
        return sum(known.values())


def _public_ids(own: Session, slugs: set[str]) -> Mapping[tuple[str, str], int]:
    wanted = select(Article.id, Article.slug, Article.language).where(
        Article.slug.in_(slugs), Article.stage == Stage.PUBLISHED
    )
    return {(row.slug, Language(row.language).value): row.id for row in own.execute(wanted)}


def _adding(own: Session, number: int, day: date, count: int) -> Any:
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
    adding = insert[own.get_bind().dialect.name](ArticleReads).values(
        article_id=number, read_on=day, count=count
    )
    return adding.on_conflict_do_update(
        index_elements=["article_id", "read_on"],
        set_={"count": ArticleReads.count + adding.excluded.count},
    )
