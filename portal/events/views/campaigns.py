"""The weeks, months and days of the year: their pages, and where the desk sets them."""

import re

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.events import queries, services
from portal.events.forms import EditionForm, answers_of_edition
from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.science.rules import columns
from portal.web.guards import public, requires
from portal.web.htmx import page, refresh
from portal.web.locale import language

YEAR = re.compile("[0-9]{4}")
campaign_pages = Blueprint("campaigns", __name__, url_prefix="/campaigns")
campaign_desk_pages = Blueprint("campaigns_desk", __name__, url_prefix="/desk/campaigns")


@campaign_pages.get("/")
@public
def list_campaigns() -> ResponseReturnValue:
    """Show the campaigns of the place, each with its days of this year."""
    known = queries.campaigns()
    this_year = clock.today().year
    years = [queries.year_of(one, this_year) for one in known.values()]
    return page("events/campaigns.html", years=years, this_year=this_year, today=clock.today())


def _asked_year() -> int:
    told = request.args.get("year", "")
    if not told:
        return clock.today().year
    if not YEAR.fullmatch(told):
        raise NotFound(told)
    return int(told)


@campaign_pages.get("/<string:code>/")
@public
def show_campaign(code: str) -> ResponseReturnValue:
    """Show a campaign in one year, this one where none is named, and the years before."""
    campaign = queries.get_campaign(code)
    shown = queries.year_of(campaign, _asked_year())
    articles = queries.list_of_slugs(shown.edition.slugs if shown.edition else [], language())
    return page(
        "events/campaign.html",
        campaign=campaign,
        shown=shown,
        events=[one for one in articles if one.event],
        articles=[one for one in articles if not one.event],
        columns=columns(),
        years=queries.list_years(campaign),
    )


@campaign_desk_pages.get("/")
@requires(Permission.EVENT_KEEP)
def list_editions() -> ResponseReturnValue:
    """Show every campaign, with the years that are set."""
    known = queries.campaigns().values()
    told = [(one, queries.list_years(one)) for one in known]
    return page("events/desk/campaigns.html", told=told, next_year=clock.today().year + 1)


@campaign_desk_pages.route("/<string:code>/<int:year>", methods=["GET", "POST"])
@requires(Permission.EVENT_KEEP)
def edit_edition(code: str, year: int) -> ResponseReturnValue:
    """Let the desk say when a campaign is held in a year and what belongs to it."""
    shown = queries.year_of(queries.get_campaign(code), year)
    edition = shown.edition
    form = EditionForm(data=answers_of_edition(edition) if edition else {})
    if form.validate_on_submit():
        try:
            services.set_edition(
                shown.campaign, year, form.facts, by=signed_in().actor, seen=form.seen_count
            )
            return refresh(url_for(".list_editions"))
        except Refused as refusal:
            form.refuse(refusal)
    status = 422 if form.error_list else 200
    return page("events/desk/campaign.html", shown=shown, form=form, status=status)
