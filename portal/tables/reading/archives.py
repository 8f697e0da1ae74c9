"""Archives: what an archive is by its parts, and several tables in one .zip."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from portal.tables.reading.refusals import (
    DAMAGED,
    LARGEST_BUNDLE,
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    FileRefused,
)
from portal.tables.reading.sheets import Note, Sheet

TABLES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".tsv", ".docx"})
ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"})
UTF8_NAMES = 0x800
ENCRYPTED = 0x1
LONGEST_NAME = 120
ReadOne = Callable[[bytes], list[Sheet]]


@dataclass(frozen=True)
class Member:
    """One file of an archive; ``name`` is for showing only, nothing is written under it."""

    name: str
    info: zipfile.ZipInfo

    @property
    def ending(self) -> str:
        """The ending of its name, in small letters."""
        return PurePosixPath(self.name).suffix.lower()


def kind_of(content: bytes) -> str:
    """Return "xlsx", "xlsb", "ods", "docx" or "zip"; raises FileRefused where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except DAMAGED:
        raise FileRefused("damaged") from None
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise FileRefused("password")
    if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise FileRefused("too_large_inside")
    names = {info.filename.replace("\\", "/").lower() for info in infos}
    told = {
        "xl/workbook.xml": "xlsx",
        "xl/workbook.bin": "xlsb",
        "word/document.xml": "docx",
        "content.xml": "ods",
    }
    by_part = next((kind for part, kind in told.items() if part in names), None)
    return by_part or ("xlsx" if any(name.startswith("xl/") for name in names) else "zip")


def read_archive(content: bytes, read_one: ReadOne) -> list[Sheet]:
    """Return the sheets of every table in an archive, named after their file.

    Raises FileRefused where a member is damaged, an archive itself, or too much.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = _members(archive)
        skipped = [Note("skipped_member", {"name": one.name}) for one in members if _is_other(one)]
        sheets: list[Sheet] = []
        left = LARGEST_BUNDLE
        for member in (one for one in members if not _is_other(one)):
            inside = _content(archive, member, left)
            left -= len(inside)
            sheets += _named(member, inside, read_one)
    if not sheets:
        raise FileRefused("empty_archive")
    return [replace(sheets[0], notes=(*sheets[0].notes, *skipped)), *sheets[1:]]


def _is_other(member: Member) -> bool:
    return member.ending not in TABLES


def _members(archive: zipfile.ZipFile) -> list[Member]:
    found = [Member(_name(info), info) for info in archive.infolist() if not info.is_dir()]
    shown = [one for one in found if not one.name.startswith((".", "~$"))]
    shown = [one for one in shown if not one.info.filename.startswith("__MACOSX/")]
    if len(shown) > MOST_MEMBERS:
        raise FileRefused("too_many_members", limit=MOST_MEMBERS)
    nested = next((one for one in shown if one.ending in ARCHIVES), None)
    if nested is not None:
        raise FileRefused("nested_archive", name=nested.name)
    return shown


def _name(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & UTF8_NAMES:
        # Chinese archivers write names in GBK without saying so.
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    shown = "".join(sign for sign in name.replace("\\", "/").split("/")[-1] if sign.isprintable())
    return shown[-LONGEST_NAME:]


def _content(archive: zipfile.ZipFile, member: Member, left: int) -> bytes:
    try:
        with archive.open(member.info) as file:
            inside = file.read(left + 1)
    except DAMAGED:
        raise FileRefused("damaged") from None
    if len(inside) > left:
        raise FileRefused("too_large_inside")
    return inside


def _named(member: Member, inside: bytes, read_one: ReadOne) -> list[Sheet]:
    try:
        sheets = read_one(inside)
    except FileRefused as refused:
        if refused.code in {"empty_file", "empty_sheet", "no_table_inside"}:
            return []
        raise FileRefused("member", name=member.name, reason=refused.reason) from None
    return [
        replace(sheet, name=f"{member.name} / {sheet.name}" if sheet.name else member.name)
        for sheet in sheets
    ]
