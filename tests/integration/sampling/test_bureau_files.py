"""Files that bureaus and collectors really published: every row is taken, or refused by name.

The verdicts are counted a second time here, by plain reading of the CSV and nothing of the portal.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.kernel.db import db
from portal.sampling import services
from portal.sampling.models import SampleImport, SampleRejection
from tests.conftest import SHARED
from tests.factories.sampling import OFFICER

FOLDERS = ("eshian_foodmate", "foodmate_sampling_big")
FILES = sorted(file for name in FOLDERS for file in (SHARED / "fixtures" / name).glob("*.csv"))
VERDICT_TITLES = ("判定", "判定结果", "抽检结果")
VERDICTS = {"合格": "passed", "不合格": "failed"}
# Notices of the European Union say how serious a risk is. That is no verdict of a laboratory.
NO_VERDICT = "result_unknown"
# Slips of whoever typed the file, and one file whose units were torn from their numbers (_format).
UNKNOWN_UNITS = {"μk/kg", "μ/g", ">%", "C18:1", "C18:2", "g/101mL", "g/102mL", "g/103mL"}
# A handful of rows each, two of which have the unit "μk/kg".
SHORT_WITH_SLIPS = {"41c35a_jjy.csv", "595b6f_jjy.csv", "c925c7_jjy.csv"}
LARGEST_SHARE_REFUSED = 0.05

pytestmark = pytest.mark.skipif(not FILES, reason="the shared files of bureaus are not here")


def rows_of(file: Path) -> Iterator[dict[str, list[str]]]:
    """Yield each row that holds anything: what stands under each title, titles may repeat."""
    content = file.read_bytes()
    encoding = "utf-8-sig" if is_utf8(content) else "gb18030"
    lines = csv.reader(io.StringIO(content.decode(encoding), newline=""))
    titles = [title.strip() for title in next(lines)]
    for cells in lines:
        if any(cell.strip() for cell in cells):
            row: dict[str, list[str]] = {}
            for title, cell in zip(titles, cells, strict=False):
                row.setdefault(title, []).append(cell.strip())
            yield row


def is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def verdict_in(row: dict[str, list[str]]) -> str:
    named = {cell for title in VERDICT_TITLES for cell in row.get(title, ()) if cell}
    if named:
        (verdict,) = named
        return VERDICTS.get(verdict, "unknown")
    items = [cell for title, cells in row.items() if title.startswith("不合格") for cell in cells]
    return "failed" if any(items) else "unknown"


def bring(file: Path) -> tuple[SampleImport, list[SampleRejection]]:
    brought = services.import_table(content=file.read_bytes(), file_name=file.name, by=OFFICER)
    db.session.flush()
    refused = select(SampleRejection).where(SampleRejection.import_id == brought.id)
    return brought, list(db.session.scalars(refused))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_row_of_a_published_file_is_accounted_for(inside: Flask, file: Path) -> None:
    brought, refused = bring(file)
    told = list(rows_of(file))
    parts = (brought.accepted_count, brought.rejected_count, brought.duplicate_count)
    assert brought.row_count == len(told) == sum(parts)
    assert brought.by_result == Counter(verdict_in(row) for row in told)
    assert brought.rejected_count == len(refused)

    without_verdict = sum(one.reason == NO_VERDICT for one in refused)
    assert without_verdict == brought.by_result.get("unknown", 0)
    slips = [one for one in refused if one.reason != NO_VERDICT]
    assert {(one.reason, one.facts["unit"]) for one in slips} <= {
        ("unit_unknown", unit) for unit in UNKNOWN_UNITS
    }
    fit = brought.row_count - brought.duplicate_count - without_verdict
    allowed = 2 if file.name in SHORT_WITH_SLIPS else LARGEST_SHARE_REFUSED * fit
    assert len(slips) <= allowed
