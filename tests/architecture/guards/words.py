"""Every visible word can be translated: none stands outside gettext."""

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import nodes

from tests.architecture.guards import templates

CHINESE = re.compile(r"[\u3400-\u9fff]")
LETTERS = re.compile(r"[A-Za-z\u3400-\u9fff]")
TAG = re.compile(r"<!--.*?-->|<kbd\b.*?</kbd>|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(
    r"\b(?:alt|title|aria-label|placeholder|data-th|label|aria-description)=\"([^\"]*)\""
)
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext", "lazy_gettext", "lazy_ngettext"}
# Functions whose text is a pattern, not a sentence.
PATTERNS = {"compile", "sub", "split", "match", "fullmatch", "search"}
# What is called the same in every language.
NAMES = {"English", "中文", "SHA-256", "CSV", "JSON", "XLSX"}
EXPRESSION = "\0"
# Where modules hold words for readers; elsewhere Chinese is data (headers of tables, profiles).
SPEAKING = ("views", "forms", "words")


def offences(root: Path) -> list[str]:
    """Return every visible word outside gettext, in templates and in modules that speak."""
    return [*_in_templates(root), *_in_modules(root)]


def _in_templates(root: Path) -> Iterator[str]:
    for name, path in templates.files(root):
        tree = templates.parse(path)
        is_page = path.suffix == ".html"
        for word in (*_plain(tree, is_page=is_page), *_quoted(tree)):
            if word not in NAMES:
                yield f"templates/{name}: {word!r}"


def _plain(tree: nodes.Template, *, is_page: bool) -> list[str]:
    text = "".join(
        child.data if isinstance(child, nodes.TemplateData) else EXPRESSION
        for output in tree.find_all(nodes.Output)
        for child in output.nodes
    )
    if not is_page:
        return CHINESE.findall(text)
    spoken = [value.replace(EXPRESSION, " ").strip() for value in SPOKEN.findall(text)]
    seen = html.unescape(TAG.sub("\n", text)).replace(EXPRESSION, "\n").splitlines()
    return [word.strip() for word in (*spoken, *seen) if LETTERS.search(word)]


def _quoted(tree: nodes.Node, *, is_translated: bool = False) -> Iterator[str]:
    """Yield Chinese that an expression quotes outside gettext."""
    if isinstance(tree, nodes.Const) and not is_translated and CHINESE.search(str(tree.value)):
        yield str(tree.value)
    for child in tree.iter_child_nodes():
        inside = isinstance(tree, nodes.Call) and getattr(tree.node, "name", "") in GETTEXT
        yield from _quoted(child, is_translated=is_translated or inside)


def _in_modules(root: Path) -> Iterator[str]:
    for path in sorted((root / "portal").rglob("*.py")):
        name = path.relative_to(root).with_suffix("").as_posix()
        if any(part in SPEAKING for part in name.split("/")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for word in set(_bare(tree)) - NAMES:
                yield f"{name}.py: {word!r}"


def _name(called: ast.expr) -> str:
    return str(getattr(called, "id", getattr(called, "attr", "")))


def _bare(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and _name(node.func) in GETTEXT | PATTERNS:
        return
    if isinstance(node, ast.Constant) and CHINESE.search(str(node.value)):
        yield str(node.value)
    keys = node.keys if isinstance(node, ast.Dict) else []  # what data are called, not a word
    for child in ast.iter_child_nodes(node):
        is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if not is_docstring and child not in keys:
            yield from _bare(child)
