"""How long things may be (lines). A bound is lowered when it can be, never raised for a change."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

MODULE, FUNCTION, VIEW, TEMPLATE, CONFTEST, README = 300, 40, 25, 150, 200, 150
CODE = ("portal", "tests", "deploy")
# A migration step is as long as the change it makes.
EXEMPT = "portal/migrations/versions/"
ALLOWANCES = Path(__file__).resolve().parent.parent / "allowances.json"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def too_long(root: Path) -> dict[str, int]:
    """Return everything beyond its bound, with its length."""
    return {
        name: lines
        for measured in (_modules(root), _functions(root), _texts(root))
        for name, lines, bound in measured
        if lines > bound
    }


def allowances() -> dict[str, int]:
    """Return what is allowed to be longer, and how long; the list may only shrink."""
    allowed: dict[str, int] = json.loads(ALLOWANCES.read_text(encoding="utf-8"))
    return allowed


def _code(root: Path) -> Iterator[tuple[str, Path]]:
    for folder in CODE:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if not name.startswith(EXEMPT):
                yield name, path


def _modules(root: Path) -> Iterator[tuple[str, int, int]]:
    for name, path in _code(root):
        yield name, _lines(path), CONFTEST if path.name == "conftest.py" else MODULE


def _functions(root: Path) -> Iterator[tuple[str, int, int]]:
    for name, path in _code(root):
        bound = VIEW if name.startswith("portal/") and "views" in name else FUNCTION
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield f"{name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1, bound


def _texts(root: Path) -> Iterator[tuple[str, int, int]]:
    for path in sorted((root / "templates").rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), _lines(path), TEMPLATE
    if (root / "README.md").is_file():
        yield "README.md", _lines(root / "README.md"), README


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
