"""Disposals on the desk."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound
from portal.sampling.models import Disposal, SampleBatch
from portal.sampling.rules.disposals import ENDED, DisposalStage

ON_BOARD = 200
NEWEST = 20


def get_disposal(reference: str, *, department: str | None) -> Disposal:
    """Return the disposal of the batch with this reference.

    Raises NotFound, and NotAllowed where it is another department's than ``department``.
    """
    found = db.session.scalar(
        select(Disposal)
        .join(SampleBatch)
        .where(SampleBatch.reference == reference.strip().upper())
        .options(
            joinedload(Disposal.batch).selectinload(SampleBatch.items),
            selectinload(Disposal.steps),
        )
    )
    if found is None:
        raise NotFound(reference)
    if found.department != department:
        raise NotAllowed(reference)
    return found


def list_open_disposals(department: str | None) -> Sequence[Disposal]:
    """Return a department's open disposals: by day due, those not yet started first."""
    board = (
        select(Disposal)
        .where(Disposal.department == department, Disposal.stage.not_in(ENDED))
        .order_by(Disposal.due_on.is_not(None), Disposal.due_on, Disposal.opened_on, Disposal.id)
        .limit(ON_BOARD)
        .options(joinedload(Disposal.batch).selectinload(SampleBatch.items))
    )
    return db.session.scalars(board).all()


def page_of_ended_disposals(department: str | None) -> Sequence[Disposal]:
    """Return the disposals of a department that ended last."""
    ended = (
        select(Disposal)
        .where(Disposal.department == department, Disposal.stage.in_(ENDED))
        .order_by(Disposal.closed_on.desc(), Disposal.id.desc())
        .limit(NEWEST)
        .options(joinedload(Disposal.batch).selectinload(SampleBatch.items))
    )
    return db.session.scalars(ended).all()


def count_disposals_by_stage(department: str | None = None) -> Mapping[DisposalStage, int]:
    """Return how many disposals stand where; of one department where given."""
    counting = select(Disposal.stage, func.count()).group_by(Disposal.stage)
    if department is not None:
        counting = counting.where(Disposal.department == department)
    return dict(db.session.execute(counting).all())
