"""Packs of lessons: made by one person, published by another; nothing published is deleted."""

from typing import IO

from portal.accounts.models import Account
from portal.extensions import objects
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, OutOfDate, Refused
from portal.science.documents import make_document
from portal.science.models import LessonPack, LessonPart, LessonSheet
from portal.science.queries.teaching import pack_exists, unknown_slugs
from portal.science.rules import slug_from
from portal.science.rules.teaching import FileFacts, LessonFacts
from portal.science.services.picturing import ROOM
from portal.science.words import WORDS
from portal.science.writing_words import WRITING

MOST_SHEETS = 6
MOST_ARTICLES = 12


def _check(facts: LessonFacts) -> None:
    if facts.age_to < facts.age_from:
        raise Refused(WRITING["ages_order"], field="age_to")
    if not facts.slugs:
        raise Refused(WRITING["lesson_empty"], field="articles")
    if len(facts.slugs) > MOST_ARTICLES:
        raise Refused(WRITING["lesson_long"], field="articles")
    if unknown_slugs(facts.slugs):
        raise Refused(WRITING["lesson_unknown"], field="articles")


def _free_slug(title: str) -> str:
    base = slug = slug_from(title)
    number = 1
    while pack_exists(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def _apply(pack: LessonPack, facts: LessonFacts) -> None:
    pack.language, pack.title, pack.summary = facts.language, facts.title, facts.summary
    pack.plan, pack.minutes = facts.plan, facts.minutes
    pack.age_from, pack.age_to = facts.age_from, facts.age_to
    if [part.slug for part in pack.parts] != list(facts.slugs):
        pack.parts.clear()
        db.session.flush()  # the places are taken until then
        numbered = enumerate(facts.slugs, start=1)
        pack.parts.extend(LessonPart(position=place, slug=slug) for place, slug in numbered)


def make_pack(facts: LessonFacts, *, by: Account) -> LessonPack:
    """Begin a pack; raises Refused at the field."""
    _check(facts)
    pack = LessonPack(
        slug=_free_slug(facts.title), made_by_id=by.id, made_at=clock.now(), revision=1, parts=[]
    )
    pack.withdrawn_reason = ""
    _apply(pack, facts)
    db.session.add(pack)
    _record(pack, "made", by)
    return pack


def save_pack(pack: LessonPack, facts: LessonFacts, *, revision: int, by: Account) -> None:
    """Change a pack that is not public yet, as whoever made it."""
    _check_maker(pack, by)
    if pack.revision != revision:
        raise OutOfDate(WORDS["changed"])
    _check(facts)
    _apply(pack, facts)
    pack.revision += 1
    _record(pack, "saved", by)


def add_sheet(pack: LessonPack, *, sent: IO[bytes], told: FileFacts, by: Account) -> LessonSheet:
    """Add a sheet to print; the same one twice is kept once. Raises Refused at the field."""
    _check_maker(pack, by)
    if len(pack.sheets) >= MOST_SHEETS:
        raise Refused(WRITING["sheets_many"], field="sheet")
    made = make_document(sent, "sheet")
    digest = objects().put(made.content, room=ROOM)
    known = next((sheet for sheet in pack.sheets if sheet.digest == digest), None)
    if known is not None:
        return known
    sheet = LessonSheet(
        pack=pack,
        title=told.title,
        digest=digest,
        media_type=made.media_type,
        size=len(made.content),
        licence=told.licence,
        credit=told.credit,
        uploaded_by_id=by.id,
        uploaded_at=clock.now(),
    )
    db.session.add(sheet)
    _record(pack, "sheet-added", by)
    return sheet


def publish_pack(pack: LessonPack, *, by: Account, seen: str | None = None) -> None:
    """Make a pack public, as somebody who did not make it (capabilities.md S5).

    ``seen`` is the state they read; raises OutOfDate where its maker has changed it since.
    """
    if pack.made_by_id == by.id:
        raise Refused(WORDS["own_work"])
    if pack.published_at is not None:
        raise Refused(WRITING["lesson_public"])
    if seen is not None and seen != pack.state:
        raise OutOfDate(WORDS["newer_version"])
    if unknown_slugs([part.slug for part in pack.parts]):
        raise Refused(WRITING["lesson_unknown"])
    pack.published_at, pack.published_by_id = clock.now(), by.id
    pack.revision += 1
    _record(pack, "published", by)


def withdraw_pack(pack: LessonPack, *, reason: str, by: Account) -> None:
    """Take a pack off the site; its address keeps the reason (capabilities.md S2)."""
    if not pack.is_public:
        raise Refused(WRITING["lesson_not_public"])
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    pack.withdrawn_at, pack.withdrawn_reason = clock.now(), reason
    _record(pack, "withdrawn", by)


def _check_maker(pack: LessonPack, by: Account) -> None:
    if pack.made_by_id != by.id:
        raise NotAllowed(WORDS["not_yours"])
    if pack.published_at is not None:
        raise Refused(WRITING["lesson_public"])


def _record(pack: LessonPack, action: str, by: Account) -> None:
    audit.record(f"science.lesson-{action}", subject=f"lesson:{pack.slug}", by=by.actor)
