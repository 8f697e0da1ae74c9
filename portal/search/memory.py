"""The index kept in memory while its folder cannot be written: a full disk, one for reading only.

What is found is as true as ever; it is made anew by each process and lasts as long as that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whoosh import index
from whoosh.filedb.filestore import RamStorage
from whoosh.searching import Searcher

from portal.search.documents import Document
from portal.search.folder import left_of, schema, versions_of, write
from portal.search.rules import Difference, State


@dataclass(frozen=True)
class MemoryBuild:
    """One index in memory, and what it holds."""

    kept: index.Index
    state: State

    @classmethod
    def of(cls, aim: State, fetched: Sequence[Document]) -> "MemoryBuild":
        """Make an index of these documents."""
        kept = RamStorage().create_index(schema())
        write(kept, (), fetched)
        return cls(kept, replace(aim, documents=versions_of(fetched)))

    @property
    def place(self) -> object:
        """Where it lies: what is in the same place can be refreshed instead of opened."""
        return id(self.kept)

    def searcher(self) -> Searcher:
        """Open it."""
        return self.kept.searcher()

    def signature(self) -> object:
        """Nobody else changes it."""
        return True

    def update(self, change: Difference, fetched: Sequence[Document], aim: State) -> "MemoryBuild":
        """Take out and put in what has changed; ``aim`` says which state that makes."""
        if change.touched:
            write(self.kept, change.touched, fetched)
        held = left_of(self.state, change) | versions_of(fetched)
        return replace(self, state=replace(aim, documents=held))
