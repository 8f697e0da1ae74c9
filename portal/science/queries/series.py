"""Series: the articles that belong together, in the order somebody gave them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.science.models import Article
from portal.science.queries.shelf import is_current
from portal.science.rules import Language
from portal.science.series import series_of_place


@dataclass(frozen=True)
class SeriesView:
    """A series as one of its articles shows it; ``place`` counts from 1."""

    name: str
    parts: Sequence[Article]
    place: int

    @property
    def previous(self) -> Article | None:
        """The part before this one."""
        return self.parts[self.place - 2] if self.place > 1 else None

    @property
    def next(self) -> Article | None:
        """The part after this one."""
        return self.parts[self.place] if self.place < len(self.parts) else None


def list_parts(series: str, language: str) -> Sequence[Article]:
    """Return the public articles of a series for readers of ``language``, in its order.

    A part that is not written in their language is offered in the other.
    """
    wanted = select(Article).where(Article.series == series, is_current(clock.now()))
    rows = db.session.scalars(wanted.order_by(Article.part, Article.id)).all()
    theirs = {one.slug for one in rows if one.language == Language(language)}
    return [one for one in rows if one.language == Language(language) or one.slug not in theirs]


def get_series(code: str, language: str) -> tuple[str, Sequence[Article]]:
    """Return a series of the place by its code: its name and its parts; raises NotFound."""
    name = series_of_place().get(code)
    if name is None:
        raise NotFound(code)
    return name.in_(language), list_parts(code, language)


def series_view(article: Article, language: str) -> SeriesView | None:
    """Return the series an article stands in, None where it stands in none."""
    name = series_of_place().get(article.series) if article.series else None
    if name is None:
        return None
    parts = list_parts(article.series, language)
    slugs = [one.slug for one in parts]
    if article.slug not in slugs:
        return None
    return SeriesView(name.in_(language), parts, slugs.index(article.slug) + 1)
