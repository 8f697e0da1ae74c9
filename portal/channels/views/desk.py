"""Noting what the channels published."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.channels import queries, register, services
from portal.channels.forms import EntryForm, StrikeForm
from portal.channels.models import ChannelEntry
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page
from portal.web.steps import take_step

desk_pages = Blueprint("channels_desk", __name__, url_prefix="/desk/channels")


def _list(form: EntryForm, status: int = 200) -> Response:
    channels = {one.code: one for one in register.list_channels()}
    return page(
        "channels/desk/list.html",
        status=status,
        form=form,
        channels=channels,
        entries=queries.newest_entries(),
    )


def _show(entry: ChannelEntry, form: StrikeForm, status: int = 200) -> Response:
    return page("channels/desk/strike.html", status=status, entry=entry, form=form)


@desk_pages.get("/")
@requires(Permission.ARTICLE_REVIEW)
def list_channels() -> ResponseReturnValue:
    """Show what was noted last, and a form for the next."""
    return _list(EntryForm())


@desk_pages.post("/")
@requires(Permission.ARTICLE_REVIEW)
def add_entry() -> ResponseReturnValue:
    """Note what a channel published."""
    form = EntryForm()
    return take_step(
        form,
        lambda: services.note_entry(
            channel=form.channel.data,
            title=form.title.data,
            told_on=form.told_on.data,
            address=form.address.data or "",
            by=signed_in(),
        ),
        onward=url_for(".list_channels"),
        again=lambda: _list(form, 422),
    )


@desk_pages.route("/entries/<string:reference>/strike", methods=["GET", "POST"])
@requires(Permission.ARTICLE_REVIEW)
def remove_entry(reference: str) -> ResponseReturnValue:
    """Strike what was noted wrongly."""
    entry, form = queries.get_entry(reference), StrikeForm()
    if not form.is_submitted():
        return _show(entry, form)
    return take_step(
        form,
        lambda: services.strike_entry(entry, reason=form.reason.data, by=signed_in()),
        onward=url_for(".list_channels"),
        again=lambda: _show(entry, form, 422),
    )
