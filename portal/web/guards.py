"""Every view says who may open it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import NotAllowed, SignInNeeded
from portal.kernel.permissions import Permission

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def public(view: View[P]) -> View[P]:
    """Anyone may open this page."""
    guarded: Any = view
    guarded.guard = "public"
    return view


def requires(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Only people holding ``permission`` may open this page.

    Somebody unknown is sent to sign in; somebody known without the permission is refused (403).
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                raise SignInNeeded
            if not current_user.may(permission):
                raise NotAllowed(permission.value)
            return view(*args, **kwargs)

        marked: Any = guarded
        marked.guard = permission.value
        return guarded

    return guard
