"""The science desk of the demo: finished articles, and some at every step on their way."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import yaml

from portal.demo.diary import Story
from portal.demo.reviewing import begin_desk
from portal.demo.seeds import ARTICLES, seeds
from portal.demo.teaching import begin_teaching, extras_of
from portal.demo.town import Town
from portal.kernel import clock
from portal.science import queries, services
from portal.science.rules import Language, Verdict

FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
WEEK = 7
CORRECTED_AGO = 40


def begin_articles(town: Town) -> None:
    """Begin every article, and what is at the desk today."""
    ages: dict[str, int] = {}
    files = sorted(ARTICLES.glob("*.md"))
    for number, path in enumerate(files):
        front, body = read_article(path.read_text(encoding="utf-8"), on=town.today)
        front |= extras_of(front["slug"])
        spread = 4 + number * seeds("articles")["oldest_ago"] // len(files)
        ago = ages.setdefault(front["slug"], _ago(town, front, spread))
        town.diary.begin(_publish(town, front, body, ago=ago))
    begin_desk(town)
    begin_teaching(town)
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


def _correct(town: Town, row: Mapping[str, Any]) -> Story:
    """Propose a change to a published article; a second person decides, or has not yet."""
    ago = CORRECTED_AGO if row["is_decided"] else WEEK
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
        opinion=seeds("articles")["opinions"]["correction"],
        by=town.person("publisher"),
    )
