"""Reads of what columns mean."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from portal.accounts.queries import find_account
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.sampling.models import SampleImport
from portal.sampling.models.mappings import ColumnQuestion, FileNote, LearnedColumn

# Between a department or a person and the source they named.
BETWEEN = "/"


def source_of(sample_import: SampleImport) -> str:
    """Return whose tables an import is one of: see ``source_of_person``."""
    return source_of_person(sample_import.imported_by, sample_import.source_name)


def source_of_person(username: str, named: str = "") -> str:
    """Return whose tables a member of staff brings in: their department's, or their own.

    One they ``named`` is a source of its own within it.
    """
    account = find_account(username)
    of_department = account is not None and account.department
    base = f"department:{account.department}" if account and of_department else f"person:{username}"
    return f"{base}{BETWEEN}{named}" if named else base


def list_learned(username: str) -> Sequence[LearnedColumn]:
    """Return what was learned of the tables of a person's department, else of their own."""
    base = source_of_person(username)
    theirs = (LearnedColumn.source == base) | LearnedColumn.source.startswith(
        f"{base}{BETWEEN}", autoescape=True
    )
    every = select(LearnedColumn).where(theirs)
    return db.session.scalars(every.order_by(LearnedColumn.source, LearnedColumn.known_as)).all()


def get_learned(username: str, number: int) -> LearnedColumn:
    """Return one of what ``list_learned`` lists; raises NotFound for any other."""
    found = next((one for one in list_learned(username) if one.id == number), None)
    if found is None:
        raise NotFound(number)
    return found


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
