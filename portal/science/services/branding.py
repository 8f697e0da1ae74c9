"""The signs of the place's brands, for others to show under the rules they come with."""

from typing import IO

from portal.accounts.models import Account
from portal.extensions import objects
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.science.documents import make_document
from portal.science.models import BrandAsset
from portal.science.queries.teaching import list_signs
from portal.science.rules.teaching import SignFacts
from portal.science.series import brands_of_place
from portal.science.services.picturing import ROOM
from portal.science.words import WORDS
from portal.science.writing_words import WRITING


def add_sign(*, sent: IO[bytes], told: SignFacts, by: Account) -> BrandAsset:
    """Offer a sign of one of the place's brands; raises Refused at the field."""
    if told.brand not in brands_of_place():
        raise Refused(WRITING["brand_unknown"], field="brand")
    made = make_document(sent, "sign")
    digest = objects().put(made.content, room=ROOM)
    if any(sign.digest == digest and sign.brand == told.brand for sign in list_signs()):
        raise Refused(WRITING["sign_known"], field="sign")
    sign = BrandAsset(
        brand=told.brand,
        name=told.name,
        alt=told.alt,
        rules=told.rules,
        licence=told.licence,
        credit=told.credit,
        digest=digest,
        media_type=made.media_type,
        size=len(made.content),
        width=made.width,
        height=made.height,
        uploaded_by_id=by.id,
        uploaded_at=clock.now(),
        withdrawn_reason="",
    )
    db.session.add(sign)
    _record(sign, "sign-added", by)
    return sign


def withdraw_sign(sign: BrandAsset, *, reason: str, by: Account) -> None:
    """Offer a sign no longer; its address keeps the reason (capabilities.md S2)."""
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    sign.withdrawn_at, sign.withdrawn_reason = clock.now(), reason
    _record(sign, "sign-withdrawn", by)


def _record(sign: BrandAsset, action: str, by: Account) -> None:
    audit.record(
        f"science.{action}",
        subject=f"brand:{sign.brand}",
        by=by.actor,
        after={"digest": sign.digest, "licence": sign.licence},
    )
