"""Commands for operators: flask --app wsgi <room> <command>."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask


def register(app: Flask) -> None:
    """Attach every room's commands."""
    for module in iter_modules(__path__):
        group = getattr(import_module(f"portal.cli.{module.name}"), "group", None)
        if group is not None:
            app.cli.add_command(group)
