"""How templates are made ready to be rendered."""

from collections.abc import Mapping, MutableMapping
from typing import Any

from flask.templating import Environment


class PlainGlobals(Environment):
    """Flask's own environment, whose templates look their globals up in one mapping.

    Jinja chains two mappings for each template. Every page and every file it imports copies the
    chain, name by name, before its first word. No global is added once templates are loaded.
    """

    def make_globals(self, d: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: the environment's, and its own over them."""
        return {**self.globals, **(d or {})}
