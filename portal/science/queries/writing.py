"""What an author's pages show: notes, what windows hold, versions, how often each was opened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.science.models import (
    Article,
    ArticleNote,
    ArticleReads,
    ArticleSound,
    ArticleVersion,
    KeptAnswers,
)
from portal.science.rules import ArticleFacts, Standing

DAYS_SHOWN = 30
NOW = 0


def list_kept(place: str, reader: Account) -> Sequence[KeptAnswers]:
    """Return what this person's windows held of a form and nobody saved, latest first."""
    own = select(KeptAnswers).where(KeptAnswers.account_id == reader.id, KeptAnswers.place == place)
    return db.session.scalars(own.order_by(KeptAnswers.kept_at.desc(), KeptAnswers.id)).all()


def find_note(article: Article, number: int) -> ArticleNote:
    """Return a note of this article; raises NotFound."""
    note = db.session.scalar(select(ArticleNote).filter_by(id=number, article_id=article.id))
    if note is None:
        raise NotFound(str(number))
    return note


def notes_by_line(article: Article, version: int) -> Mapping[int, Sequence[ArticleNote]]:
    """Return the notes on a version by the number of their line."""
    wanted = select(ArticleNote).filter_by(article_id=article.id, version=version)
    rows = db.session.scalars(
        wanted.options(selectinload(ArticleNote.noted_by)).order_by(ArticleNote.id)
    )
    found: dict[int, list[ArticleNote]] = {}
    for note in rows:
        found.setdefault(note.line, []).append(note)
    return found


def count_open_notes(articles: Iterable[Article]) -> Mapping[int, int]:
    """Return how many notes wait for each author, by the article's id; none is left out."""
    wanted = (
        select(ArticleNote.article_id, func.count())
        .where(
            ArticleNote.article_id.in_([one.id for one in articles]),
            ArticleNote.resolved_at.is_(None),
        )
        .group_by(ArticleNote.article_id)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def find_version(article: Article, number: int) -> ArticleVersion | None:
    """Return a version of an article by its number."""
    wanted = select(ArticleVersion).filter_by(article_id=article.id, number=number)
    return db.session.scalar(wanted)


def facts_of_version(article: Article, number: int) -> ArticleFacts:
    """Return what a version said; ``NOW`` is what the article says now. Raises NotFound."""
    if number == NOW:
        return article.facts
    version = find_version(article, number)
    if version is None:
        raise NotFound(str(number))
    return ArticleFacts.from_json(version.facts)


def reads_of(articles: Iterable[Article]) -> Mapping[int, int]:
    """Return how often each article was opened, by its id; one never opened is left out."""
    ids = [one.id for one in articles]
    wanted = select(ArticleReads.article_id, func.sum(ArticleReads.count)).where(
        ArticleReads.article_id.in_(ids)
    )
    rows = db.session.execute(wanted.group_by(ArticleReads.article_id))
    return {row[0]: int(row[1]) for row in rows}


def reads_by_day(article: Article) -> Sequence[tuple[date, int]]:
    """Return how often an article was opened on each of the last days, today last; 0 is counted."""
    today = clock.today()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS_SHOWN))]
    wanted = select(ArticleReads.read_on, ArticleReads.count).where(
        ArticleReads.article_id == article.id, ArticleReads.read_on >= days[0]
    )
    counted = {row.read_on: row[1] for row in db.session.execute(wanted)}
    return [(day, counted.get(day, 0)) for day in days]


def reads_by_column() -> Mapping[str, int]:
    """Return how often the articles of each column were opened in the last days."""
    since = clock.today() - timedelta(days=DAYS_SHOWN - 1)
    wanted = (
        select(Article.column, func.sum(ArticleReads.count))
        .join(ArticleReads, ArticleReads.article_id == Article.id)
        .where(ArticleReads.read_on >= since)
        .group_by(Article.column)
    )
    return {row[0]: int(row[1]) for row in db.session.execute(wanted)}


def get_sound(digest: str, reader: Account | None) -> ArticleSound:
    """Return a recording that this reader may hear; raises NotFound.

    Readers hear the recordings of what is public; before that, its author and reviewers do.
    """
    wanted = select(ArticleSound).where(ArticleSound.digest == digest.replace("\x00", ""))
    sounds = db.session.scalars(wanted.options(selectinload(ArticleSound.article))).all()
    for sound in sounds:
        if sound.article.standing in {Standing.LIVE, Standing.DUE}:
            return sound
        if reader and (
            reader.id == sound.article.author_id or reader.may(Permission.ARTICLE_REVIEW)
        ):
            return sound
    raise NotFound(digest)


def part_is_taken(series: str, part: int, article: Article | None, language: str) -> bool:
    """Whether another article of this language has this place in the series."""
    wanted = select(Article.id).where(
        Article.series == series, Article.part == part, Article.language == language
    )
    if article is not None:
        wanted = wanted.where(Article.id != article.id)
    return db.session.scalar(wanted.limit(1)) is not None
