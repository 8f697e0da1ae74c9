"""Rumours for everybody: the list, one rumour, sending a claim, and what became of it."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.enterprises.queries import find_enterprise
from portal.rumours import queries, services, telling, words
from portal.rumours.forms import ClaimForm
from portal.rumours.rules import Verdict, categories
from portal.rumours.views.asked import RumourSearch
from portal.web import prose
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.locale import language
from portal.web.visitors import bucket

public_pages = Blueprint("rumours", __name__, url_prefix="/rumours")


@public_pages.get("/")
@public
def list_rumours() -> ResponseReturnValue:
    """List what the desk has found, the newest first."""
    search = RumourSearch.read(request.args)
    return page(
        "rumours/list.html",
        search=search,
        found=queries.page_of_published(search.wanted, after=request.args.get("after")),
        counts=queries.count_by_verdict(),
        verdicts=tuple(Verdict),
        categories=categories(),
        words=words,
    )


@public_pages.route("/send", methods=["GET", "POST"])
@public
def send_claim() -> ResponseReturnValue:
    """Let anyone send a claim; what is answered already is shown before it is sent."""
    form, known = ClaimForm(), []
    if form.validate_on_submit():
        known = [] if form.sure.data else [*queries.published_like(form.text.data)]
        if not known:
            lead = services.send_claim(form.sent(), network=bucket())
            return refresh(url_for(".show_lead", reference=lead.reference))
        form.sure.data = "1"
    status = 422 if form.errors or known else 200
    return page("rumours/send.html", form=form, known=known, words=words, status=status)


@public_pages.get("/receipts/<string:reference>")
@public
def show_lead(reference: str) -> ResponseReturnValue:
    """Show what became of what somebody sent; nothing on the page says who sent it."""
    lead = queries.get_lead(reference)
    rumour = lead.rumour
    answer = queries.find_answer(rumour) if rumour else None
    response = page("rumours/receipt.html", lead=lead, answer=answer, words=words)
    response.headers["Cache-Control"] = "no-store"
    return response


@public_pages.get("/<string:code>")
@public
def show_rumour(code: str) -> ResponseReturnValue:
    """Show one rumour: the verdict in words first, then what it rests on."""
    version = queries.get_published(code)
    content = version.content
    return page(
        "rumours/show.html",
        version=version,
        content=content,
        truth=prose.render(content.words_in(language(), "truth")),
        versions=queries.list_versions(version.rumour),
        asked=queries.asked_shown(version.rumour),
        enterprise=find_enterprise(content.enterprise) if content.enterprise else None,
        alike=[one for one in queries.published_like(content.claim) if one.id != version.id],
        claim_review=telling.claim_review(version),
        categories=categories(),
        words=words,
    )
