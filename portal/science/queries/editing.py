"""How far articles have come: the steps of one, and what waits for whom at the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.permissions import Permission
from portal.places.profile import current_place
from portal.science import decisions
from portal.science.decisions import Decision
from portal.science.models import RENEWAL, Article, ArticleVersion, Correction, Review
from portal.science.pipeline import current_pipeline
from portal.science.queries.desk import list_corrections_waiting
from portal.science.rules import (
    ArticleFacts,
    Exposure,
    FieldChange,
    Opinion,
    Path,
    Stage,
    Step,
    Verdict,
    compare,
    path_of,
    traits_of,
)
from portal.web.locale import language

AHEAD_DAYS = "science.expiry_ahead_days"


def lock_article(article: Article) -> None:
    """Wait for whoever changes this article, then read it and its opinions anew."""
    db.session.flush()
    number = article.id
    db.session.expire(article)
    db.session.execute(select(Article.id).where(Article.id == number).with_for_update())


def name_of_step(step: Step) -> str:
    """Return what a step is called in the reader's language."""
    return step.name.in_(language())


def decision_of(exposure: Exposure) -> Decision | None:
    """Return the decision a negative case rests on, or None where it is not to be found."""
    return decisions.find_decision(exposure.decision_kind, exposure.decision_number)


def is_final(exposure: Exposure) -> bool:
    """Whether the decision a negative case rests on exists and stands."""
    decision = decision_of(exposure)
    return decision is not None and decision.is_final


def path_of_article(article: Article) -> Path:
    """Return which steps the article's present version takes, and which of them stand."""
    facts = article.facts
    texts = {version.number: version.facts for version in article.versions}
    return path_of(
        current_pipeline().needed(article.column, traits_of(facts)),
        author=article.author_id,
        version=article.version,
        opinions=[
            Opinion(review.step, review.version, review.reviewer_id, review.verdict)
            for review in article.reviews
        ],
        texts=texts,
        others=article.hands,
    )


def waits_since(article: Article) -> datetime:
    """Return when an article began to wait for whoever is next: its last step, or its sending."""
    moments = [review.reviewed_at for review in article.reviews]
    moments += [version.made_at for version in article.versions]
    return max(moments, default=article.changed_at)


@dataclass(frozen=True)
class Waiting:
    """An article that waits: for which step (None: its author), how many days, for whom.

    ``people`` are those who may take the step; ``is_for_reader`` says that the reader is one.
    """

    article: Article
    step: Step | None
    days: int
    people: tuple[str, ...]
    is_for_reader: bool


@dataclass(frozen=True)
class Board:
    """What waits for whom, the longest waiting first; ``due_days`` is None where it is not set."""

    mine: Sequence[Waiting]
    others: Sequence[Waiting]
    returned: Sequence[Waiting]
    corrections: Sequence[Correction]
    due: Sequence[Article]
    due_days: int | None
    scheduled: Sequence[Article]
    unfounded: Sequence[Article]


def board_for(reader: Account) -> Board:
    """Return the board as this person sees it."""
    waiting = list_at_steps(reader)
    days = current_place().parameters.whole(AHEAD_DAYS, clock.today())
    return Board(
        mine=[one for one in waiting if one.is_for_reader],
        others=[one for one in waiting if not one.is_for_reader],
        returned=_list_returned(),
        corrections=list_corrections_waiting(),
        due=list_due_within(days or 0),
        due_days=days,
        scheduled=_list_scheduled(),
        unfounded=list_unfounded(),
    )


def _at(stage: Stage) -> Sequence[Article]:
    wanted = select(Article).where(Article.stage == stage).order_by(Article.id)
    loaded = (
        selectinload(Article.author),
        selectinload(Article.reviews),
        selectinload(Article.versions),
        selectinload(Article.item_rows),
        selectinload(Article.sounds),
        selectinload(Article.corrections),
    )
    return db.session.scalars(wanted.options(*loaded)).all()


def list_at_steps(reader: Account) -> list[Waiting]:
    """Return every article under review, with the step it waits at and those who may take it."""
    articles = _at(Stage.IN_REVIEW)
    staff = _active_staff() if articles else []
    waiting = [_waiting(article, staff, reader) for article in articles]
    return sorted(waiting, key=lambda one: -one.days)


def _active_staff() -> Sequence[Account]:
    return db.session.scalars(select(Account).filter_by(is_active=True).order_by(Account.id)).all()


def _waiting(article: Article, staff: Sequence[Account], reader: Account) -> Waiting:
    path = path_of_article(article)
    step = path.current
    able = [
        one for one in staff if step and one.may(step.permission) and not path.bar(step, one.id)
    ]
    return Waiting(
        article=article,
        step=step,
        days=_days_since(waits_since(article)),
        people=tuple(person.display_name for person in able),
        is_for_reader=any(person.id == reader.id for person in able),
    )


def _days_since(moment: datetime) -> int:
    return (clock.today() - clock.in_china(moment).date()).days


def _list_returned() -> list[Waiting]:
    rows = [
        Waiting(
            article=article,
            step=None,
            days=_days_since(waits_since(article)),
            people=(article.author.display_name,) if article.author else (),
            is_for_reader=False,
        )
        for article in _at(Stage.RETURNED)
    ]
    return sorted(rows, key=lambda one: -one.days)


def list_due_within(days: int) -> Sequence[Article]:
    """Return published articles whose review day is over or comes within so many days."""
    until: date = clock.today() + timedelta(days=days)
    due = select(Article).where(Article.stage == Stage.PUBLISHED, Article.review_by_on < until)
    return db.session.scalars(due.order_by(Article.review_by_on, Article.id)).all()


def _list_scheduled() -> Sequence[Article]:
    later = Article.stage == Stage.PUBLISHED, Article.published_at > clock.now()
    return db.session.scalars(select(Article).where(*later).order_by(Article.published_at)).all()


def list_unfounded() -> Sequence[Article]:
    """Return published negative cases whose decision no longer stands."""
    exposed = Article.stage == Stage.PUBLISHED, Article.exposure.is_not(None)
    found = db.session.scalars(select(Article).where(*exposed).order_by(Article.id)).all()
    return [one for one in found if one.negative_case and not is_final(one.negative_case)]


def count_waiting_for(reader: Account) -> int:
    """Return how many steps and corrections this person could decide now."""
    count = sum(one.is_for_reader for one in list_at_steps(reader))
    if reader.may(Permission.ARTICLE_PUBLISH):
        waiting = list_corrections_waiting()
        count += sum(
            reader.id not in {one.proposed_by_id, one.article.author_id} for one in waiting
        )
    return count


def count_returned_to(author: Account) -> int:
    """Return how many articles wait for this author to mend them."""
    own = select(Article.id).where(Article.author_id == author.id, Article.stage == Stage.RETURNED)
    return len(db.session.scalars(own).all())


@dataclass(frozen=True)
class Since:
    """What changed since the version that somebody last gave an opinion on."""

    version: int
    changes: Sequence[FieldChange]


def changes_since_last_opinion(article: Article) -> Since | None:
    """Return what changed since the last version on which there is an opinion; None if none."""
    texts: Mapping[int, ArticleVersion] = {one.number: one for one in article.versions}
    seen = [review.version for review in article.reviews if review.version < article.version]
    last = max((number for number in seen if number in texts), default=None)
    if last is None:
        return None
    return Since(last, compare(ArticleFacts.from_json(texts[last].facts), article.facts))


@dataclass(frozen=True)
class PublicStep:
    """One step an article took before it was public, and by whom where they agree to be named."""

    code: str
    taken_at: datetime
    person: str


def steps_taken(article: Article) -> Sequence[PublicStep]:
    """Return the steps whose pass the public version rests on, and the renewals, in time order.

    Articles that were reviewed before they came here have none.
    """
    passed: dict[str, Review] = {}
    renewals = []
    approved = select(Review).filter_by(article_id=article.id, verdict=Verdict.APPROVED)
    asked = approved.order_by(Review.id).options(joinedload(Review.reviewer))
    for review in db.session.scalars(asked):
        if review.step == RENEWAL:
            renewals.append(review)
        elif current_pipeline().find(review.step):
            passed[review.step] = review
    kept = sorted([*passed.values(), *renewals], key=lambda one: (one.reviewed_at, one.id))
    return [
        PublicStep(
            review.step,
            review.reviewed_at,
            review.reviewer.display_name if review.may_name else "",
        )
        for review in kept
    ]


def step_name(code: str) -> str:
    """Return what a step on record is called; its code where the place no longer has it."""
    step = current_pipeline().find(code)
    return name_of_step(step) if step else code


@dataclass(frozen=True)
class Basis:
    """What a negative case rests on: its own facts, and the decision where it is to be found."""

    exposure: Exposure
    kind: object
    decision: Decision | None


def basis_of(article: Article) -> Basis | None:
    """Return what a negative case rests on; None for every other article."""
    exposure = article.negative_case
    if exposure is None:
        return None
    kind = decisions.kinds().get(exposure.decision_kind)
    return Basis(exposure, kind.title if kind else "", decision_of(exposure))
