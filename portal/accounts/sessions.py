"""Who is behind this request: Flask-Login over sessions kept in the database."""

from datetime import timedelta

from flask import Flask
from flask_login import AnonymousUserMixin, current_user
from sqlalchemy import update

from portal.accounts import services
from portal.accounts.models import Account, SignIn
from portal.extensions import login_manager
from portal.kernel import clock
from portal.kernel.db import db, own_transaction
from portal.kernel.permissions import Permission

TOUCH_EVERY = timedelta(minutes=1)


class Visitor(AnonymousUserMixin):
    """Somebody who has not signed in."""

    def may(self, permission: Permission) -> bool:  # noqa: ARG002 - same shape as an account's
        """Nobody unknown may do what needs a permission."""
        return False


def find_person(token: str) -> Account | None:
    """Return who holds this session token, or None: unknown, ended, or not yet fully proven."""
    digest = services.digest_of(token)
    sign_in = db.session.get(SignIn, digest)
    if sign_in is None or not services.is_alive(sign_in):
        return None
    if clock.now() - sign_in.seen_at > TOUCH_EVERY:
        with own_transaction() as own:
            own.execute(update(SignIn).filter_by(digest=digest).values(seen_at=clock.now()))
    if sign_in.proven_at is None:
        return None
    person: Account = sign_in.account
    return person


def signed_in() -> Account:
    """Return the person behind this request itself: rows cannot refer to Flask-Login's proxy."""
    person: Account = current_user._get_current_object()  # noqa: SLF001 - there is no other way
    return person


def init_app(app: Flask) -> None:
    """Let Flask-Login ask this module."""
    login_manager.init_app(app)
    login_manager.user_loader(find_person)
    login_manager.anonymous_user = Visitor
    login_manager.session_protection = None  # sessions are tokens in the database, revocable
