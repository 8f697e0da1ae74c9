"""Other doors to the form: plain questions, a rider's page, a draft begun on another device."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from portal.complaints import (
    drafting,
    firms,
    intake,
    pages,
    queries,
    sending,
    services,
    sorting,
    telling,
    tracking,
)
from portal.complaints.forms.codes import CodeForm
from portal.complaints.forms.doors import RiderForm
from portal.complaints.models import Case
from portal.complaints.panels import RIDER_PANELS
from portal.complaints.rules import Door, Step
from portal.complaints.views.filing import SLOWED, complaints_pages, is_right, slowed
from portal.extensions import csrf
from portal.kernel import throttle
from portal.kernel.errors import Busy, NotFound, Refused
from portal.kernel.signals import rider_tip_coming, rider_tip_filed
from portal.web import form_tokens
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.origin import may_be_trusted
from portal.web.visitors import bucket

MOST_ANSWERS = 12


@complaints_pages.get("/sort")
@public
def choose_door() -> ResponseReturnValue:
    """Ask one plain question, or say which door the answers lead to."""
    codes = request.args.getlist("a")[:MOST_ANSWERS]
    about = telling.about_of(request.args)
    asked = sorting.follow_answers(codes)
    said = sorting.words_said(asked, about)
    if asked.question is not None:
        return page(
            "complaints/sort.html",
            question=asked.question,
            answers=sorting.offered_answers(asked, about),
            said=said,
            about=about,
        )
    if asked.entrance is None:
        raise NotFound("entrance")
    return page(
        "complaints/sorted.html",
        entrance=asked.entrance,
        address=sorting.address_of(asked.entrance, about),
        said=said,
        about=about,
        track=sorting.track_of_entrance(asked.entrance).value,
        grounds=sorting.grounds_of(asked.entrance),
    )


@complaints_pages.get("/firms")
@public
def find_firms() -> ResponseReturnValue:
    """Offer the firms whose names hold what is being typed, as choices for the field."""
    found = firms.offer_firms(request.args.get("q", ""))
    return page("complaints/_firms.html", firms=found)


def _rider_page(form: RiderForm, status: int = 200, *, is_kept: bool = True) -> Response:
    panels = RIDER_PANELS.collect(Door.RIDER)
    # Whoever is known here need not say again for whom they ride.
    known = [panel.facts["platform"] for panel in panels if panel.facts.get("platform")]
    if form.platform.data is None and known:
        form.platform.data = known[0]
    draft = queries.find_draft(drafting.rider_token())
    return page(
        "complaints/rider.html",
        status=status,
        form=form,
        rule=intake.seal_rule(),
        panels=panels,
        files=pages.file_marks(queries.list_draft_files(draft)) if draft else [],
        is_kept=is_kept,
    )


@complaints_pages.get("/rider")
@public
def show_rider_form() -> ResponseReturnValue:
    """Let a rider tell in half a minute what was seen when picking up."""
    drafting.rider_token()
    form = RiderForm(formdata=None)
    known = firms.find_meant(request.args.get("enterprise", ""))
    if known is not None:
        form.respondent.data, form.enterprise.data = known.shown_name, known.address_key
    return _rider_page(form)


@complaints_pages.post("/rider")
@public
def send_rider_tip() -> ResponseReturnValue:
    """File a rider's tip at once; sent twice it is one case and the same receipt."""
    token, form = drafting.rider_token(), RiderForm()
    if drafting.is_case(token):
        return refresh(url_for("receipts.show_receipt"))
    if not (is_right(form) and _is_new_order(form)):
        return _rider_page(form, 422, is_kept=sending.keep_photos(form, token))
    is_kept = not form.files.checked
    try:
        sending.file_rider_tip(form, token)
    except Busy as busy:
        return slowed(_rider_page(form, SLOWED, is_kept=is_kept), busy)
    except Refused as refusal:
        form.refuse(refusal)
        return _rider_page(form, 422, is_kept=is_kept)
    rider_tip_filed.send(Case, token=token)
    return refresh(url_for("receipts.show_receipt"))


def _is_new_order(form: RiderForm) -> bool:
    told = form.is_other_order.data
    try:
        rider_tip_coming.send(Case, filing=form.filing(), is_other_order=told)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@complaints_pages.post("/rider/files/<string:key>")
@public
def remove_rider_file(key: str) -> ResponseReturnValue:
    """Take one photo out that was kept for a rider's tip; what else was typed stays."""
    draft = queries.find_draft(drafting.rider_token())
    if draft is not None:
        services.remove_draft_file(draft, key)
    return _rider_page(RiderForm())


def _code_page(form: CodeForm, status: int = 200, code: str = "") -> Response:
    return page(
        "complaints/code.html",
        status=status,
        form=form,
        code=code,
        minutes=intake.code_life().total_seconds() // 60,
        has_draft=drafting.current_draft() is not None,
    )


@complaints_pages.get("/draft")
@public
def show_code() -> ResponseReturnValue:
    """Offer to go on elsewhere: give a code for the draft here, or take one up."""
    return _code_page(CodeForm(formdata=None))


@complaints_pages.post("/draft/code")
@public
def give_code() -> ResponseReturnValue:
    """Show a code for this browser's draft; it is good once, for a short time."""
    token = drafting.find_token()
    if token is None or drafting.current_draft() is None:
        return refresh(url_for(".show_code"))
    code = services.give_code(token)
    return _code_page(CodeForm(formdata=None), code=f"{code[:4]} {code[4:8]} {code[8:]}")


@complaints_pages.post("/draft")
@public
def take_up_draft() -> ResponseReturnValue:
    """Take a draft up that was begun on another device."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _code_page(form, 422)
    throttle.count_try("draft code", bucket(), limit=intake.code_limit())
    try:
        drafting.hold_draft(services.take_up(form.code.data or ""))
    except Refused as refusal:
        form.refuse(refusal)
        return _code_page(form, 422)
    way = sending.way_of_draft()
    return refresh(url_for(".show_step", track=way.value, step=Step.RESPONDENT.value))


@complaints_pages.post("/draft/leave")
@public
def leave_draft() -> ResponseReturnValue:
    """Leave the form at once; whoever opens it here next finds it empty."""
    if may_be_trusted():
        drafting.put_away()
    return form_tokens.end_token(tracking.answer_leaving())


# Looked at inside, as the steps are. Whoever leaves in a hurry has no time for a stale token.
csrf.exempt(send_rider_tip)
csrf.exempt(leave_draft)
