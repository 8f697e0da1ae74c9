"""What people of the demo ask: rumours and questions; and what the channels published."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from portal.channels import services as channels
from portal.concerns import services as concerns
from portal.concerns.models import Concern
from portal.concerns.rules import Content as Question
from portal.concerns.rules import Deed as AnswerDeed
from portal.concerns.rules import Link
from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel.db import db
from portal.rumours import services as rumours
from portal.rumours.models import Rumour
from portal.rumours.rules import Content, Deed, Evidence, EvidenceKind, SentClaim, Verdict

# Who answers for a department; of the others the editor writes down what they say.
ANSWERS = {
    "market-regulation": "handler",
    "agriculture": "handler-agriculture",
    "health": "handler-health",
}
CHECKED_AFTER, CONCLUDED_AFTER, PUBLISHED_AFTER = 1, 3, 4


def begin_answers(town: Town) -> None:
    """Begin every rumour, every concern, and what the channels published."""
    told = seeds("rumours")
    for row in told["rumours"]:
        town.diary.begin(_rumour(town, row))
    for row in told["checking"]:
        town.diary.begin(_checking(town, row))
    for row in told["waiting"]:
        town.diary.begin(_lead(town, row))
    asked = seeds("concerns")
    for row in asked["concerns"]:
        town.diary.begin(_concern(town, row))
    for row in asked["waiting"]:
        town.diary.begin(_question(town, row))
    for row in asked["open"]:
        town.diary.begin(_assigned(town, row))
    for row in asked["entries"]:
        town.diary.begin(_entry(town, row))


def read_rumour(row: Mapping[str, Any]) -> Content:
    """Return what a seed says of a rumour."""
    return Content(
        claim=row["claim"],
        claim_en=row["claim_en"],
        verdict=Verdict(row["verdict"]),
        short=row["short"],
        short_en=row["short_en"],
        truth=row["truth"],
        truth_en=row["truth_en"],
        category=row["category"],
        seen_where=row["where"],
        product=row["product"],
        authority=row["authority"],
        evidence=tuple(
            Evidence(EvidenceKind(kind), title, number, place)
            for kind, title, number, place in row["evidence"]
        ),
    )


def _rumour(town: Town, row: Mapping[str, Any]) -> Story:
    begun = town.day(row["ago"])
    yield town.at(begun, hour=9)
    editor, publisher = town.person("editor"), town.person("publisher")
    content = read_rumour(row)
    later = row.get("update")
    first = (
        replace(content, truth=content.truth.replace(later["without"], "")) if later else content
    )
    words = [row["asked"][number % len(row["asked"])] for number in range(row["sent"])]
    leads = [rumours.keep_lead(SentClaim(text, "", row["where"])) for text in words]
    yield town.at(begun + timedelta(days=CHECKED_AFTER), hour=10)
    rumour = rumours.open_rumour(Content(row["claim"]), by=editor, code=row["code"])
    for lead in leads:
        rumours.join_lead(lead, rumour, by=editor)
    rumours.advance(rumour, Deed.TAKEN, by=editor)
    yield town.at(begun + timedelta(days=CONCLUDED_AFTER), hour=15)
    rumours.save(rumour, first, by=editor)
    rumours.advance(rumour, Deed.CONCLUDED, by=editor)
    yield town.at(begun + timedelta(days=PUBLISHED_AFTER), hour=11)
    rumours.advance(rumour, Deed.REVIEWED, by=town.person("expert"))
    rumours.advance(rumour, Deed.PUBLISHED, by=publisher)
    if later:
        yield town.at(town.day(later["ago"]), hour=10)
        _update(town, rumour, content, later["note"])


def _update(town: Town, rumour: Rumour, content: Content, note: str) -> None:
    editor, publisher = town.person("editor"), town.person("publisher")
    rumours.advance(rumour, Deed.REOPENED, by=editor, opinion=note)
    rumours.save(rumour, content, by=editor)
    rumours.advance(rumour, Deed.CONCLUDED, by=editor)
    rumours.advance(rumour, Deed.REVIEWED, by=town.person("expert"))
    rumours.advance(rumour, Deed.PUBLISHED, by=publisher, opinion=note)


def _checking(town: Town, row: Mapping[str, Any]) -> Story:
    yield town.at(town.day(row["ago"]), hour=10)
    editor = town.person("editor")
    rumour = rumours.open_rumour(Content(row["claim"], category="food-safety"), by=editor)
    rumours.advance(rumour, Deed.TAKEN, by=editor)
    if row["until"] == Deed.CONCLUDED:
        words = replace(
            rumour.content,
            verdict=Verdict.FALSE,
            short="示例：称重只看得出重量，水分要由检验机构检验。",
            truth="示例：称重只看得出重量。肉里注水要看水分含量，由检验机构按国家标准检验。",
            authority="示例：国家标准化管理委员会",
            evidence=(Evidence(EvidenceKind.STANDARD, "畜禽肉水分限量", "GB 18394-2020"),),
        )
        rumours.save(rumour, words, by=editor)
        rumours.advance(rumour, Deed.CONCLUDED, by=editor)


def _lead(town: Town, row: Mapping[str, Any]) -> Story:
    yield town.at(town.day(row["ago"]))
    rumours.keep_lead(SentClaim(row["text"], "", row["where"]))


def _concern(town: Town, row: Mapping[str, Any]) -> Story:
    begun = town.day(row["ago"])
    yield town.at(begun, hour=9)
    editor = town.person("editor")
    words = [row["asked"][number % len(row["asked"])] for number in range(row["sent"])]
    sent = [concerns.keep_question(text=text, topic=row["topic"]) for text in words]
    yield town.at(begun + timedelta(days=1), hour=10)
    concern = _open(town, row)
    for question in sent:
        concerns.join_question(question, concern, by=editor)
    concerns.advance(concern, AnswerDeed.ASSIGNED, by=editor, department=row["department"])
    yield town.in_office(begun + timedelta(days=row["days"]), hour=14)
    content = Question(
        question=row["question"],
        question_en=row["question_en"],
        answer=row["answer"],
        answer_en=row["answer_en"],
        topic=row["topic"],
        links=tuple(Link(address, title) for address, title in row["links"]),
    )
    author = town.person(ANSWERS.get(row["department"], "editor"))
    concerns.save(concern, content, by=author)
    concerns.advance(concern, AnswerDeed.ANSWERED, by=author)
    concerns.advance(concern, AnswerDeed.PUBLISHED, by=town.person("publisher"))


def _open(town: Town, row: Mapping[str, Any]) -> Concern:
    words = Question(question=row["question"], topic=row["topic"])
    return concerns.open_concern(words, by=town.person("editor"), code=row.get("code", ""))


def _question(town: Town, row: Mapping[str, Any]) -> Story:
    yield town.at(town.day(row["ago"]))
    concerns.keep_question(text=row["text"], topic=row["topic"])


def _assigned(town: Town, row: Mapping[str, Any]) -> Story:
    yield town.at(town.day(row["ago"]), hour=9)
    concern = _open(town, row)
    editor = town.person("editor")
    concerns.advance(concern, AnswerDeed.ASSIGNED, by=editor, department=row["department"])


def _entry(town: Town, row: Mapping[str, Any]) -> Story:
    yield town.at(town.day(row["ago"]), hour=16)
    channels.note_entry(
        channel=row["channel"],
        title=row["title"],
        told_on=town.day(row["ago"]),
        address="",
        by=town.person("editor"),
    )
    db.session.flush()
