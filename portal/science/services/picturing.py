"""Pictures of an article."""

from portal.accounts.models import Account
from portal.extensions import objects
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.science.models import Article, ArticleImage
from portal.science.pictures import make_picture
from portal.science.queries import find_correction
from portal.science.rules import Licence, Stage
from portal.science.services.writing import check_author, subject_of
from portal.science.words import WORDS

ROOM = "science"
MOST_PICTURES = 20


def _check_open(article: Article) -> None:
    # What somebody is reading is not added to: neither a version under review nor a correction.
    if article.stage is Stage.IN_REVIEW:
        raise Refused(WORDS["locked"])
    if find_correction(article) is not None:
        raise Refused(WORDS["correction_waiting"])


def add_image(
    article: Article, *, raw: bytes, alt: str, licence: Licence, credit: str, by: Account
) -> ArticleImage:
    """Keep a picture for an article; the same picture twice is kept once.

    ``raw`` is the file as sent. Raises Refused at the field: too large, no picture, no words
    for those who cannot see it.
    """
    check_author(article, by)
    _check_open(article)
    if not alt:
        raise Refused(WORDS["picture_alt"], field="alt")
    if len(article.images) >= MOST_PICTURES:
        raise Refused(WORDS["picture_many"], field="picture")
    picture = make_picture(raw)
    digest = objects().put(picture.content, room=ROOM)
    known = next((image for image in article.images if image.digest == digest), None)
    if known is not None:
        return known
    image = ArticleImage(
        article=article,
        digest=digest,
        alt=alt,
        licence=licence,
        credit=credit,
        width=picture.width,
        height=picture.height,
        uploaded_by_id=by.id,
        uploaded_at=clock.now(),
    )
    db.session.add(image)
    audit.record(
        "science.picture-added",
        subject=subject_of(article),
        by=by.actor,
        after={"digest": digest, "licence": licence},
    )
    return image
