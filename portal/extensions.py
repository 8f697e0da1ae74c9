"""Extension instances, bound to the app in create_app, and what every storey may ask of it."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask, current_app
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from htmx_flask import Htmx

from portal.kernel.clamav import Scanner
from portal.kernel.key_chain import KeyChain
from portal.kernel.keys import Keyring
from portal.kernel.mail import Mailer
from portal.kernel.objects import Objects
from portal.kernel.signing import SigningKeys

babel = Babel()
csrf = CSRFProtect()
login_manager = LoginManager()
htmx = Htmx()


def keyring() -> Keyring:
    """Return the running portal's keys."""
    ring: Keyring = current_app.extensions["portal.keyring"]
    return ring


def signing_keys() -> SigningKeys:
    """Return the running portal's keys for what it signs."""
    keys: SigningKeys = current_app.extensions["portal.signing"]
    return keys


def identity_keys() -> KeyChain:
    """Return the keys of what tells who spoke: apart from the others, and changed now and then."""
    chain: KeyChain = current_app.extensions["portal.identity_keys"]
    return chain


def objects() -> Objects:
    """Return the running portal's object store."""
    store: Objects = current_app.extensions["portal.objects"]
    return store


def mailer() -> Mailer | None:
    """Return the running portal's mail server, None where none is set."""
    found: Mailer | None = current_app.extensions["portal.mailer"]
    return found


def scanner() -> Scanner | None:
    """Return who looks files through for viruses, None where the installation has nobody."""
    found: Scanner | None = current_app.extensions["portal.scanner"]
    return found


def job_lease() -> timedelta:
    """Return how long a worker that says nothing is believed to live (PORTAL_JOB_LEASE)."""
    return timedelta(seconds=int(current_app.config["PORTAL_JOB_LEASE"]))


def init_app(app: Flask, *, locale_selector: Callable[[], str]) -> None:
    """Give the site its languages and htmx; ``locale_selector`` says which one a reader reads."""
    babel.init_app(app, locale_selector=locale_selector)
    htmx.init_app(app)
