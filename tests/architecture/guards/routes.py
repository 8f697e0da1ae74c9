"""What every address of the site owes, and the list of them all."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

LIST = Path(__file__).resolve().parent.parent / "routes.txt"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# What a visitor does; a new word here is a decision about the site's language.
VERBS = frozenset((LIST.parent / "verbs.txt").read_text(encoding="utf-8").split())


def rules(app: Flask) -> list[Rule]:
    """Return every address pattern of the site, in a steady order."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def guard_of(app: Flask, rule: Rule) -> str | None:
    """Return who may open it: ``public``, a permission, or None where nobody said."""
    return getattr(app.view_functions[rule.endpoint], "guard", None)


def listed(app: Flask) -> list[str]:
    """Return one line for each address: pattern, methods, endpoint, guard."""
    return [
        "\t".join(
            (
                rule.rule,
                ",".join(method for method in METHODS if method in (rule.methods or ())),
                rule.endpoint,
                str(guard_of(app, rule)),
            )
        )
        for rule in rules(app)
    ]


def offences(app: Flask) -> list[str]:
    """Return every address that breaks a rule, with the rule."""
    return [
        f"{rule.rule} ({rule.endpoint}): {what}" for rule in rules(app) for what in _of(app, rule)
    ] + [f"{one}: holds others and ends without a slash" for one in _shelves(app)]


def _shelves(app: Flask) -> list[str]:
    """Return the desk's pages that hold others and do not end as such pages do."""
    patterns = {rule.rule for rule in app.url_map.iter_rules()}
    pages = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return sorted(
        page
        for page in pages
        if page.startswith("/desk/")
        and not page.endswith(("/", ">"))
        and any(pattern.startswith(f"{page}/<") for pattern in patterns)
    )


def _of(app: Flask, rule: Rule) -> Iterator[str]:
    literal = re.sub(r"<[^>]+>", "", rule.rule)
    parts = re.findall(r"<([^>]+)>", rule.rule)
    view = rule.endpoint.rpartition(".")[2]
    if guard_of(app, rule) is None:
        yield "no guard"
    if literal != literal.lower() or "_" in literal:
        yield "not kebab-case"
    if not all(":" in part for part in parts):
        yield "a part without a type"
    if guard_of(app, rule) == "public" and any(re.search(r":(?:\w+_)?id$", part) for part in parts):
        yield "a public address carries an id"
    if rule.endpoint != "static" and view.partition("_")[0] not in VERBS:
        yield "the endpoint does not begin with a known verb"


def write_list() -> None:
    """Write routes.txt from the site as it is."""
    from tests.conftest import site

    with tempfile.TemporaryDirectory() as folder:
        app = site(Path(folder), f"sqlite:///{folder}/unused.db")
        LIST.write_text("\n".join(listed(app)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_list()
