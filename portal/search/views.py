"""The search page."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from portal.science.rules import columns
from portal.search import queries, services
from portal.search.forms import FindForm
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.locale import language

pages = Blueprint("search", __name__)
PAGES: tuple[Blueprint, ...] = (pages,)
# What has a search of its own is offered the same words.
NEIGHBOURS = (
    ("sampling.list_results", _("在抽检结果里查")),
    ("enterprises.list_enterprises", _("在企业里查")),
)
services.follow_signals()


@pages.get("/search")
@public
def find() -> ResponseReturnValue:
    """Find what answers the words, whatever was typed."""
    form = FindForm(request.args)
    answer = queries.ask(form.asked, reader=language(), choice=form.choice, start=form.rank)
    return page(
        "search/find.html",
        fragment="search/_results.html",
        answer=answer,
        choice=form.choice,
        columns=columns(),
        neighbours=NEIGHBOURS,
    )
