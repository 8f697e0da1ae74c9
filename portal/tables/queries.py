"""Reads of tables that were brought in."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, select

from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.tables.models import LearnedTableColumn, TableImport, TableLine, TableQuestion
from portal.tables.rules.verdicts import Outcome

NEWEST = 50
SHOWN_LINES = 200
AT_ONCE = 2000


def get_table(reference: str) -> TableImport:
    """Return the import with this reference."""
    wanted = select(TableImport).filter_by(reference=reference.strip().upper())
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound(reference)
    return found


def list_newest_tables(kinds: Sequence[str]) -> Sequence[TableImport]:
    """Return the newest imports of these kinds, newest first."""
    newest = select(TableImport).where(TableImport.kind.in_(kinds))
    return db.session.scalars(newest.order_by(TableImport.id.desc()).limit(NEWEST)).all()


def list_sources(kind: str) -> Sequence[str]:
    """Return the sources that tables of a kind came from, the newest first, to choose from."""
    newest = (
        select(TableImport.source)
        .filter_by(kind=kind)
        .group_by(TableImport.source)
        .order_by(func.max(TableImport.id).desc())
        .limit(NEWEST)
    )
    return db.session.scalars(newest).all()


def learned_columns(kind: str, source: str) -> Mapping[str, str]:
    """Return the field of each column that was learned of a kind and source."""
    learned = select(LearnedTableColumn.known_as, LearnedTableColumn.field)
    return dict(db.session.execute(learned.filter_by(kind=kind, source=source)).all())


def find_learned(kind: str, source: str, known_as: str) -> LearnedTableColumn | None:
    """Return what was learned of one column, or None."""
    wanted = select(LearnedTableColumn).filter_by(kind=kind, source=source, known_as=known_as)
    return db.session.scalar(wanted)


def list_questions(table: TableImport) -> Sequence[TableQuestion]:
    """Return what was asked about a file, in the order of its columns."""
    asked = select(TableQuestion).filter_by(import_id=table.id)
    return db.session.scalars(asked.order_by(TableQuestion.position)).all()


def count_outcomes(table: TableImport) -> Mapping[Outcome, int]:
    """Return how many records of a table would do what; those already there too."""
    counting = select(TableLine.outcome, func.count()).filter_by(import_id=table.id)
    counts = dict.fromkeys(Outcome, 0)
    counts |= dict(db.session.execute(counting.group_by(TableLine.outcome)).all())
    counts[Outcome.SAME] += table.same_count
    return counts


def list_lines(
    table: TableImport, *outcomes: Outcome, limit: int = SHOWN_LINES
) -> Sequence[TableLine]:
    """Return the first records with one of these outcomes, in the order of the file."""
    wanted = select(TableLine).where(
        TableLine.import_id == table.id, TableLine.outcome.in_(outcomes)
    )
    ordered = wanted.order_by(TableLine.sheet, TableLine.line, TableLine.id)
    return db.session.scalars(ordered.limit(limit)).all()


def iter_lines(table: TableImport, *outcomes: Outcome) -> Iterator[TableLine]:
    """Yield every record with one of these outcomes; all of them without any."""
    wanted = select(TableLine).where(TableLine.import_id == table.id)
    if outcomes:
        wanted = wanted.where(TableLine.outcome.in_(outcomes))
    for start in _starts(table):
        part = wanted.where(TableLine.id >= start, TableLine.id < start + AT_ONCE)
        yield from db.session.scalars(part.order_by(TableLine.id)).all()


def _starts(table: TableImport) -> range:
    ends = select(func.min(TableLine.id), func.max(TableLine.id)).filter_by(import_id=table.id)
    first, last = db.session.execute(ends).one()
    return range(first or 0, (last or -1) + 1, AT_ONCE)


def unwritten_lines(table: TableImport, *outcomes: Outcome) -> dict[tuple[int, int], int]:
    """Return the id of each record that waits to be written, by sheet and line."""
    wanted = select(TableLine.sheet, TableLine.line, TableLine.id).where(
        TableLine.import_id == table.id,
        TableLine.outcome.in_(outcomes),
        TableLine.is_written.is_(False),
    )
    return {(sheet, line): found for sheet, line, found in db.session.execute(wanted)}


def lines_by_id(ids: Sequence[int]) -> Mapping[int, TableLine]:
    """Return records by their inner numbers."""
    wanted = select(TableLine).where(TableLine.id.in_(ids))
    return {one.id: one for one in db.session.scalars(wanted)}


def list_unwritten(table: TableImport, outcome: Outcome, *, limit: int) -> Sequence[TableLine]:
    """Return the first records with an outcome that wait to be written."""
    wanted = select(TableLine).filter_by(import_id=table.id, outcome=outcome, is_written=False)
    return db.session.scalars(wanted.order_by(TableLine.id).limit(limit)).all()
