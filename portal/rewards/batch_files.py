"""The file of a batch: the same table as workbook or text, on its way out and on its way back."""

from collections.abc import Iterator, Sequence
from typing import IO

from portal.kernel.errors import Refused
from portal.rewards.batch_words import BATCH_WORDS
from portal.rewards.rules.batches import COLUMNS, MOST_LINES, TOTAL, ResultLine, plain
from portal.tables.reading import Sheet, read_sheets
from portal.tables.writing import Column, Tally, parts_of, rows_as_csv, rows_as_workbook

# What stands over the columns. It goes to a Chinese treasury, whatever language its maker reads.
TITLES = {
    "batch": "批次号",
    "number": "序号",
    "payment": "支付编号",
    "name": "收款人户名",
    "bank": "开户银行",
    "account": "收款账号",
    "amount": "金额（元）",
    "purpose": "用途",
    "code": "校验码",
    "result": "支付结果",
    "bank_reference": "银行流水号",
    "reason": "失败原因",
}
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
LARGEST_RESULT = 5 * 1024 * 1024
SHEET = "奖励支付"
# Whoever fills the file in may have written something above it.
HEAD_WITHIN = 20


def write_order(rows: Sequence[tuple[str, ...]], kind: str) -> bytes:
    """Return a batch's rows as a file; the same rows give the same bytes."""
    tally = Tally()
    if kind == "csv":
        return b"".join(rows_as_csv(list(TITLES.values()), rows, tally))
    columns = [Column(title) for title in TITLES.values()]
    file: IO[bytes] = rows_as_workbook(SHEET, columns, rows, tally)
    return b"".join(parts_of(file, tally))


def read_lines(content: bytes) -> tuple[list[ResultLine], list[ResultLine]]:
    """Return the lines of a result file, and its lines of totals.

    Raises Refused at the field file where it is no such table (FileRefused: no table at all).
    """
    if len(content) > LARGEST_RESULT:
        raise Refused(BATCH_WORDS["result_large"], field="file")
    sheet = read_sheets(content)[0]
    head_line, places = _head(sheet)
    lines: list[ResultLine] = []
    totals: list[ResultLine] = []
    for line in _lines(sheet, head_line, places):
        (totals if line["number"] == TOTAL else lines).append(line)
        if len(lines) + len(totals) > 2 * MOST_LINES:
            raise Refused(BATCH_WORDS["result_large"], field="file")
    return lines, totals


def _head(sheet: Sheet) -> tuple[int, dict[str, int]]:
    best: dict[str, int] = {}
    for number, cells in sheet.head(HEAD_WITHIN):
        titles = [plain(cell) for cell in cells]
        places = {
            name: titles.index(plain(title))
            for name, title in TITLES.items()
            if plain(title) in titles
        }
        if len(places) == len(COLUMNS):
            return number, places
        best = max(best, places, key=len)
    missing = "、".join(title for name, title in TITLES.items() if name not in best)
    raise Refused(str(BATCH_WORDS["result_columns"]) % {"columns": missing}, field="file")


def _lines(sheet: Sheet, head_line: int, places: dict[str, int]) -> Iterator[ResultLine]:
    for number, cells in sheet.iter_rows():
        if number <= head_line or not any(cell.strip() for cell in cells):
            continue
        told = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        yield ResultLine(number, told)
