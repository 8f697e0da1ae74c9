"""Staff declare relatives and enterprises, and see what they declared."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.rewards import queries, services
from portal.rewards.forms import EnterpriseForm, RelativeForm
from portal.rewards.views.desk import desk_pages
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.steps import take_step


@desk_pages.get("/interests/")
@requires(Permission.DESK_OPEN)
def list_interests() -> ResponseReturnValue:
    """Show a member of staff their own declarations."""
    return _interests_page()


@desk_pages.post("/interests/relatives")
@requires(Permission.DESK_OPEN)
def add_relative() -> ResponseReturnValue:
    """Declare a relative; the name itself is not kept."""
    form = RelativeForm(prefix="relative")
    return take_step(
        form,
        lambda: services.declare_relative(form.name.data or "", by=current_user.actor),
        onward=url_for(".list_interests"),
        again=lambda: _interests_page(relative=form, status=422),
    )


@desk_pages.post("/interests/enterprises")
@requires(Permission.DESK_OPEN)
def add_enterprise() -> ResponseReturnValue:
    """Declare an enterprise."""
    form = EnterpriseForm(prefix="enterprise")
    return take_step(
        form,
        lambda: services.declare_enterprise(form.code.data or "", by=current_user.actor),
        onward=url_for(".list_interests"),
        again=lambda: _interests_page(enterprise=form, status=422),
    )


@desk_pages.post("/interests/<int:number>/end")
@requires(Permission.DESK_OPEN)
def end_interest(number: int) -> ResponseReturnValue:
    """Take a declaration back."""
    services.end_interest(number, by=current_user.actor)
    return refresh(url_for(".list_interests"))


def _interests_page(
    *,
    relative: RelativeForm | None = None,
    enterprise: EnterpriseForm | None = None,
    status: int = 200,
) -> Response:
    return page(
        "rewards/desk/interests.html",
        status=status,
        interests=queries.list_interests(current_user.username),
        relative=relative or RelativeForm(None, prefix="relative"),
        enterprise=enterprise or EnterpriseForm(None, prefix="enterprise"),
    )
