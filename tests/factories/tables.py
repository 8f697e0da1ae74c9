"""A kind of table for tests: a notebook of shops, kept in memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.places.rules import Text
from portal.tables import kinds
from portal.tables.kinds import Origin, TableField, TableKind
from portal.tables.rows import Row
from portal.tables.rules.verdicts import NEW, SAME, Difference, Verdict, changed, held


@dataclass(frozen=True)
class Note:
    """One shop as a row tells it."""

    number: str
    name: str
    opened_on: date | None
    fee: Decimal | None


@dataclass
class Notebook:
    """What was written, and which rows were held."""

    notes: dict[str, Note] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def judge(self, records: Sequence[Note], _origin: Origin) -> list[Verdict]:
        return [self._judge(one) for one in records]

    def _judge(self, one: Note) -> Verdict:
        if one.name in self.unknown:
            return held("看不准是哪一家")
        known = self.notes.get(one.number)
        if known is None:
            return NEW
        if known == one:
            return SAME
        return changed(
            Difference("名称", known.name, one.name),
            Difference("费用", str(known.fee or ""), str(one.fee or "")),
        )

    def add(self, records: Sequence[Note], _origin: Origin) -> None:
        if any(one.number == "X" for one in records):
            raise Refused("这个编号不能用", field="number")
        self.notes.update({one.number: one for one in records})

    def hold(self, records: Sequence[Note], _origin: Origin) -> None:
        self.held += [one.name for one in records]

    def gone(self, keys: Collection[str], _origin: Origin) -> list[str]:
        return sorted(self.notes.keys() - set(keys))

    def drop(self, keys: Sequence[str], _origin: Origin) -> None:
        for key in keys:
            del self.notes[key]


def read_note(row: Row) -> Note:
    return Note(row.text("number"), row.text("name"), row.day("opened_on"), row.number("fee"))


FIELDS = (
    TableField("number", Text("编号", "Number"), ("店铺编号",), is_required=True),
    TableField("name", Text("店铺名称", "Name of shop"), ("店名",), is_required=True),
    TableField("opened_on", Text("开业日期", "Opened on"), ("开张日期",)),
    TableField("fee", Text("费用", "Fee"), ("收费金额",)),
)


def notebook(*, is_whole: bool = False) -> Notebook:
    """Register the kind ``notebook`` anew, empty, and return where its rows go."""
    book = Notebook()
    kinds.register(
        TableKind(
            code="notebook",
            title=Text("示例店铺", "Example shops"),
            fields=FIELDS,
            permission=Permission.ENTERPRISE_EDIT,
            read=read_note,
            judge=book.judge,
            add=book.add,
            key=lambda one: one.number,
            hold=book.hold,
            gone=book.gone if is_whole else None,
            drop=book.drop if is_whole else None,
        )
    )
    return book
