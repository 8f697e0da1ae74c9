"""Pieces of the layout that are the same on many pages: made once, then ready.

The menus and the foot make up most of a page's words and depend on nothing but the language and
which entry is marked. Nothing a reader or a record adds may stand in them.
"""

from collections.abc import Hashable
from typing import Any

from flask import Flask, current_app, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup  # noqa: TID251 - portal.web, and the template escapes what it is given

from portal.web.locale import language

# As many as there are pages with a name, in two languages; beyond that something is odd.
MOST_PIECES = 2000


@pass_context
def ready(context: Context, template: str, *depends_on: Hashable) -> Markup:
    """Return a piece of the layout; ``depends_on`` is all it shows beside the language."""
    made: dict[Hashable, Markup] = current_app.extensions["portal.ready"]
    key = (template, language(), request.script_root, depends_on)
    piece = made.get(key)
    if piece is None:
        environment: Any = context.environment
        told = environment.get_template(template).render(context.get_all())
        piece = Markup(told)  # noqa: S704 - rendered by the same environment, which escapes
        if len(made) < MOST_PIECES and not environment.auto_reload:
            made[key] = piece
    return piece


def init_app(app: Flask) -> None:
    """Offer ready pieces to templates."""
    app.extensions["portal.ready"] = {}
    app.jinja_env.globals["ready"] = ready
