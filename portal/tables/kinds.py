"""The kinds of tables that can be brought in. Rooms register theirs when they are imported.

How a room takes part, in full::

    # portal/penalties/tables/penalties.yaml: the fields with the titles that bureaus give them
    #   number: {zh: 决定书文号, en: Decision number, aliases: [处罚决定书文号, 文书号],
    #            required: true, example: 示例市监处罚〔2026〕1号}
    KIND = TableKind(
        code="penalties",
        title=Text("行政处罚", "Administrative penalties"),
        fields=fields_of(Path(__file__).with_name("penalties.yaml")),
        permission=Permission.ENTERPRISE_EDIT,
        read=read_penalty,      # Row -> Penalty entry; raises Refused(reason, field="fine")
        key=lambda one: one.number,
        judge=judge_penalties,  # reads: [NEW | SAME | changed(…) | held(…) | refused(…)] for each
        add=add_penalties,      # writes those judged new or changed; the engine commits
    )
    register(KIND)

The engine does the rest: it reads the file (any format), finds the header, asks about columns it
does not know and learns the answers for this kind and source, reads and judges every row in the
background, shows the report with differences, and on somebody's word calls ``add`` part by part.
``judge`` and ``add`` are given up to 200 records at a time, so that they can ask the database once
for all. Just before ``add`` the records are judged again: what no longer stands as the report
showed it is not written. A Refused that ``add`` raises refuses the one record, not the table.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from portal.kernel.audit import Actor
from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.places.rules import Text
from portal.tables.reading import Sheet, read_sheets
from portal.tables.rows import Row
from portal.tables.rules.verdicts import Verdict


@dataclass(frozen=True)
class TableField:
    """One thing a row tells: its name, its title, and what bureaus head its column with."""

    name: str
    title: Text
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    example: str = ""


@dataclass(frozen=True)
class Origin:
    """Where records come from: the file, its source as the sender named it, who sent it, when.

    ``document`` is what pages name as the source of a record; ``on`` the day the file came in.
    """

    reference: str
    source: str
    file_name: str
    sha256: str
    by: Actor
    on: date

    @property
    def document(self) -> str:
        """What pages say the record was taken from."""
        return self.source


def _own_key(record: Any) -> str:
    return repr(record)


@dataclass(frozen=True)
class TableKind:
    """One kind of table: its fields, how a row becomes a record, and what is done with records.

    ``key`` tells the records of one file apart: the same record twice counts once, two records
    of one key are refused. ``group`` is given where several rows that follow one another make one
    record: the rows of one group come to ``read`` as the first row with the others in
    ``row.more``. ``hold`` is told the records that wait for people when the import is applied.
    ``gone`` returns the keys of what this source listed before and the file (whose keys it is
    given) does not list; ``drop`` takes them out. ``open_file`` reads what is no spreadsheet.
    ``refers`` tells the field of the table by what refusals of the room's services call it.
    """

    code: str
    title: Text
    fields: tuple[TableField, ...]
    permission: Permission
    read: Callable[[Row], Any]
    judge: Callable[[Sequence[Any], Origin], Sequence[Verdict]]
    add: Callable[[Sequence[Any], Origin], None]
    key: Callable[[Any], str] = _own_key
    group: Callable[[Row], str] | None = None
    hold: Callable[[Sequence[Any], Origin], None] | None = None
    gone: Callable[[Collection[str], Origin], Sequence[str]] | None = None
    drop: Callable[[Sequence[str], Origin], None] | None = None
    open_file: Callable[[bytes], Sequence[Sheet]] = read_sheets
    refers: Mapping[str, str] | None = None

    def field(self, name: str) -> TableField | None:
        """Return a field by its name, or by what ``refers`` calls it; None without one."""
        meant = (self.refers or {}).get(name, name)
        return next((one for one in self.fields if one.name == meant), None)


_KINDS: dict[str, TableKind] = {}


def register(kind: TableKind) -> None:
    """Let tables of this kind be brought in."""
    _KINDS[kind.code] = kind


def find_kind(code: str) -> TableKind | None:
    """Return the kind with this code, or None."""
    return _KINDS.get(code)


def get_kind(code: str) -> TableKind:
    """Return the kind with this code; raises NotFound."""
    found = _KINDS.get(code)
    if found is None:
        raise NotFound(code)
    return found


def list_kinds() -> tuple[TableKind, ...]:
    """Return every kind in the order in which rooms registered them."""
    return tuple(_KINDS.values())


def fields_of(file: Path) -> tuple[TableField, ...]:
    """Return the fields that a data file lists, in its order."""
    return fields_listed(yaml.safe_load(file.read_text(encoding="utf-8")))


def fields_listed(listed: Mapping[str, Mapping[str, Any]]) -> tuple[TableField, ...]:
    """Return the fields that a part of a data file lists, in its order."""
    return tuple(
        TableField(
            name=name,
            title=Text(told["zh"], told["en"]),
            aliases=tuple(told.get("aliases", ())),
            is_required=bool(told.get("required", False)),
            example=str(told.get("example", "")),
        )
        for name, told in listed.items()
    )
