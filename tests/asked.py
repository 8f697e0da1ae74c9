"""A plugin: what each test asks its database, and which tests of pages PostgreSQL needs for that.

`make test` runs everything on SQLite and keeps in the folder PORTAL_TEST_ASKED which statements
each test sent. Whatever asks services, queries, imports, migrations and constraints
(tests/integration) runs again on PostgreSQL, all of it. Of the tests that open pages (tests/web,
tests/browser) those run again that send a statement which no other test of that run sends. So
PostgreSQL is asked every statement that SQLite was asked, whoever wrote the test, and no page is
drawn again only to be looked at. Without a record everything runs again.
"""

import json
import os
import re
from collections import defaultdict
from collections.abc import Generator, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

FOLDER = os.environ.get("PORTAL_TEST_ASKED", "")
BESIDE_POSTGRES = bool(os.environ.get("PORTAL_TEST_POSTGRES"))
# Where pages are opened, by a careful visitor and by a browser.
WEB, BROWSER = Path(__file__).parent / "web", Path(__file__).parent / "browser"
QUESTION = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
# Lists of values are of any length, and so are lists of rows; a number may be written out.
NUMBERS = re.compile(r"\b\d+\b")
VALUES, ROWS = re.compile(r"\(\?(?:, \?)*\)"), re.compile(r"\(\.\.\.\)(?:, \(\.\.\.\))+")

_told: dict[str, set[str]] = {}
_now: set[str] = set()


def mark_of(statement: str) -> str:
    """Return what tells a statement from others, whatever the number of its values."""
    told = ROWS.sub("(...)", VALUES.sub("(...)", NUMBERS.sub("?", statement)))
    return sha256(told.encode()).hexdigest()[:16]


def is_of_pages(item: pytest.Item) -> bool:
    """Whether a test opens pages."""
    return WEB in item.path.parents or BROWSER in item.path.parents


def asks(item: pytest.Item) -> bool:
    """Whether a test asks the database that the run is about; the demo in a browser has its own."""
    named = getattr(item, "fixturenames", ())
    if BROWSER in item.path.parents and "demo" in named:
        return False
    return "database_url" in named or hasattr(getattr(item, "module", None), "fresh_database")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Keep what the test asks from its preparation to its end."""
    _now.clear()
    try:
        return (yield)
    finally:
        if FOLDER and asks(item):
            _told[item.nodeid] = set(_now)


def pytest_sessionfinish() -> None:
    """Leave what this process has seen to the run on PostgreSQL."""
    if _told:
        Path(FOLDER).mkdir(exist_ok=True)
        told = {name: sorted(marks) for name, marks in _told.items()}
        (Path(FOLDER) / f"{os.getpid()}.json").write_text(json.dumps(told), encoding="utf-8")


def needed(items: list[pytest.Item]) -> set[pytest.Item]:
    """Return what has to run on PostgreSQL."""
    asking = [item for item in items if asks(item)]
    told = read(Path(FOLDER)) if FOLDER else {}
    if not told:
        return set(asking)
    always = [item for item in asking if not is_of_pages(item) or item.nodeid not in told]
    known = set().union(*(told.get(item.nodeid, set()) for item in always))
    pages = {item.nodeid: item for item in asking if item not in set(always)}
    chosen = cover({name: told[name] for name in pages}, known)
    return {*always, *(pages[name] for name in chosen)}


def read(folder: Path) -> dict[str, set[str]]:
    """Return what each test asked."""
    told: dict[str, set[str]] = defaultdict(set)
    for kept in folder.glob("*.json"):
        for name, marks in json.loads(kept.read_text(encoding="utf-8")).items():
            told[name].update(marks)
    return dict(told)


def cover(asked: Mapping[str, set[str]], known: set[str]) -> list[str]:
    """Return tests that together ask all that is not yet known: the most telling ones first."""
    left = {name: marks - known for name, marks in asked.items()}
    chosen: list[str] = []
    while True:
        best = max(left, key=lambda name: (len(left[name]), name), default="")
        if not best or not left[best]:
            return chosen
        found = left.pop(best)
        chosen.append(best)
        left = {name: marks - found for name, marks in left.items() if marks - found}


def _note(*told: object) -> None:
    statement = str(told[2])
    if QUESTION.match(statement):
        _now.add(mark_of(statement))


if FOLDER and not BESIDE_POSTGRES:
    event.listen(Engine, "before_cursor_execute", _note)
