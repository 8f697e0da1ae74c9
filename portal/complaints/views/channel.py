"""The desk's look at the channel: does it work, and is somebody there to answer."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from portal.complaints import intake
from portal.complaints.channel import queries
from portal.complaints.channel.light import Light, read_light
from portal.complaints.views.desk import desk_pages
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page

SHOWN = 20


@desk_pages.context_processor
def offer_light() -> dict[str, Callable[[], Light]]:
    """Let pages of this desk show the light."""
    return {"channel_light": read_light}


@desk_pages.get("/channel")
@requires(Permission.CASE_READ)
def show_channel() -> ResponseReturnValue:
    """Show the latest trials, and which desks are empty."""
    return page(
        "complaints/desk/channel.html",
        light=read_light(),
        trials=queries.list_trials(SHOWN),
        minutes=intake.self_test_age().total_seconds() // 60,
    )
