"""What each document says, as data: read once from its file and checked whole."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from portal.complaints.rules import DocumentKind, Reader, Track
from portal.places.rules import Text

WORDING_FILE = Path(__file__).with_name("wording.yaml")


class Shape(BaseModel):
    """A part of the file; what is not described is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Part(Shape):
    """One part of a document: whom it is addressed to, a paragraph, a table, lines to sign."""

    to: str | None = None
    text: str | None = None
    list_of: Annotated[Literal["remedies"] | None, Field(alias="list")] = None
    table: tuple["Rows", ...] = ()
    sign: tuple[str, ...] = ()
    note: str = ""
    when: str | None = None
    only: tuple[Track, ...] = tuple(Track)
    readers: Annotated[tuple[Reader, ...], Field(alias="for")] = tuple(Reader)


class Rows(Shape):
    """Rows of a table that belong together, under the name of their group."""

    group: str
    rows: tuple[tuple[str, str], ...]


class Wording(Shape):
    """One document: its name, the characters in its number, its copies and its parts."""

    form: str
    name: Text
    titles: dict[Track, str] = {}
    mark: str
    copies: tuple[Reader, ...]
    names: bool = False
    basis: str | None = None
    blocks: tuple[Part, ...]
    closing: str = ""
    seal: bool = True
    foot: str = ""

    def title(self, track: Track) -> str:
        """Return what stands at its head."""
        return self.titles.get(track, self.name.zh)


class Confidence(Shape):
    """How sure it is that the documents exist, and that their text is the official one."""

    documents: str
    wording: str


class WordingFile(Shape):
    """The whole file."""

    version: str
    instrument: str
    article: str
    source: str
    confidence: Confidence
    confirmed_by: str | None
    confirmed_on: str | None
    words: dict[str, str]
    documents: dict[DocumentKind, Wording]


@cache
def wording_file() -> WordingFile:
    """Return the wording in force."""
    return WordingFile.model_validate(yaml.safe_load(WORDING_FILE.read_text(encoding="utf-8")))


def wording_of(kind: DocumentKind) -> Wording:
    """Return what a document says."""
    return wording_file().documents[kind]
