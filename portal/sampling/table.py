"""Results as a table for download: the fields of the page, masked as on the page."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _

from portal.sampling.fields import FIELDS, Words, row_teller
from portal.sampling.models import SampleRejection
from portal.sampling.words import row_reason
from portal.tables.writing import MARK, Tally, neutral, rows_as_csv


def _lines(rows: Iterable[list[object]]) -> Iterator[str]:
    yield MARK
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([neutral(cell) for cell in row])
        yield line.getvalue()


def titles() -> list[str]:
    """Return what stands over the columns of a table of results."""
    return [str(one.title) for one in FIELDS]


def results_as_csv(batches: Iterable[Any], tally: Tally | None = None) -> Iterator[bytes]:
    """Yield a table of results in parts of some hundred lines; ``tally`` counts along."""
    return rows_as_csv(titles(), map(row_teller(Words()), batches), tally)


def rejections_as_csv(rejections: Iterable[SampleRejection]) -> Iterator[str]:
    """Yield the lines of a table of refused rows: line, column, reason."""

    def rows() -> Iterator[list[object]]:
        yield [_("行号"), _("列"), _("原因")]
        for one in rejections:
            yield [one.line, one.column, row_reason(one.reason, one.facts)]

    return _lines(rows())
