"""The channels for everybody."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.channels import queries, register
from portal.web.guards import public
from portal.web.htmx import page

public_pages = Blueprint("channels", __name__, url_prefix="/channels")


@public_pages.get("/")
@public
def list_channels() -> ResponseReturnValue:
    """List the bureau's channels, what each published last, and how much in each month."""
    return page(
        "channels/list.html",
        channels=register.list_channels(),
        newest=queries.newest_by_channel(),
        months=queries.months_shown(),
        counts=queries.counts_by_month(),
    )


@public_pages.get("/<string:code>")
@public
def show_channel(code: str) -> ResponseReturnValue:
    """Show one channel and what it published."""
    channel = register.get_channel(code)
    return page("channels/show.html", channel=channel, entries=queries.list_entries(channel.code))
