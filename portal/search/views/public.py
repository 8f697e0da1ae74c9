"""The search page."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.science.rules import columns
from portal.search import queries, services, words
from portal.search.beside import neighbours_of
from portal.search.forms import FindForm
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.locale import language

pages = Blueprint("search", __name__)
services.follow_signals()


@pages.get("/search")
@public
def find() -> ResponseReturnValue:
    """Find what answers the words, whatever was typed."""
    form = FindForm(request.args)
    choice = form.choice
    answer = queries.ask(form.asked, reader=language(), choice=choice, start=form.rank)
    return page(
        "search/find.html",
        fragment="search/_results.html",
        answer=answer,
        asked=form.asked,
        choice=choice,
        columns=columns(),
        kinds=words.KINDS,
        neighbours=neighbours_of(answer.question),
        neighbour_names=words.NEIGHBOURS,
    )


@pages.get("/search/suggestions")
@public
def list_suggestions() -> ResponseReturnValue:
    """Offer what may be asked, as choices for the field one types into."""
    return page(
        "search/_suggestions.html", words=queries.suggest(request.args.get("q", ""), language())
    )
