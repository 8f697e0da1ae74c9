"""Recordings of an article."""

from dataclasses import dataclass
from typing import IO

from portal.accounts.models import Account
from portal.extensions import objects
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.science.models import Article, ArticleSound
from portal.science.rules import EDITABLE, Licence
from portal.science.services.picturing import ROOM
from portal.science.services.writing import check_author, subject_of
from portal.science.sounds import Sound, make_sound, pieces
from portal.science.words import WORDS
from portal.science.writing_words import WRITING

MOST_SOUNDS = 5


@dataclass(frozen=True)
class SoundFacts:
    """What is told about a recording; ``transcript`` is what is said or sung in it."""

    title: str
    transcript: str
    licence: Licence
    credit: str = ""


def add_sound(article: Article, *, sent: IO[bytes], told: SoundFacts, by: Account) -> ArticleSound:
    """Keep a recording for an article; the same recording twice is kept once.

    Raises Refused at the field: too large, no recording, no words for those who cannot hear it.
    """
    check_author(article, by)
    if article.stage not in EDITABLE:
        raise Refused(WORDS["locked"])
    return load_sound(article, sent=sent, told=told, by=by)


def load_sound(article: Article, *, sent: IO[bytes], told: SoundFacts, by: Account) -> ArticleSound:
    """Keep a recording that was reviewed before it came here, with the article it belongs to."""
    if not told.transcript:
        raise Refused(WRITING["sound_words"], field="transcript")
    if len(article.sounds) >= MOST_SOUNDS:
        raise Refused(WRITING["sound_many"], field="sound")
    made = make_sound(sent)
    digest = objects().put_pieces(pieces(made), room=ROOM)
    known = next((sound for sound in article.sounds if sound.digest == digest), None)
    return known or _keep(article, made, digest, told, by)


def _keep(
    article: Article, made: Sound, digest: str, told: SoundFacts, by: Account
) -> ArticleSound:
    sound = ArticleSound(
        article=article,
        digest=digest,
        media_type=made.media_type,
        size=made.size,
        title=told.title,
        transcript=told.transcript,
        licence=told.licence,
        credit=told.credit,
        uploaded_by_id=by.id,
        uploaded_at=clock.now(),
    )
    db.session.add(sound)
    db.session.flush()
    audit.record(
        "science.sound-added",
        subject=subject_of(article),
        by=by.actor,
        after={"digest": digest, "licence": told.licence},
    )
    return sound


def remove_sound(article: Article, digest: str, *, by: Account) -> None:
    """Take a recording off a draft; what was published with it keeps its bytes."""
    check_author(article, by)
    if article.stage not in EDITABLE:
        raise Refused(WORDS["locked"])
    sound = next((sound for sound in article.sounds if sound.digest == digest), None)
    if sound is None:
        return
    article.sounds.remove(sound)
    db.session.delete(sound)
    db.session.flush()  # the same recording may come again with other words
    audit.record(
        "science.sound-removed",
        subject=subject_of(article),
        by=by.actor,
        before={"digest": digest},
    )
