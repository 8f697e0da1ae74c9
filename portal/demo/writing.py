"""The science desk of the demo: finished articles, and some at every step on their way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import yaml

from portal.accounts.models import Account
from portal.demo.diary import Story
from portal.demo.seeds import ARTICLES, seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.science import queries, services
from portal.science.models import Article
from portal.science.rules import ArticleFacts, Language, Source, Verdict

FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
WEEK = 7
REVIEW_MONTHS = 24
DUE_AGO, WITHDRAWN_AGO, CORRECTED_AGO = 760, 120, 40
NEXT_STEP = timedelta(days=2)


def begin_articles(town: Town) -> None:
    """Begin every article, and what is at the desk today."""
    ages: dict[str, int] = {}
    files = sorted(ARTICLES.glob("*.md"))
    for number, path in enumerate(files):
        front, body = read_article(path.read_text(encoding="utf-8"), on=town.today)
        spread = 4 + number * seeds("articles")["oldest_ago"] // len(files)
        ago = ages.setdefault(front["slug"], _ago(town, front, spread))
        town.diary.begin(_publish(town, front, body, ago=ago))
    for row in seeds("articles")["desk"]:
        town.diary.begin(_write(town, row))
    for row in seeds("articles")["corrections"]:
        town.diary.begin(_correct(town, row))


def read_article(text: str, *, on: date) -> tuple[dict[str, Any], str]:
    """Return an article's front matter and body; events move along with the week of ``on``."""
    found = FRONT.fullmatch(text)
    if found is None:
        raise ValueError(text[:80])
    front: dict[str, Any] = yaml.safe_load(found[1])
    weeks = (on - seeds("articles")["written_on"]).days // WEEK
    for end in ("starts_at", "ends_at") if front.get("event") else ():
        moment = datetime.fromisoformat(str(front["event"][end]))
        front["event"][end] = moment + timedelta(days=weeks * WEEK)
    return front, found[2]


def _ago(town: Town, front: Mapping[str, Any], spread: int) -> int:
    event = front.get("event")
    if event is None:
        return spread
    ahead = seeds("articles")["event_ahead"]
    announced: date = event["starts_at"].date() - timedelta(days=ahead)
    return max(2 + spread % WEEK, (town.today - announced).days)


def _publish(town: Town, front: Mapping[str, Any], body: str, *, ago: int) -> Story:
    bylines = seeds("articles")["bylines"]
    yield town.at(town.day(ago), hour=10)
    services.load_article(
        front,
        body,
        published_at=clock.now(),
        byline=bylines[len(front["slug"]) % len(bylines)],
        by=town.actor("publisher"),
        author=town.person("volunteer"),
    )


def _facts(row: Mapping[str, Any]) -> ArticleFacts:
    return ArticleFacts(
        column=row["column"],
        title=row["title"],
        summary=row["summary"],
        body=row["body"],
        sources=(Source(**row["source"]),),
        review_months=REVIEW_MONTHS,
        byline=seeds("articles")["bylines"][1],
    )


def _write(town: Town, row: Mapping[str, Any]) -> Story:
    """Take an article as far as its way says."""
    way = row["way"]
    day = town.day({"due": DUE_AGO, "withdrawn": WITHDRAWN_AGO}.get(way, 12))
    author, opinions = town.person("volunteer-2"), seeds("articles")["opinions"]
    yield town.in_office(day)
    article = services.start_draft(facts=_facts(row), language=Language.ZH, by=author)
    if way == "draft":
        return
    services.submit(article, by=author)
    yield town.in_office(day + NEXT_STEP)
    if way == "returned":
        _review(article, Verdict.RETURNED, row["opinion"], town.person("expert"))
    if way in {"returned", "in-review"}:
        return
    _review(article, Verdict.APPROVED, opinions[0], town.person("expert"))
    if way == "first-approved":
        return
    yield from _finish(town, article, row, day + 2 * NEXT_STEP)


def _review(article: Article, verdict: Verdict, opinion: str, by: Account) -> None:
    services.review(article, verdict=verdict, opinion=opinion, version=article.version, by=by)


def _finish(town: Town, article: Article, row: Mapping[str, Any], day: date) -> Iterator[datetime]:
    publisher, opinions = town.person("publisher"), seeds("articles")["opinions"]
    yield town.in_office(day)
    services.publish(article, opinion=opinions[1], version=article.version, by=publisher)
    if row["way"] == "withdrawn":
        yield town.in_office(day + NEXT_STEP)
        services.withdraw(article, reason=row["reason"], by=publisher)


def _correct(town: Town, row: Mapping[str, Any]) -> Story:
    """Propose a change to a published article; a second person decides, or has not yet."""
    ago = CORRECTED_AGO if row["is_decided"] else 2
    yield town.in_office(town.day(ago))
    article = queries.get_article(row["slug"], Language.ZH)
    changed = replace(article.facts, body=f"{article.body}\n\n{row['note']}")
    correction = services.propose_correction(
        article, facts=changed, note=row["note"], by=town.person("editor")
    )
    if not row["is_decided"]:
        return
    yield town.in_office(town.day(ago - 2))
    services.decide_correction(
        correction,
        verdict=Verdict.APPROVED,
        opinion=seeds("articles")["opinions"][0],
        by=town.person("publisher"),
    )
