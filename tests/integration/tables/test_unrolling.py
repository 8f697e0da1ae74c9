"""The program that unrolls workbooks, looked at from inside."""

import io
import marshal
import struct
from datetime import date, datetime, time

import openpyxl
import pytest

from portal.tables.reading import unrolling
from portal.tables.reading.unrolling import Cells, as_text, frames_of, write_frames


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (False, "FALSE"),
        (3.0, "3"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (datetime(2026, 3, 9), "2026-03-09"),  # noqa: DTZ001 - cells know no zone
        (datetime(2026, 3, 9, 8, 30), "2026-03-09 08:30:00"),  # noqa: DTZ001 - cells know no zone
        (date(2026, 3, 9), "2026-03-09"),
        (time(8, 30), "08:30:00"),
        ("x", "x"),
    ],
)
def test_a_cell_reads_as_somebody_would_have_typed_it(value: object, text: str) -> None:
    assert as_text(value) == text


def test_the_same_content_is_the_same_object_and_truth_is_no_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = Cells()
    texts = cells.texts([1, True, 1.0, False, 0, " 甲 ", "甲"])
    assert texts == ["1", "TRUE", "1", "FALSE", "0", "甲", "甲"]
    assert texts[5] is texts[6]
    monkeypatch.setattr(unrolling, "MOST_REMEMBERED", 1)
    assert cells.texts(["乙"]) == ["乙"]


def test_a_workbook_is_told_sheet_by_sheet() -> None:
    book = openpyxl.Workbook()
    book.active.title = "一"
    book.active.append(["标题", None])
    book.active.append([])
    for number in range(unrolling.ROWS_IN_FRAME + 1):
        book.active.append([number, "甲"])
    book.active.merge_cells("A1:B1")
    book.create_sheet("空")
    book.create_sheet("藏").sheet_state = "hidden"
    book.create_chartsheet("图")
    kinds = [frame[0] for frame in frames_of(saved(book))]
    assert kinds == ["sheet", "rows", "rows", "note"]
    sheet, first, *_ = frames_of(saved(book))
    assert sheet == ("sheet", "一", [(0, 0, 0, 1)])
    assert first[1][:3] == [1, 3, 4]
    assert first[2][:2] == [["标题", ""], ["0", "甲"]]


def test_what_cannot_be_read_ends_in_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    book.active.cell(row=1, column=unrolling.MOST_COLUMNS + 1, value=1)
    (refused,) = frames_of(saved(book))
    assert refused[:2] == ("refused", "too_wide")
    assert [*frames_of(b"x")] == [("refused", "damaged", {})]

    def fall(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(unrolling, "unroll", fall)
    assert [*frames_of(b"x")] == [("refused", "too_large_inside", {})]


def test_frames_carry_their_length() -> None:
    file = io.BytesIO()
    write_frames([("rows", [1], [["甲"]])], file)
    content = file.getvalue()
    assert struct.unpack("<I", content[:4])[0] == len(content) - 4
    told = marshal.loads(content[4:])  # noqa: S302 - written two lines above
    assert told == ("rows", [1], [["甲"]])
