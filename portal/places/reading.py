"""Reading profile files so that every fault can be told by file, line and field."""

import csv
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml.nodes import MappingNode, Node, SequenceNode

from portal.places.rules import PlaceFault

REPOSITORY = Path(__file__).resolve().parents[2]

UNKNOWN = dict.fromkeys(("extra_forbidden", "unexpected_keyword_argument"), "is no field here")

Loc = tuple[int | str, ...]
Shape = TypeVar("Shape", bound=BaseModel)


class ProfileInvalid(PlaceFault):
    """A profile file says something that cannot be; told by file, line and field."""

    def __init__(self, file: Path, line: int, field: str, reason: str) -> None:
        shown = file.relative_to(REPOSITORY) if file.is_relative_to(REPOSITORY) else file
        super().__init__(f"{shown.as_posix()}:{line}: {field}: {reason}")
        self.file, self.line, self.field, self.reason = file, line, field, reason


@dataclass(frozen=True)
class ProfileFile:
    """What one file holds, and the way from a field back to its line."""

    path: Path
    content: object
    line_of: Callable[[Loc], int]

    def fault(self, loc: Loc, reason: str) -> ProfileInvalid:
        """Return the refusal that points at this field."""
        return ProfileInvalid(self.path, self.line_of(loc), _spelled(loc), reason)

    def parsed(self, shape: type[Shape]) -> Shape:
        """Return the content in this shape, or refuse the first field that does not fit."""
        try:
            return shape.model_validate(self.content)
        except ValidationError as invalid:
            faults = invalid.errors(include_url=False)
            # A misspelt field is also a missing one; its own line is the one to look at.
            first = next((fault for fault in faults if fault["type"] in UNKNOWN), faults[0])
            reason = UNKNOWN.get(first["type"], first["msg"].removeprefix("Value error, "))
            more = f" (and {len(faults) - 1} more)" if faults[1:] else ""
            raise self.fault(first["loc"], f"{reason}{more}") from None


def read_yaml(path: Path) -> ProfileFile:
    """Read one YAML file; a key given twice is refused."""
    loader = yaml.CSafeLoader(_text_of(path))
    try:
        node = loader.get_single_node()
        _refuse_doubles(path, node)
        content = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ProfileInvalid(path, line, "(file)", f"is not YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise ProfileInvalid(path, 1, "(file)", f"is not YAML: {error}") from None
    finally:
        loader.dispose()
    return ProfileFile(path, content, lambda loc: _line_of(node, loc))


def read_csv(path: Path, name: str) -> ProfileFile:
    """Read one table; its rows stand under ``name``, and an empty cell is None."""
    reader = csv.DictReader(_text_of(path).splitlines(), strict=True)
    rows: list[dict[str, str | None]] = []
    lines: list[int] = []
    for row in reader:
        rows.append({column: cell or None for column, cell in row.items()})
        lines.append(reader.line_num)

    def line_of(loc: Loc) -> int:
        match loc:
            case (str(), int(index), *_) if index < len(lines):
                return lines[index]
        return 1

    return ProfileFile(path, {name: rows}, line_of)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ProfileInvalid(path, 1, "(file)", "is missing") from None
    except UnicodeDecodeError:
        raise ProfileInvalid(path, 1, "(file)", "is not UTF-8 text") from None


def _refuse_doubles(path: Path, node: Node | None) -> None:
    if isinstance(node, SequenceNode):
        for child in node.value:
            _refuse_doubles(path, child)
    elif isinstance(node, MappingNode):
        seen: set[Hashable] = set()
        for key, child in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise ProfileInvalid(path, line, key.value, "stands twice in the same place")
            seen.add(key.value)
            _refuse_doubles(path, child)


def _line_of(node: Node | None, loc: Loc) -> int:
    line = 1 if node is None else int(node.start_mark.line) + 1
    for step in loc:
        mark, node = _child(node, step)
        if node is None:
            break
        line = mark
    return line


def _child(node: Node | None, step: int | str) -> tuple[int, Node | None]:
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: Node = node.value[step]
        return child.start_mark.line + 1, child
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    return 0, None


def _spelled(loc: Loc) -> str:
    spelled = ""
    for step in loc:
        spelled += f"[{step}]" if isinstance(step, int) else f".{step}"
    return spelled.lstrip(".") or "(file)"
