"""What files said, sheet by sheet and row by row, as it was read."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.sampling.models import Amendment, SampleBlock, SampleImport, SampleRow, SampleSheet
from portal.sampling.rules.blocks import ReadRow, unpacked


def list_sheets(sample_import: SampleImport) -> Sequence[SampleSheet]:
    """Return the sheets of a file that rows were read from, in order."""
    sheets = select(SampleSheet).where(SampleSheet.import_id == sample_import.id)
    return db.session.scalars(sheets.order_by(SampleSheet.position)).all()


def get_sheet(sample_import: SampleImport, position: int) -> SampleSheet:
    """Return one sheet of a file; sheets count from 1."""
    asked = select(SampleSheet).filter_by(import_id=sample_import.id, position=position - 1)
    sheet = db.session.scalar(asked)
    if sheet is None:
        raise NotFound(position)
    return sheet


def iter_rows(sheet: SampleSheet) -> Iterator[ReadRow]:
    """Yield every row below the header, each with its line, block by block."""
    blocks = select(SampleBlock.id).where(SampleBlock.sheet_id == sheet.id)
    for block_id in db.session.scalars(blocks.order_by(SampleBlock.first_line)).all():
        content = select(SampleBlock.content).where(SampleBlock.id == block_id)
        yield from unpacked(db.session.scalars(content).one())


def read_lines(sheet: SampleSheet, lines: Sequence[int]) -> Iterator[ReadRow]:
    """Yield these lines of a sheet."""
    for line in lines:
        holding = select(SampleBlock.content).where(
            SampleBlock.sheet_id == sheet.id,
            SampleBlock.first_line <= line,
            SampleBlock.last_line >= line,
        )
        for content in db.session.scalars(holding):
            yield from (row for row in unpacked(content) if row[0] == line)


def width_of(sheet: SampleSheet) -> int:
    """Return how many columns the widest row of a sheet has."""
    above = [len(cells) for _, cells in sheet.above]
    return max([len(sheet.titles), *above, *(len(cells) for _, cells in iter_rows(sheet))])


def last_line_of(sheet: SampleSheet) -> int:
    """Return the line of a sheet's last row."""
    last = select(func.max(SampleBlock.last_line)).where(SampleBlock.sheet_id == sheet.id)
    return db.session.scalar(last) or sheet.header_line


def find_taken_lines(sheet: SampleSheet) -> set[int]:
    """Return the lines of the rows that were taken."""
    return set(db.session.scalars(select(SampleRow.line).where(SampleRow.sheet_id == sheet.id)))


def find_amending_lines(sheet: SampleSheet) -> set[int]:
    """Return the lines of the rows that say otherwise of what was decided before."""
    amending = select(Amendment.changes).where(Amendment.sheet_id == sheet.id)
    return {change["line"] for changes in db.session.scalars(amending) for change in changes}
