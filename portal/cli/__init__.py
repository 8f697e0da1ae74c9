"""Commands for operators: flask --app wsgi <room> <command>."""

import sys
from importlib import import_module
from pkgutil import iter_modules

from flask import Flask


def register(app: Flask) -> None:
    """Attach every room's commands."""
    for module in iter_modules(__path__):
        try:
            group = getattr(import_module(f"portal.cli.{module.name}"), "group", None)
        except Exception as failure:
            sys.stderr.write(f"COMMANDS SKIPPED {module.name}: {failure!r}\n")
            continue
        if group is not None:
            app.cli.add_command(group)
