"""Asking: from what somebody typed to a page of hits that are still true."""

from dataclasses import replace

from portal.kernel import clock
from portal.kernel.db import db
from portal.search import shelves
from portal.search.documents import Document
from portal.search.engine import Engine, Page
from portal.search.keeper import keeper
from portal.search.rules import Choice

LONGEST_START = 20
LARGEST = 2**63


def ask(text: str, *, reader: str, choice: Choice | None = None, start: int = 0) -> Page:
    """Answer a question for readers of ``reader`` (zh or en), from rank ``start`` on.

    Whatever was typed has an answer, if an empty one. The index is in step with the database; what
    the database no longer calls public is left out all the same.
    """
    found = keeper().ask(
        lambda engine: engine.answer(text, reader=reader, choice=choice, start=start)
    )
    refs = [hit.document.entry.ref for hit in found.hits]
    current = shelves.versions_of(refs, clock.now(), db.session)
    # An index may be newer than what this request reads of the database, never older.
    entries = ((hit, hit.document.entry) for hit in found.hits)
    true = [hit for hit, entry in entries if entry.version >= current.get(entry.ref, LARGEST)]
    return found if len(true) == len(found.hits) else replace(found, hits=true)


def suggest(typed: str, language: str) -> list[str]:
    """Return what may be asked that begins as typed, in signs, pinyin or its initials."""
    return keeper().ask(lambda engine: engine.suggest(typed[:LONGEST_START], language))


def related(ref: str, most: int) -> list[Document]:
    """Return what shares most of its telling words with a thing, in its language."""
    return keeper().ask(lambda engine: engine.related(ref, most))


def disagreements() -> list[str]:
    """Return every document in which the index and the database differ; none is right."""
    held = keeper().ask(Engine.held)
    current = shelves.current_versions(clock.now(), db.session)
    return sorted(ref for ref in held.keys() | current.keys() if held.get(ref) != current.get(ref))


def digest() -> str:
    """Return a digest of the index: the same whenever the same things can be found."""
    return keeper().ask(lambda engine: engine.table.segments.digest())


def rebuild() -> int:
    """Make the index anew from the database; return how many documents it holds."""
    return keeper().rebuild()
