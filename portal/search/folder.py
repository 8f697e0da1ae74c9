"""The index on disk: one folder for each build, the name of the one in use, and its state.

Everything here runs under one file lock, so that of all processes one writes. The state lies
beside the index: which generation it was derived from, which documents it holds, a checksum of
each file. A writer says first what it is about to touch; whoever comes after a killed one
finds that note and does those documents again. An index that does not pass its checksums is
built anew beside the old one, and the name is switched.
"""

import fcntl
import json
import os
import secrets
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.searching import Searcher

from portal.search.codec import Codec
from portal.search.documents import Document
from portal.search.postings import WeightedTerms
from portal.search.rules import Difference, Stamp, State

# Change it with the schema or the analysis: an index of another format is built anew.
FORMAT = 3
STATE = "state.json"
NOT_THE_INDEX = {STATE, "MAIN_WRITELOCK"}  # and nothing else beside it changes
WRITER_WAITS = 30  # seconds


def schema() -> fields.Schema:
    """Return what the index keeps of a document."""
    kept = {"document": fields.STORED, "length": fields.STORED}
    return fields.Schema(ref=fields.ID(unique=True), terms=WeightedTerms(), **kept)


def _fields_of(document: Document) -> dict[str, Any]:
    terms = document.weighted_terms()
    return {
        "ref": document.entry.ref,
        "document": document.stored(),
        "length": max(1, sum(map(round, terms.values()))),
        "terms": terms,
    }


def write(into: index.Index, removed: Iterable[str], added: Sequence[Document]) -> None:
    """Take out and put in documents, in one commit; nothing changes where that fails."""
    writer = into.writer(timeout=WRITER_WAITS, codec=Codec())
    try:
        for ref in sorted(removed):
            writer.delete_by_term("ref", ref)
        for document in added:
            writer.add_document(**_fields_of(document))
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


class Storage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder whose files are read once, as a whole.

    Whoosh would map them into memory beside its copy of most of them; a mapped file that is cut
    short while it is open ends the process.
    """

    def open_file(self, name: str, **options: Any) -> BufferFile:
        """Return a file's bytes as they are now."""
        return BufferFile(Path(self.folder, name).read_bytes(), name=name, **options)


def open_index(folder: Path) -> index.Index:
    """Open the index in a folder, to be read or added to."""
    return Storage(str(folder)).open_index()


def write_index(folder: Path, documents: Sequence[Document]) -> None:
    """Make an index of these documents in an empty folder."""
    write(index.create_in(folder, schema()), (), documents)


def _checksum(path: Path) -> int:
    return zlib.crc32(path.read_bytes())


def _checksums(folder: Path, known: Mapping[str, int]) -> dict[str, int]:
    # Whoosh never changes a file it has written, so what was summed once stays as it is.
    names = {path.name for path in folder.iterdir()} - NOT_THE_INDEX
    return {name: known.get(name, _checksum(folder / name)) for name in sorted(names)}


def _replace(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _write_state(folder: Path, state: State) -> None:
    kept = {
        "format": FORMAT,
        **asdict(state),
        "next_change_at": state.next_change_at and state.next_change_at.isoformat(),
    }
    _replace(folder / STATE, json.dumps(kept))


def _read_state(folder: Path) -> State | None:
    kept = json.loads((folder / STATE).read_text(encoding="utf-8"))
    if kept.pop("format") != FORMAT:
        return None
    due = kept["next_change_at"]
    kept["next_change_at"] = due and datetime.fromisoformat(due)
    kept |= {"stamp": Stamp(**kept["stamp"]), "pending": tuple(kept["pending"])}
    return State(**kept)


def _is_whole(folder: Path, state: State) -> bool:
    files = state.files.items()
    if state.pending:  # a writer killed after its commit may have merged old files away
        files = {name: sum_ for name, sum_ in files if (folder / name).exists()}.items()
    return all(_checksum(folder / name) == checksum for name, checksum in files)


def left_of(state: State, change: Difference) -> dict[str, int]:
    """Return the documents an index holds that a change does not touch."""
    return {ref: at for ref, at in state.documents.items() if ref not in change.touched}


def versions_of(documents: Iterable[Document]) -> dict[str, int]:
    """Return the version of each document by its reference."""
    return {document.entry.ref: document.entry.version for document in documents}


@dataclass(frozen=True)
class Build:
    """One index on disk, whole, and what it holds."""

    folder: Path
    state: State

    @property
    def place(self) -> object:
        """Where it lies: what is in the same place can be refreshed instead of opened."""
        return self.folder

    def searcher(self) -> Searcher:
        """Open it."""
        return open_index(self.folder).searcher()

    def signature(self) -> object:
        """Return what changes with the files, whoever changes them; None where one is missing."""
        try:
            seen = [(self.folder / name).stat() for name in self.state.files]
        except OSError:
            return None
        return [(one.st_ino, one.st_size, one.st_mtime_ns) for one in seen]

    def update(self, change: Difference, fetched: Sequence[Document], aim: State) -> "Build":
        """Take out and put in what has changed; ``aim`` says which state that makes.

        Returns the same index as it is afterwards.
        """
        if change.touched:
            _write_state(self.folder, replace(self.state, pending=tuple(sorted(change.touched))))
            write(open_index(self.folder), change.touched, fetched)
        held = left_of(self.state, change)
        return _finish(self.folder, aim, held, fetched, known=self.state.files)


def _finish(
    folder: Path,
    aim: State,
    held: Mapping[str, int],
    fetched: Sequence[Document],
    known: Mapping[str, int],
) -> Build:
    fresh = versions_of(fetched)
    state = replace(aim, documents={**held, **fresh}, files=_checksums(folder, known))
    _write_state(folder, state)
    return Build(folder, state)


class IndexFolder:
    """The folder of one installation's index."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the index; other processes and threads wait."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def open_build(self) -> Build | None:
        """Return the index in use; None where it is missing, damaged or of another format."""
        try:
            name = (self.root / "current").read_text(encoding="ascii").strip()
            folder = self.root / Path(name).name
            state = _read_state(folder)
            is_usable = state is not None and _is_whole(folder, state)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return Build(folder, state) if state is not None and is_usable else None

    def build(self, aim: State, fetched: Sequence[Document]) -> Build:
        """Make an index of these documents in a new folder, and switch to it."""
        folder = self.root / f"build-{secrets.token_hex(6)}"
        folder.mkdir()
        write_index(folder, fetched)
        made = _finish(folder, aim, {}, fetched, known={})
        _replace(self.root / "current", folder.name)
        for old in self.root.glob("build-*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
        return made
