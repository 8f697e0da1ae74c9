"""What every template owes its readers and its neighbours."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

SHARED = {"_components", "_layouts", "errors", "base.html"}
# A block of facts for search engines (JSON-LD) is not run: neither browsers nor the policy mind it.
INLINE = re.compile(
    r'<script(?![^>]*\bsrc=| type="application/ld\+json">)'
    r"|<style|\son[a-z]+\s*=|\sstyle\s*=|javascript:",
    re.I,
)
# A part that is rendered once for many pages is asked for by its name.
READY = re.compile(r"\bready\('([^']+)'")
BORROWING = (nodes.Include, nodes.Extends, nodes.FromImport, nodes.Import)


@cache
def _environment() -> Environment:
    return Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def parse(path: Path) -> nodes.Template:
    """Return the template as Jinja understands it."""
    text = path.read_text(encoding="utf-8")
    return _environment().parse(text, path.name, str(path))


def files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield every template with its name."""
    folder = root / "templates"
    for path in sorted(folder.rglob("*.*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def offences(root: Path) -> list[str]:
    """Return everything that offends in any template."""
    found = [f"{name}: {what}" for name, path in files(root) for what in _of(name, path)]
    return found + [f"{name}: used nowhere" for name in unused_partials(root)]


def _of(name: str, path: Path) -> Iterator[str]:
    tree = parse(path)
    home = name.partition("/")[0]
    for borrowed in sorted(borrowings(tree)):
        if borrowed.partition("/")[0] not in SHARED | {home}:
            yield f"borrows {borrowed}"
    for inline in INLINE.findall(path.read_text(encoding="utf-8")):
        yield f"inline {inline.strip()}"
    for unused in unused_imports(tree):
        yield f"imports {unused} and does not use it"


def borrowings(tree: nodes.Template) -> set[str]:
    """Return the templates it names; one whose name is computed is a panel (portal.kernel)."""
    named = [getattr(node, "template", None) for node in tree.find_all(BORROWING)]
    return {name.value for name in named if isinstance(name, nodes.Const)}


def unused_imports(tree: nodes.Template) -> list[str]:
    """Return every macro that is imported and never called."""
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    imported = {
        name[1] if isinstance(name, tuple) else name
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    } | {node.target for node in tree.find_all(nodes.Import)}
    return sorted(imported - used)


def unused_partials(root: Path) -> list[str]:
    """Return every ``_partial`` that no page and no module names."""
    named = {
        borrowed
        for name, path in files(root)
        for borrowed in (*borrowings(parse(path)), *READY.findall(path.read_text(encoding="utf-8")))
        if borrowed != name
    }
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "portal").rglob("*.py"))
    return [
        name
        for name, path in files(root)
        if path.name.startswith("_") and name not in named and f'"{name}"' not in code
    ]
