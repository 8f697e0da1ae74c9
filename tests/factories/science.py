"""Articles for tests, all of them made up."""

import io
from datetime import timedelta
from itertools import count
from typing import Any

from PIL import Image

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.science import queries, services
from portal.science.models import Article
from portal.science.rules import ArticleFacts, Event, Exposure, Language, Source, Stage, Verdict
from tests.factories.accounts import make_account

_numbers = count(1)
SOURCE = Source("食品安全国家标准 示例", "GB 0000-2026")


def facts(**changes: Any) -> ArticleFacts:
    """Return what an article may say."""
    known: dict[str, Any] = {
        "column": "short-facts",
        "title": "示例：豇豆焯水再炒",
        "summary": "农药残留会少一些，不能全去掉。",
        "body": "## 怎么做\n\n先洗后切，**沸水**焯一下。",
        "items": ("灭蝇胺",),
        "sources": (SOURCE,),
        "review_months": 24,
        "byline": "示例作者",
    }
    return ArticleFacts(**{**known, **changes})


def event(days: int = 7) -> Event:
    """Return a fair that begins so many days from now."""
    begins = clock.now() + timedelta(days=days)
    return Event(begins, begins + timedelta(hours=2), "示例广场", 80)


def exposure(**changes: Any) -> Exposure:
    """Return what a negative case rests on: asked long ago, without a reply."""
    asked_on = clock.today() - timedelta(days=30)
    known: dict[str, Any] = {
        "decision_kind": "penalty",
        "decision_number": "示例处罚〔2026〕1号",
        "asked_on": asked_on,
        "answer_by_on": asked_on + timedelta(days=15),
    }
    return Exposure(**{**known, **changes})


def make_draft(author: Account | None = None, **changes: Any) -> Article:
    """Return a draft; the caller commits."""
    writer = author or make_account("volunteer")
    db.session.flush()
    article = services.start_draft(facts=facts(**changes), language=Language.ZH, by=writer)
    db.session.flush()
    return article


def make_submitted(author: Account | None = None, **changes: Any) -> Article:
    """Return an article that waits for its first review."""
    article = make_draft(author, **changes)
    assert article.author is not None
    services.submit(article, by=article.author)
    db.session.flush()
    return article


# Who takes each step of the shipped pipeline in tests: a role, and the same person each time.
STAFF = {
    "first-review": ("editor", "s-first"),
    "first-proof": ("editor", "s-first"),
    "source-check": ("expert", "s-expert"),
    "second-review": ("editor", "s-second"),
    "second-proof": ("editor", "s-second"),
    "secrecy-review": ("clearance", "s-clearance"),
    "third-proof": ("editor", "s-first"),
    "final-review": ("publisher", "s-publisher"),
}


def taker(step: str) -> Account:
    """Return the person who takes a step in tests."""
    role, name = STAFF[step]
    account = make_account(role, name=name)
    db.session.flush()
    return account


def judgement(article: Article, **changes: Any) -> services.Judgement:
    """Return a pass of the step an article waits at; ``changes`` say what is other."""
    step = queries.path_of_article(article).current
    known: dict[str, Any] = {
        "step": step.code if step else "",
        "version": article.version,
        "verdict": Verdict.APPROVED,
        "opinion": "已核对",
    }
    return services.Judgement(**{**known, **changes})


def pass_steps(article: Article, until: str = "") -> Article:
    """Let an article pass its steps, up to one that it then waits at; without one, publish it."""
    while article.stage is Stage.IN_REVIEW:
        step = queries.path_of_article(article).current
        if step is None or step.code == until:
            break
        services.decide(article, judgement(article), by=taker(step.code))
        db.session.flush()
    return article


def make_reviewed(author: Account | None = None, **changes: Any) -> Article:
    """Return an article that waits for its last step, the one that publishes."""
    return pass_steps(make_submitted(author, **changes), "final-review")


def make_published(author: Account | None = None, **changes: Any) -> Article:
    """Return an article that has passed every step."""
    return pass_steps(make_submitted(author, **changes))


def load(slug: str = "", *, days_ago: float = 1, **front: Any) -> Article:
    """Return an article loaded from front matter; ``body`` may be given."""
    body = front.pop("body", "正文。")
    known: dict[str, Any] = {
        "slug": slug or f"example-{next(_numbers)}",
        "language": "zh",
        "column": "short-facts",
        "title": "示例文章",
        "summary": "示例摘要。",
        "sources": [{"title": "示例标准", "reference": "GB 0000-2026"}],
    }
    article = services.load_article(
        {**known, **front},
        body,
        published_at=clock.now() - timedelta(days=days_ago),
        byline="示例作者",
        by=SYSTEM,
    )
    db.session.flush()
    return article


def picture(width: int = 40, height: int = 30, kind: str = "JPEG", **options: Any) -> bytes:
    """Return the bytes of a picture of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(made, kind, **options)
    return made.getvalue()
