"""From settings to a configured Flask application."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.kernel.clamav import Scanner
from portal.kernel.key_chain import KeyChain
from portal.kernel.keys import Keyring, load_or_create_master
from portal.kernel.mail import Mailer
from portal.kernel.objects import Objects
from portal.kernel.signing import SigningKeys
from portal.settings import ROOT, SettingFault, Settings
from portal.web.templating import PlainGlobals
from portal.web.uploads import LARGEST_FILE

# No single file may be larger; of one that is, the rest is read and thrown away (web.uploads).
LARGEST_REQUEST = 4 * LARGEST_FILE
LARGEST_FORM = 1024 * 1024
SESSION_HOURS = 12


def cookie_name(name: str, *, has_tls: bool) -> str:
    """Return how a cookie is called: under TLS a browser keeps it to this host and to https."""
    return f"__Host-{name}" if has_tls else name


def engine_options(url: str) -> dict[str, Any]:
    """Return how to open the database at ``url``; plain postgresql:// means psycopg 3."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if url.startswith("sqlite"):
        return {"url": url}
    return {"url": url, "pool_size": 8, "max_overflow": 8}


def _open_keyring(path: Path) -> Keyring:
    try:
        return Keyring(load_or_create_master(path))
    except ValueError:
        # A new key would open nothing that the old one sealed, so none is made.
        raise SettingFault(
            f"{path} holds no master key (64 hexadecimal digits): restore it from its backup"
        ) from None


def _open_signing_keys(app: Flask) -> SigningKeys:
    told = app.config["PORTAL_SIGNING_FILE"]
    path = Path(told or app.config["PORTAL_SECRET_FILE"].with_name("receipt-keys.json"))
    try:
        return SigningKeys(path)
    except ValueError:
        # A new key would make every receipt handed out so far look forged, so none is made.
        raise SettingFault(f"{path} holds no signing key: restore it from its backup") from None


def _open_identity_keys(app: Flask, master: Keyring) -> KeyChain:
    told, named = app.config["PORTAL_IDENTITY_KEYS"], app.config["PORTAL_IDENTITY_KEY_FILE"]
    path = Path(named or app.config["PORTAL_SECRET_FILE"].with_name("identity.keys"))
    try:
        return KeyChain(master=master, path=None if told else path, told=told)
    except ValueError as fault:
        where = "PORTAL_IDENTITY_KEYS" if told else path
        raise SettingFault(f"{where} cannot be used: {fault}") from None


def _open_mailer(app: Flask) -> Mailer | None:
    if not app.config["PORTAL_SMTP"]:
        return None
    if not app.config["PORTAL_BASE_URL"]:
        raise SettingFault("PORTAL_SMTP needs PORTAL_BASE_URL: letters carry links to the site")
    try:
        return Mailer.at(app.config["PORTAL_SMTP"], app.config["PORTAL_MAIL_FROM"])
    except ValueError as fault:
        raise SettingFault(f"PORTAL_SMTP or PORTAL_MAIL_FROM cannot be used: {fault}") from None


def _open_scanner(address: str | None) -> Scanner | None:
    try:
        return Scanner.at(address) if address else None
    except ValueError as fault:
        raise SettingFault(f"PORTAL_CLAMAV cannot be used: {fault}") from None


def _trust(app: Flask, proxies: int) -> None:
    if proxies:
        proxied = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)
        app.wsgi_app = proxied  # type: ignore[method-assign]


def _open_all(app: Flask) -> None:
    ring = _open_keyring(app.config["PORTAL_SECRET_FILE"])
    app.config.setdefault("SECRET_KEY", None)
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or ring.derive("session").hex()
    app.extensions["portal.keyring"] = ring
    app.extensions["portal.signing"] = _open_signing_keys(app)
    app.extensions["portal.identity_keys"] = _open_identity_keys(app, ring)
    app.extensions["portal.mailer"] = _open_mailer(app)
    app.extensions["portal.scanner"] = _open_scanner(app.config["PORTAL_CLAMAV"])
    app.extensions["portal.objects"] = Objects.at(str(app.config["PORTAL_OBJECTS"]))


def _set_up_templates(app: Flask) -> None:
    app.jinja_environment = PlainGlobals
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")


def apply(app: Flask, overrides: dict[str, object]) -> None:
    """Read the settings, let ``overrides`` win, and open keys and object store."""
    settings = Settings()
    settings.var.mkdir(parents=True, exist_ok=True)
    app.config.update(
        PORTAL_PLACE=settings.place,
        PORTAL_VAR=settings.var,
        PORTAL_OBJECTS=settings.objects,
        PORTAL_SECRET_FILE=settings.secret_file,
        PORTAL_SIGNING_FILE=settings.signing_file,
        PORTAL_IDENTITY_KEYS=settings.identity_keys,
        PORTAL_IDENTITY_KEY_FILE=settings.identity_key_file,
        PORTAL_TLS=settings.tls,
        PORTAL_BASE_URL=settings.base_url,
        PORTAL_SMTP=settings.smtp,
        PORTAL_MAIL_FROM=settings.mail_from,
        PORTAL_CLAMAV=settings.clamav,
        PORTAL_FRONT_CACHE_MB=settings.front_cache_mb,
        PORTAL_JOB_LEASE=settings.job_lease,
        SQLALCHEMY_ENGINES={"default": engine_options(settings.database_url)},
        BABEL_DEFAULT_LOCALE="zh_Hans_CN",
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        SESSION_COOKIE_NAME=cookie_name("session", has_tls=settings.tls),
        FORM_TOKEN_COOKIE_NAME=cookie_name("form-token", has_tls=settings.tls),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.tls,
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=SESSION_HOURS),
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.config.from_mapping(overrides)
    _open_all(app)
    _set_up_templates(app)
    _trust(app, settings.proxies)
