"""Datasette with the same rows: the peer that search pages are measured against."""

import re
import sqlite3
import subprocess
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench.front_cache import free_port, running

RELEASE = "datasette==0.65.5"
# So that it answers every question at all; it is not asked to suggest facets of its own.
SETTINGS = {
    "sql_time_limit_ms": "600000",
    "facet_time_limit_ms": "600000",
    "suggest_facets": "off",
    "default_page_size": "20",
}
TABLE = """
CREATE TABLE results (
  id INTEGER PRIMARY KEY, number TEXT, product TEXT, maker TEXT, shop TEXT, items TEXT,
  batch_number TEXT, category TEXT, stage TEXT, result TEXT, region TEXT, shown_on TEXT);
INSERT INTO results
  SELECT b.id, b.number, b.product, b.maker_name, b.seller_name,
         coalesce((SELECT group_concat(i.name, ' ') FROM whole.test_item i
                   WHERE i.batch_id = b.id), ''),
         b.batch_number, b.category, b.stage, b.result, b.region_code, b.shown_on
  FROM whole.sample_batch b WHERE b.is_listed;
CREATE INDEX results_result ON results (result);
CREATE INDEX results_category ON results (category);
CREATE INDEX results_stage ON results (stage);
CREATE INDEX results_shown_on ON results (shown_on);
CREATE VIRTUAL TABLE results_fts USING fts5(
  product, maker, shop, items, number, batch_number, content="results", content_rowid='id',
  tokenize='trigram');
INSERT INTO results_fts (results_fts) VALUES ('rebuild');
"""


# The double quotes of content="results" are what Datasette knows a table's index by; written
# otherwise it answers every question with all rows.


def copy_rows(database: Path, to: Path) -> None:
    """Give the peer the public rows of a database of the portal."""
    with sqlite3.connect(to) as own:
        own.execute("PRAGMA synchronous=OFF")
        own.execute("ATTACH ? AS whole", (str(database),))
        own.executescript(TABLE)


def install(folder: Path) -> Path:
    """Install it into a place of its own; return its program."""
    home = folder / "datasette"
    program = home / "bin" / "datasette"
    if not program.exists():
        venv.create(home, with_pip=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-q", RELEASE]
        subprocess.run(pip, check=True)
    return program


@contextmanager
def serving(program: Path, database: Path) -> Iterator[str]:
    """Serve the rows; yield the address of their table."""
    port = free_port()
    words = [str(program), "serve", str(database), "-p", str(port)]
    for name, value in SETTINGS.items():
        words += ["--setting", name, value]
    with running(words, port, {}) as address:
        yield f"{address}/{database.stem}/results"


def counted(page: bytes) -> int:
    """Return how many rows its page says that it found."""
    told = re.search(rb"<h3>([\d,]+) rows?", page)
    return int(told[1].replace(b",", b"")) if told else 0


def question(word: str) -> str:
    """Return what is asked: a word, newest first, with the counts of three facets."""
    facets = [("_facet", name) for name in ("result", "category", "stage")]
    return urlencode([("_search", word), ("_sort_desc", "shown_on"), ("_size", "20"), *facets])
