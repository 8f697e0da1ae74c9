"""A site of its own for a bench that kills processes: its folder goes when the bench ends."""

from pathlib import Path

from flask import Flask

from portal import create_app


def site_of(folder: Path, url: str) -> Flask:
    """Return the portal of Lucheng on this database, with everything else in this folder."""
    return create_app(
        PORTAL_VAR=folder,
        PORTAL_PLACE="lucheng",
        PORTAL_OBJECTS=str(folder / "objects"),
        PORTAL_SECRET_FILE=folder / "secret.key",
        SQLALCHEMY_ENGINES={"default": {"url": url}},
    )
