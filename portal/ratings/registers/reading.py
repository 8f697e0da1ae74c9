"""From an extract's files to plain rows: one establishment after the other, nothing kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from portal.kernel.errors import Refused
from portal.ratings.registers.shape import SourceFile
from portal.ratings.registers.words import REFUSALS
from portal.tables.reading import LARGEST_FILE, read_sheets

MEGABYTE = 1024 * 1024
# A hundred times a large authority. It is read in pieces, and never stands in memory whole.
LARGEST_XML = 256 * MEGABYTE
MOST_LEAVES = 2000
# Longer texts are no names, addresses or grades; no register may fill the memory with one.
LONGEST_TEXT = 1000


@dataclass(frozen=True)
class Found:
    """One record: which one it is, counted from 1 (a table: its line), and its cells by place."""

    line: int
    cells: Mapping[str, str]


@dataclass
class Extract:
    """One register of one day. ``header`` is filled while the records are read."""

    source: SourceFile
    paths: tuple[Path, ...]
    header: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.paths) != len(self.source.files):
            told = {"source": self.source.code, "count": len(self.source.files)}
            names = ", ".join(self.source.files)
            raise Refused(REFUSALS["files_differ"] % {**told, "names": names})

    def records(self) -> Iterator[Found]:
        """Yield every establishment. Raises Refused where the file cannot be read."""
        return self._xml() if self.source.format == "xml" else self._table(0)

    def grades(self) -> Iterator[Found]:
        """Yield every grade, of a source whose grades stand in a file of their own."""
        return self._table(1)

    def _xml(self) -> Iterator[Found]:
        path, number, leaves = self.paths[0], 0, 0
        _check_size(path, LARGEST_XML)
        record = (self.source.record or "").split("/")
        above: list[Any] = []
        try:
            for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    above.append(element)
                    leaves += 1
                    _check_leaves(leaves)
                    continue
                above.pop()
                place = [one.tag for one in above[1:]] + [element.tag] * bool(above)
                if place == record:
                    number += 1
                    yield Found(number, dict(_leaves(element, ())))
                    # What was read is let go; its parent would keep it to the end of the file.
                    above[-1].clear()
                    leaves = 0
                elif place[: len(record)] != record and not len(element):
                    self.header["/".join(place)] = _text(element)
        except (ParseError, DefusedXmlException) as fault:
            raise Refused(REFUSALS["not_xml"] % {"reason": fault}) from None

    def _table(self, index: int) -> Iterator[Found]:
        path = self.paths[index]
        _check_size(path, LARGEST_FILE)
        content = _decoded(path.read_bytes(), self.source.encodings).encode()
        rows = iter(read_sheets(content)[0].iter_rows())
        _line, headings = next(rows)
        for wanted in self._columns(index):
            if wanted not in headings:
                raise Refused(REFUSALS["column_missing"] % {"column": wanted})
        for line, cells in rows:
            yield Found(line, dict(zip(headings, cells, strict=False)))

    def _columns(self, index: int) -> list[str]:
        grade, fields = self.source.grade, self.source.fields
        if index:
            return [
                name for name in (grade.identifier, grade.level, grade.score, grade.day) if name
            ]
        told = [fields.identifier, fields.name, *fields.address]
        return told + [name for name in (fields.kind, fields.latitude, fields.longitude) if name]


def _leaves(element: Any, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for child in element:
        place = (*above, child.tag)
        if len(child):
            yield from _leaves(child, place)
        else:
            yield "/".join(place), _text(child)


def _text(element: Any) -> str:
    return (element.text or "").strip()[:LONGEST_TEXT]


def _decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(REFUSALS["encoding"] % {"known": ", ".join(encodings)})


def _check_leaves(count: int) -> None:
    # Of one establishment; a file that goes on without end would fill the memory.
    if count > MOST_LEAVES:
        raise Refused(REFUSALS["not_xml"] % {"reason": f"> {MOST_LEAVES}"})


def _check_size(path: Path, most: int) -> None:
    if path.stat().st_size > most:
        raise Refused(REFUSALS["too_large"] % {"limit": most // MEGABYTE})
