"""Observations: told, verified, put right, answered, made public. Callers commit."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Account
from portal.enterprises import queries as enterprises
from portal.kernel import audit, clock, sealed_files
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.members import queries
from portal.members.access import check_same_department
from portal.members.models import Member, Observation, ObservationPhoto, ObservationStep
from portal.members.queries.observations import ROOM, digest_of
from portal.members.rules import (
    OBSERVATION_LIFECYCLE,
    Ground,
    Kind,
    ObservationStage,
    Seen,
    ground_for_tip,
    may_release,
    new_observation_number,
)
from portal.members.tips import Tip, TipReceipt, hand_over
from portal.members.words import WORDS
from portal.places.profile import current_place
from portal.web.attachments import CheckedFile

# What became of what was seen: an observation, or a tip and why it is one.
Sent = Observation | tuple[Ground, TipReceipt]


def tip_ground(account: Account, seen: Seen) -> Ground | None:
    """Return why what was seen is a tip; None where it is supervision (F3)."""
    own = [one for one in queries.members_of(account) if one.kind is Kind.SUPERVISOR]
    grounds = [_ground(one, seen) for one in own]
    return None if None in grounds else next(iter(grounds), Ground.NEVER)


def _ground(member: Member, seen: Seen) -> Ground | None:
    lineage = {region.code for region in current_place().regions.lineage(seen.region)}
    return ground_for_tip(
        member.terms,
        member.left_on,
        seen_on=seen.seen_on,
        today=clock.today(),
        lineage=lineage,
    )


def send_observation(
    seen: Seen, *, token: str, by: Account, photos: Sequence[CheckedFile] = ()
) -> Sent:
    """Take what a supervisor saw; the same form sent again is the same observation.

    Outside the term or the area it is filed as a tip like everybody's, and the ground is returned
    with the tip's receipt: nothing is lost (F3). Raises Refused with the field.
    """
    known = queries.find_by_token(token)
    if known is not None:
        return known
    _check(seen)
    ground = tip_ground(by, seen)
    if ground is not None:
        return ground, _hand_over(seen, token, photos, ground, by)
    member = next(
        one
        for one in queries.members_of(by)
        if one.kind is Kind.SUPERVISOR and _ground(one, seen) is None
    )
    return _keep(member, seen, token, photos, by)


def _check(seen: Seen) -> None:
    if seen.seen_on > clock.today():
        raise Refused(WORDS["seen_in_future"], field="seen_on")
    if current_place().regions.find(seen.region) is None:
        raise Refused(WORDS["region_unknown"], field="region")


def _hand_over(
    seen: Seen, token: str, photos: Sequence[CheckedFile], ground: Ground, by: Account
) -> TipReceipt:
    lineage = current_place().regions.lineage(seen.region)
    where = "".join(region.name.zh for region in lineage[1:] or lineage)
    receipt = hand_over(
        Tip(
            token=token,
            told=seen.told,
            domain=seen.domain,
            category=seen.category,
            seen_on=seen.seen_on,
            respondent=seen.respondent,
            address=where + seen.address,
            enterprise_id=_enterprise(seen),
            files=photos,
        )
    )
    # Who told it and which case it became must not stand in one line: a tip names nobody.
    audit.record(
        "observation.became-tip",
        subject=f"account:{by.username}",
        by=by.actor,
        after={"ground": ground.value},
    )
    return receipt


def _enterprise(seen: Seen) -> int | None:
    bearing = enterprises.list_namesakes(seen.respondent)
    return bearing[0].id if len(bearing) == 1 else None


def _keep(
    member: Member, seen: Seen, token: str, photos: Sequence[CheckedFile], by: Account
) -> Observation:
    observation = Observation(
        reference=new_observation_number(),
        submit_digest=digest_of(token),
        member=member,
        seen_on=seen.seen_on,
        region=seen.region,
        domain=seen.domain,
        category=seen.category,
        respondent=seen.respondent,
        address=seen.address,
        enterprise_id=_enterprise(seen),
        told=seen.told,
        stage=ObservationStage.SUBMITTED,
        submitted_at=clock.now(),
        photos=[_photo(photo) for photo in photos if photo.copy is not None],
    )
    try:
        with db.session.begin_nested():
            db.session.add(observation)
    except IntegrityError:  # the same form, sent twice at once
        return queries.get_by_token(token)
    after = {"region": seen.region, "category": seen.category, "photos": len(observation.photos)}
    audit.record("observation.submitted", subject=observation.subject, by=by.actor, after=after)
    return observation


def _photo(photo: CheckedFile) -> ObservationPhoto:
    kept = sealed_files.keep(photo.cleaned or b"", room=ROOM)
    media_type = photo.copy_type or photo.media_type
    return ObservationPhoto(media_type=media_type, key=kept.key, stored_as=kept.stored_as)


def _step(observation: Observation, stage: ObservationStage, note: str, by: Account) -> None:
    hold(observation, "stage")
    OBSERVATION_LIFECYCLE.check(observation.stage, stage)
    if not note:
        raise Refused(WORDS["note_missing"], field="note")
    before = {"stage": observation.stage.value}
    observation.stage = stage
    observation.steps.append(ObservationStep(stage=stage, note=note, at=clock.now(), by=by))
    audit.record(
        f"observation.{stage.value}",
        subject=observation.subject,
        by=by.actor,
        before=before,
        after={"stage": stage.value},
    )


def verify_observation(observation: Observation, *, is_found: bool, note: str, by: Account) -> None:
    """Say whether it was found as told; the supervisor reads the note.

    Raises NotAllowed, as every step of a handler does, where it is another department's.
    """
    check_same_department(observation, by)
    stage = ObservationStage.FOUND if is_found else ObservationStage.UNFOUNDED
    _step(observation, stage, note, by)


def rectify_observation(observation: Observation, *, note: str, by: Account) -> None:
    """Say what was ordered to be put right, and until when."""
    check_same_department(observation, by)
    _step(observation, ObservationStage.RECTIFYING, note, by)


def answer_observation(
    observation: Observation, *, note: str, public_text: str, by: Account
) -> None:
    """Tell the supervisor what came of it, and propose what the public is told.

    ``public_text`` names nobody; it is seen by nobody else before a second person releases it.
    """
    check_same_department(observation, by)
    if not public_text:
        raise Refused(WORDS["public_text_missing"], field="public_text")
    _step(observation, ObservationStage.ANSWERED, note, by)
    observation.public_text = public_text


def publish_observation(observation: Observation, *, by: Account) -> None:
    """Release what the public is told; only somebody who had no part in it before may (S5)."""
    handlers = queries.handlers_of(observation)
    observer = observation.member.account.username
    if not may_release(by.username, observer=observer, handlers=handlers):
        raise Refused(WORDS["released_by_same"])
    _step(observation, ObservationStage.PUBLISHED, observation.public_text, by)
    observation.published_at = clock.now()


def withdraw_observation(observation: Observation, *, note: str, by: Account) -> None:
    """Take back what was released; the address stays, with the reason (S2)."""
    _step(observation, ObservationStage.WITHDRAWN, note, by)
