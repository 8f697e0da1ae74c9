"""Results as a spreadsheet: the same fields as the table, dates as dates, numbers as numbers."""

from collections.abc import Iterable
from typing import IO, Any

from flask_babel import gettext as _

from portal.sampling.fields import FIELDS, Words, row_teller
from portal.tables.writing import Column, Tally, rows_as_workbook


def results_as_workbook(batches: Iterable[Any], tally: Tally) -> IO[bytes]:
    """Write a workbook into a temporary file, open at its beginning.

    Raises TooLong beyond MOST_ROWS: nothing is left out in silence.
    """
    columns = [Column(str(one.title), one.kind) for one in FIELDS]
    return rows_as_workbook(_("抽检结果"), columns, map(row_teller(Words()), batches), tally)
