"""Settings of one running portal, read once from the environment."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SettingFault(Exception):  # noqa: N818 - it names what happened
    """A setting that cannot be followed; the message names it and what it must be."""


def _variable_folder() -> Path:
    return Path(os.environ.get("PORTAL_VAR", ROOT / "var")).resolve()


def _proxies() -> int:
    told = os.environ.get("PORTAL_PROXIES") or "0"
    if not re.fullmatch("[0-9]{1,2}", told):
        raise SettingFault(f"PORTAL_PROXIES must be the number of trusted proxies, not {told!r}")
    return int(told)


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations of the same build.

    PORTAL_PLACE         the place profile (default lucheng)
    PORTAL_VAR           folder for what this installation writes (default ./var)
    DATABASE_URL         default sqlite:///<PORTAL_VAR>/portal.db
    PORTAL_OBJECTS       object store, a folder or an address (default <PORTAL_VAR>/objects)
    PORTAL_SECRET_FILE   master key, made on first start (default <PORTAL_VAR>/secret.key)
    PORTAL_TLS           1 where the public address is https: secure cookies and HSTS
    PORTAL_PROXIES       number of trusted proxies in front (default 0)
    PORTAL_BASE_URL      public address, for links in feeds and printed sheets (default none)
    """

    place: str = field(default_factory=lambda: os.environ.get("PORTAL_PLACE", "lucheng"))
    var: Path = field(default_factory=_variable_folder)
    database_url: str = field(
        default_factory=lambda: (
            os.environ.get("DATABASE_URL") or f"sqlite:///{_variable_folder() / 'portal.db'}"
        )
    )
    objects: str = field(
        default_factory=lambda: (
            os.environ.get("PORTAL_OBJECTS") or str(_variable_folder() / "objects")
        )
    )
    secret_file: Path = field(
        default_factory=lambda: Path(
            os.environ.get("PORTAL_SECRET_FILE", _variable_folder() / "secret.key")
        )
    )
    tls: bool = field(default_factory=lambda: os.environ.get("PORTAL_TLS") == "1")
    proxies: int = field(default_factory=_proxies)
    base_url: str | None = field(default_factory=lambda: os.environ.get("PORTAL_BASE_URL"))
