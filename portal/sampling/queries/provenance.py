"""Where what a result says was read: file, sheet, cell and the text that stood there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.kernel.db import db
from portal.sampling.masking import shown_address, shown_name, shown_text
from portal.sampling.models import Amendment, SampleBatch, SampleRow, SampleSheet
from portal.sampling.queries.sources import read_lines
from portal.sampling.rules.amendments import AmendmentStage
from portal.sampling.rules.blocks import cell_address
from portal.sampling.rules.details import NAMES

PARTIES = NAMES | {"maker", "seller"}
ADDRESSES = {"maker_address": "maker_name", "seller_address": "seller_name"}


@dataclass(frozen=True)
class Origin:
    """One cell that a result was read from; names of persons are masked as on every page.

    ``field`` is the name the portal has for the column, ``title`` the one in the file; ``sheet``
    is empty for a file without sheets; ``line`` and ``cell`` are as a spreadsheet counts them.
    """

    field: str
    title: str
    original: str
    file_name: str
    sha256: str
    sheet: str
    line: int
    cell: str
    importer: str
    imported_at: datetime


def of(batch: SampleBatch) -> list[Origin]:
    """Return the cells that a batch was read from, row by row in the order of the columns.

    A file that corrected the batch later (an accepted amendment) comes behind the one that brought
    it in. Columns that are hidden or that the portal does not read are never among them.
    """
    return [
        origin
        for sheet, lines in _places(batch)
        for line, cells in read_lines(sheet, lines)
        for origin in _origins(batch, sheet, line, cells)
    ]


def _places(batch: SampleBatch) -> list[tuple[SampleSheet, list[int]]]:
    with_source = joinedload(SampleRow.sheet).joinedload(SampleSheet.source)
    brought = (
        select(SampleRow)
        .where(SampleRow.batch_id == batch.id)
        .order_by(SampleRow.id)
        .options(with_source)
    )
    refused = select(Amendment.import_id).where(
        Amendment.batch_id == batch.id, Amendment.stage != AmendmentStage.ACCEPTED
    )
    places: dict[int, tuple[SampleSheet, list[int]]] = {}
    for row in db.session.scalars(brought.where(SampleRow.import_id.not_in(refused))):
        if row.sheet is not None:
            places.setdefault(row.sheet.id, (row.sheet, []))[1].append(row.line)
    return list(places.values())


def _origins(
    batch: SampleBatch, sheet: SampleSheet, line: int, cells: Sequence[str]
) -> Iterator[Origin]:
    read = sorted((column, field) for field, them in sheet.columns.items() for column in them)
    for column, field in read:
        original = _shown(batch, field, cells[column] if column < len(cells) else "")
        if original:
            yield Origin(
                field=field,
                title=sheet.titles[column] if column < len(sheet.titles) else "",
                original=original,
                file_name=sheet.source.file_name,
                sha256=sheet.source.sha256,
                sheet=sheet.name,
                line=line,
                cell=cell_address(column, line),
                importer=sheet.source.importer,
                imported_at=sheet.source.imported_at,
            )


def _shown(batch: SampleBatch, field: str, text: str) -> str:
    if field in ADDRESSES:
        return shown_address(text, beside=getattr(batch, ADDRESSES[field]))
    if field in PARTIES:
        text = shown_name(text)
    # A party's name may stand in another cell too: "被抽样单位：…" in the maker's column.
    return shown_text(text, batch.maker_name, batch.seller_name)
