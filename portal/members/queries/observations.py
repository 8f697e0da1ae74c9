"""Reads of observations."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Account
from portal.extensions import keyring
from portal.kernel import sealed_files
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Withdrawn
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.members.models import Member, Observation, ObservationPhoto, ObservationStep
from portal.members.policy import department_of
from portal.members.rules import OPEN_STAGES, ObservationStage

ROOM = "observations"
ON_PAGE = 20
MOST_ROWS = 200
TOKEN = "submit token of an observation"  # noqa: S105 - the purpose of a digest


@dataclass(frozen=True)
class Followed:
    """What became of observations: how many came, were found true, put right, told to everybody."""

    received: int
    open: int
    found: int
    rectified: int
    published: int


def digest_of(token: str) -> str:
    """Return what is kept of the token of a form."""
    return keyring().digest(TOKEN, token)


def find_by_token(token: str) -> Observation | None:
    """Return the observation that this form has made before, if it has."""
    return db.session.scalar(select(Observation).filter_by(submit_digest=digest_of(token)))


def get_by_token(token: str) -> Observation:
    """Return the observation that this form has made before; raises NotFound."""
    found = find_by_token(token)
    if found is None:
        raise NotFound(token)
    return found


def get_observation(reference: str, *, for_change: bool = False) -> Observation:
    """Return the observation with this number; raises NotFound.

    ``for_change`` makes others who want to change it wait (PostgreSQL).
    """
    wanted = select(Observation).filter_by(reference=reference[:20])
    found = db.session.scalar(wanted.with_for_update() if for_change else wanted)
    if found is None:
        raise NotFound(reference)
    return found


def list_observations(
    stages: frozenset[ObservationStage], *, department: str | None = None
) -> Sequence[Observation]:
    """Return the observations at these stages, the oldest first; ``department``: its own alone."""
    wanted = select(Observation).where(Observation.stage.in_(sorted(stages)))
    if department is not None:
        told = db.session.scalars(select(Observation.domain).distinct())
        own = [domain for domain in told if department_of(domain) == department]
        wanted = wanted.where(Observation.domain.in_(own))
    oldest = wanted.order_by(Observation.id).limit(MOST_ROWS)
    return db.session.scalars(oldest.options(joinedload(Observation.member))).all()


def list_observations_of(account: Account) -> Sequence[Observation]:
    """Return what a person has observed, the newest first."""
    own = select(Observation).join(Member).where(Member.account_id == account.id)
    return db.session.scalars(own.order_by(Observation.id.desc()).limit(MOST_ROWS)).all()


def handlers_of(observation: Observation) -> frozenset[str]:
    """Return who has taken a step in it, by user name."""
    return frozenset(step.by.username for step in observation.steps)


def page_of_published(before: str | None = None) -> Page[Observation]:
    """Return what was released, the newest first."""
    wanted = select(Observation).where(Observation.stage == ObservationStage.PUBLISHED)
    if before:
        (last,) = decode_cursor(before, length=1)
        if not isinstance(last, int):
            raise NotFound(before)
        wanted = wanted.where(Observation.id < last)
    newest = wanted.order_by(Observation.id.desc()).limit(ON_PAGE + 1)
    rows = db.session.scalars(newest.options(joinedload(Observation.member))).all()
    shown = rows[:ON_PAGE]
    return Page(shown, encode_cursor(shown[-1].id) if len(rows) > ON_PAGE else None)


def get_published(reference: str) -> Observation:
    """Return what was released under this number; raises NotFound, Withdrawn with the reason."""
    observation = get_observation(reference)
    if observation.stage is ObservationStage.WITHDRAWN:
        raise Withdrawn(observation.steps[-1].note)
    if observation.stage is not ObservationStage.PUBLISHED:
        raise NotFound(reference)
    return observation


def count_followed() -> Followed:
    """Return what became of all observations so far; each is counted once for what it came to."""
    from_stage = select(Observation.stage, func.count()).group_by(Observation.stage)
    at = dict(db.session.execute(from_stage).all())
    passed = _passed()
    return Followed(
        received=sum(at.values()),
        open=sum(number for stage, number in at.items() if stage in OPEN_STAGES),
        found=passed.get(ObservationStage.FOUND, 0),
        rectified=passed.get(ObservationStage.RECTIFYING, 0),
        published=at.get(ObservationStage.PUBLISHED, 0),
    )


def _passed() -> dict[ObservationStage, int]:
    told = select(ObservationStep.stage, func.count(func.distinct(ObservationStep.observation_id)))
    by_stage = told.group_by(ObservationStep.stage)
    return dict(db.session.execute(by_stage).all())


def find_photo(observation: Observation, number: int) -> ObservationPhoto:
    """Return an observation's first, second, … photo; raises NotFound."""
    if not 0 < number <= len(observation.photos):
        raise NotFound(observation.reference)
    return observation.photos[number - 1]


def read_photo(photo: ObservationPhoto) -> bytes:
    """Return a photo; raises NotFound where it is gone."""
    return sealed_files.read(photo.stored_as, key=photo.key, room=ROOM)
