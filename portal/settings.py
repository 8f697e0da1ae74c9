"""Settings of one running portal, read once from the environment."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A busy machine may keep a worker from saying for some seconds that it lives.
SHORTEST_LEASE = 10


class SettingFault(Exception):  # noqa: N818 - it names what happened
    """A setting that cannot be followed; the message names it and what it must be."""


def _variable_folder() -> Path:
    return Path(os.environ.get("PORTAL_VAR", ROOT / "var")).resolve()


def _number(name: str, what: str, default: int, *, digits: int) -> int:
    told = os.environ.get(name) or str(default)
    if not re.fullmatch(f"[0-9]{{1,{digits}}}", told):
        raise SettingFault(f"{name} must be {what}, not {told!r}")
    return int(told)


def _proxies() -> int:
    return _number("PORTAL_PROXIES", "the number of trusted proxies", 0, digits=2)


def _job_lease() -> int:
    seconds = _number("PORTAL_JOB_LEASE", "a number of seconds", 45, digits=5)
    if seconds < SHORTEST_LEASE:
        raise SettingFault(f"PORTAL_JOB_LEASE must be {SHORTEST_LEASE} seconds or more")
    return seconds


def _front_cache_mb() -> int:
    return _number("PORTAL_FRONT_CACHE_MB", "a number of megabytes", 64, digits=5)


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations of the same build.

    PORTAL_PLACE         the place profile (default lucheng)
    PORTAL_VAR           folder for what this installation writes (default ./var)
    DATABASE_URL         default sqlite:///<PORTAL_VAR>/portal.db
    PORTAL_OBJECTS       object store, a folder or an address (default <PORTAL_VAR>/objects)
    PORTAL_SECRET_FILE   master key, made on first start (default <PORTAL_VAR>/secret.key)
    PORTAL_SIGNING_FILE  keys that sign receipts, made on first start (default: receipt-keys.json
                         beside the master key)
    PORTAL_IDENTITY_KEYS  keys of who filed a case, newest first, as id:hex,id:hex
    PORTAL_IDENTITY_KEY_FILE  the same in a file, made on first start where the environment has
                         none (default: identity.keys beside the master key)
    PORTAL_TLS           1 where the public address is https: secure cookies and HSTS
    PORTAL_PROXIES       number of trusted proxies in front (default 0)
    PORTAL_FRONT_CACHE_MB  memory of each process for ready pages (default 64; 0: none)
    PORTAL_JOB_LEASE     seconds after which a job whose worker fell silent is taken up by another
                         (default 45)
    PORTAL_BASE_URL      public address, for links in feeds and printed sheets (default none)
    PORTAL_SMTP          mail server: smtp://, smtp+starttls:// or smtps:// (default none: no mail)
    PORTAL_MAIL_FROM     the address that letters come from (needed with PORTAL_SMTP)
    PORTAL_CLAMAV        ClamAV's daemon, unix:/path or tcp://host:port (default none: no scan)
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
    signing_file: str = field(default_factory=lambda: os.environ.get("PORTAL_SIGNING_FILE", ""))
    identity_keys: str = field(default_factory=lambda: os.environ.get("PORTAL_IDENTITY_KEYS", ""))
    identity_key_file: str | None = field(
        default_factory=lambda: os.environ.get("PORTAL_IDENTITY_KEY_FILE") or None
    )
    tls: bool = field(default_factory=lambda: os.environ.get("PORTAL_TLS") == "1")
    proxies: int = field(default_factory=_proxies)
    front_cache_mb: int = field(default_factory=_front_cache_mb)
    job_lease: int = field(default_factory=_job_lease)
    base_url: str | None = field(default_factory=lambda: os.environ.get("PORTAL_BASE_URL"))
    smtp: str | None = field(default_factory=lambda: os.environ.get("PORTAL_SMTP") or None)
    mail_from: str = field(default_factory=lambda: os.environ.get("PORTAL_MAIL_FROM", ""))
    clamav: str | None = field(default_factory=lambda: os.environ.get("PORTAL_CLAMAV") or None)
