"""Articles of the demo on their way through the steps: one at every step, some sent back, some out.

Who takes a step is whoever may, the first of the desk's people: no step is taken that the product
itself would refuse.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from portal.accounts.models import Account
from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.penalties.queries import penalties
from portal.science import queries, services
from portal.science.models import Article
from portal.science.rules import (
    ArticleFacts,
    Details,
    Exposure,
    Language,
    Source,
    Step,
    Verdict,
)

REVIEW_MONTHS = 24
AGO = {"due": 760, "soon": 720, "withdrawn": 120, "exposed": 60}
USUAL_AGO = 16
DAY = timedelta(days=1)
ANSWERED_WITHIN = 15 * DAY
EIGHT = time(8, tzinfo=clock.CHINA)


def begin_desk(town: Town) -> None:
    """Begin everything that is at the desk today."""
    for row in seeds("articles")["desk"]:
        town.diary.begin(_write(town, row))


def _facts(row: Mapping[str, Any]) -> ArticleFacts:
    return ArticleFacts(
        column=row["column"],
        title=row["title"],
        summary=row["summary"],
        body=row["body"],
        sources=(Source(**row["source"]),),
        review_months=REVIEW_MONTHS,
        byline=seeds("articles")["bylines"][1],
        details=Details(lecturer=row.get("lecturer", "")),
    )


def _write(town: Town, row: Mapping[str, Any]) -> Story:
    """Take an article as far as its way says."""
    way = row["way"]
    day = town.day(row.get("ago", AGO.get(way, USUAL_AGO)))
    author = town.person("volunteer-2")
    yield town.in_office(day, hour=9)
    article = services.start_draft(facts=_facts(row), language=Language.ZH, by=author)
    if row.get("conduct"):
        services.set_exposure(article, _exposure(row), by=author)
    if way == "draft":
        return
    services.submit(article, by=author)
    yield from _take_steps(town, article, row, day)
    if way == "withdrawn":
        yield town.in_office(clock.today() + 2 * DAY)
        services.withdraw(article, reason=row["reason"], by=town.person("publisher"))


def _exposure(row: Mapping[str, Any]) -> Exposure:
    """Let a negative case rest on the demo's penalty for the same conduct."""
    shown = penalties.list_shown(penalties.PenaltyFilter())
    penalty = next(one for one in shown if one.conduct == row["conduct"])
    asked_on = clock.today() - ANSWERED_WITHIN - DAY
    reply = row.get("reply", "")
    return Exposure(
        decision_kind="penalty",
        decision_number=penalty.number,
        asked_on=asked_on,
        answer_by_on=asked_on + ANSWERED_WITHIN,
        reply=reply,
        replied_on=asked_on + DAY if reply else None,
    )


def _take_steps(
    town: Town, article: Article, row: Mapping[str, Any], day: date
) -> Iterator[datetime]:
    way = row["way"]
    for number, step in enumerate(queries.path_of_article(article).steps):
        if step.code == row.get("until"):
            return
        # Several steps on one day, the next ones on the next: a week from sending to publication.
        yield town.in_office(day + (1 + number // 2) * DAY, hour=10 + 4 * (number % 2))
        is_returned = way == "returned" and step.code == row["at"]
        _take(town, article, step, row, is_returned=is_returned)
        if is_returned:
            return


def _take(
    town: Town, article: Article, step: Step, row: Mapping[str, Any], *, is_returned: bool
) -> None:
    opinion = row["opinion"] if is_returned else seeds("articles")["opinions"][step.kind.value]
    is_scheduled = row["way"] == "scheduled" and step.publishes
    services.decide(
        article,
        services.Judgement(
            step=step.code,
            version=article.version,
            verdict=Verdict.RETURNED if is_returned else Verdict.APPROVED,
            opinion=opinion,
            publish_at=_some_day(town) if is_scheduled else None,
            may_name=step.publishes,
        ),
        by=_somebody(town, article, step),
    )


def _some_day(town: Town) -> datetime:
    return datetime.combine(town.today + 5 * DAY, EIGHT)


def _somebody(town: Town, article: Article, step: Step) -> Account:
    path = queries.path_of_article(article)
    desk = (town.person(name) for name in seeds("articles")["reviewers"])
    return next(one for one in desk if one.may(step.permission) and path.bar(step, one.id) is None)
