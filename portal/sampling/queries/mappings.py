"""Reads of what columns mean."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from portal.accounts.queries import find_account
from portal.kernel.db import db
from portal.sampling.models import SampleImport
from portal.sampling.models.mappings import ColumnQuestion, FileNote, LearnedColumn


def source_of(sample_import: SampleImport) -> str:
    """Return whose tables an import is one of: the department of whoever brought it in."""
    return source_of_person(sample_import.imported_by)


def source_of_person(username: str) -> str:
    """Return whose tables a member of staff brings in: their department's, or their own."""
    account = find_account(username)
    if account is not None and account.department:
        return f"department:{account.department}"
    return f"person:{username}"


def learned_columns(source: str) -> Mapping[str, str]:
    """Return the field of each column that was learned of a source, by what it is known as."""
    learned = select(LearnedColumn.known_as, LearnedColumn.field).filter_by(source=source)
    return dict(db.session.execute(learned).all())


def list_questions(sample_import: SampleImport) -> Sequence[ColumnQuestion]:
    """Return what was asked about a file, in the order of its columns."""
    asked = select(ColumnQuestion).filter_by(import_id=sample_import.id)
    return db.session.scalars(asked.order_by(ColumnQuestion.position)).all()


def list_notes(sample_import: SampleImport) -> Sequence[FileNote]:
    """Return what was noted of a file while it was read."""
    noted = select(FileNote).filter_by(import_id=sample_import.id).order_by(FileNote.position)
    return db.session.scalars(noted).all()


def find_learned(source: str, known_as: str) -> LearnedColumn | None:
    """Return what was learned of one column of a source, or None."""
    return db.session.scalar(select(LearnedColumn).filter_by(source=source, known_as=known_as))
