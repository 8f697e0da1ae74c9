"""Tables to take away: CSV that spreadsheets open in the right characters and run nothing from."""

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from flask import Response

BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take Chinese for something else
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Answer with a table called ``name``.csv; nothing is an empty cell, never 0."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    response = Response(BYTE_ORDER_MARK + buffer.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"table.csv\"; filename*=UTF-8''{quote(name)}.csv"
    )
    return response


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return "" if value is None else value
