"""Reads of what was asked and agreed: meetings, questions to enterprises, notes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.complaints.models import Case, CaseNote, EnterpriseQuestion, Meeting
from portal.kernel.db import db
from portal.kernel.errors import NotFound


def list_meetings(case: Case) -> Sequence[Meeting]:
    """Return the meetings of a case, the earliest first."""
    asked = select(Meeting).filter_by(case_id=case.id).order_by(Meeting.starts_at, Meeting.id)
    return db.session.scalars(asked).all()


def find_unrecorded(case: Case) -> Meeting | None:
    """Return the meeting that is planned and not recorded yet."""
    return next((one for one in list_meetings(case) if one.recorded_at is None), None)


def list_notes(case: Case) -> Sequence[CaseNote]:
    """Return colleagues' notes on a case, the newest first; never for its citizen."""
    asked = select(CaseNote).filter_by(case_id=case.id).options(joinedload(CaseNote.author))
    return db.session.scalars(asked.order_by(CaseNote.id.desc())).all()


def list_questions(case: Case) -> Sequence[EnterpriseQuestion]:
    """Return what an enterprise was asked about a case, the newest first."""
    asked = select(EnterpriseQuestion).filter_by(case_id=case.id)
    return db.session.scalars(asked.order_by(EnterpriseQuestion.id.desc())).all()


def list_questions_to(enterprise_id: int) -> Sequence[EnterpriseQuestion]:
    """Return what an enterprise was asked, as it may read it: not of which case."""
    asked = select(EnterpriseQuestion).filter_by(enterprise_id=enterprise_id, withdrawn_at=None)
    return db.session.scalars(asked.order_by(EnterpriseQuestion.id.desc())).all()


def get_question(reference: str) -> EnterpriseQuestion:
    """Return one question to an enterprise."""
    found = db.session.scalar(select(EnterpriseQuestion).filter_by(reference=reference))
    if found is None:
        raise NotFound("question")
    return found
