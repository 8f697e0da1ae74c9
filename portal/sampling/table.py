"""Results as a table for download: the fields of the page, masked as on the page."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from portal.sampling.fields import FIELDS, Words, row_teller
from portal.sampling.models import SampleRejection
from portal.sampling.words import row_reason

# Spreadsheets run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MARK = "\ufeff"
SUSPECT = frozenset((" ", *FORMULA))
ROWS_IN_PART = 500


@dataclass
class Tally:
    """What went through: rows, bytes, and the digest (SHA-256) of the whole file."""

    row_count: int = 0
    byte_count: int = 0
    is_whole: bool = False
    _digest: Any = field(default_factory=hashlib.sha256)

    def note(self, part: bytes) -> bytes:
        """Count a part and hand it on."""
        self.byte_count += len(part)
        self._digest.update(part)
        return part

    @property
    def sha256(self) -> str:
        """The digest of all that went through, in hexadecimal."""
        return str(self._digest.hexdigest())


def neutral(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    text = cell if isinstance(cell, str) else str(cell)
    if text[:1] in SUSPECT and text.lstrip(" ").startswith(FORMULA):
        return f"'{text}"
    return text


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
    tally, tell = tally or Tally(), row_teller(Words())
    part = io.StringIO(newline="")
    writer = csv.writer(part)
    part.write(MARK)
    writer.writerow(titles())
    for batch in batches:
        writer.writerow(
            [
                neutral(cell) if cell.__class__ is str and cell[:1] in SUSPECT else cell
                for cell in tell(batch)
            ]
        )
        tally.row_count += 1
        if tally.row_count % ROWS_IN_PART == 0:
            yield tally.note(_emptied(part))
    yield tally.note(_emptied(part))
    tally.is_whole = True


def _emptied(part: io.StringIO) -> bytes:
    content = part.getvalue().encode()
    part.seek(0)
    part.truncate()
    return content


def rejections_as_csv(rejections: Iterable[SampleRejection]) -> Iterator[str]:
    """Yield the lines of a table of refused rows: line, column, reason."""

    def rows() -> Iterator[list[object]]:
        yield [_("行号"), _("列"), _("原因")]
        for one in rejections:
            yield [one.line, one.column, row_reason(one.reason, one.facts)]

    return _lines(rows())
