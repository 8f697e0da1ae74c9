"""The desk of the register: whom names mean, and entries that are one enterprise."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.enterprises import naming_queries, queries, services
from portal.enterprises.candidates import candidates_for
from portal.enterprises.forms import DeclineForm, MergeForm, NameForm, ReasonForm, told_enterprise
from portal.enterprises.merger_proposals import get_proposal, list_proposals
from portal.enterprises.models import NameQuestion
from portal.enterprises.weights import weight_labels
from portal.enterprises.words import KINDS, LIKENESSES, PROPOSAL_MARKS, PROPOSALS
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh

enterprises_desk = Blueprint("enterprises_desk", __name__, url_prefix="/desk")


@enterprises_desk.get("/names/")
@requires(Permission.ENTERPRISE_EDIT)
def list_names() -> ResponseReturnValue:
    """Show the names that mean nobody for sure, and those decided last."""
    return page(
        "enterprises/desk/names.html",
        waiting=naming_queries.list_open_names(),
        decided=naming_queries.list_decided_names(),
        count=naming_queries.count_open_names(),
    )


def _name_page(question: NameQuestion, status: int = 200, form: NameForm | None = None) -> Response:
    candidates = candidates_for(question.name)
    return page(
        "enterprises/desk/name.html",
        question=question,
        candidates=candidates,
        form=form or NameForm.of(candidates),
        likenesses=LIKENESSES,
        kinds=KINDS,
        status=status,
    )


@enterprises_desk.get("/names/<string:reference>")
@requires(Permission.ENTERPRISE_EDIT)
def show_name(reference: str) -> ResponseReturnValue:
    """Show one name with the enterprises it may mean and why."""
    return _name_page(naming_queries.get_name(reference))


@enterprises_desk.post("/names/<string:reference>")
@requires(Permission.ENTERPRISE_EDIT)
def decide_name(reference: str) -> ResponseReturnValue:
    """Say whom a name means; it is remembered."""
    question = naming_queries.get_name(reference)
    form = NameForm.of(candidates_for(question.name))
    if not form.validate():
        return _name_page(question, 422, form)
    try:
        services.decide_name(question, enterprise=form.told(), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _name_page(question, 422, form)
    return refresh(url_for(".list_names"))


def _mergers_page(form: MergeForm, status: int = 200) -> Response:
    pair = [queries.find_enterprise(text) for text in (form.kept.data or "", form.gone.data or "")]
    return page(
        "enterprises/desk/mergers.html",
        form=form,
        pair=[one for one in pair if one is not None],
        mergers=naming_queries.list_mergers(),
        proposals=list_proposals(),
        proposal_words=PROPOSALS,
        proposal_marks=PROPOSAL_MARKS,
        weights=weight_labels(),
        decline_form=DeclineForm(),
        reason_form=ReasonForm(),
        kinds=KINDS,
        status=status,
    )


@enterprises_desk.get("/mergers/")
@requires(Permission.ENTERPRISE_EDIT)
def list_mergers() -> ResponseReturnValue:
    """Show the entries that were made one, and compare two that may be."""
    form = MergeForm()
    form.kept.data = request.args.get("kept", "")[:40]
    form.gone.data = request.args.get("gone", "")[:40]
    return _mergers_page(form)


@enterprises_desk.post("/mergers/")
@requires(Permission.ENTERPRISE_EDIT)
def merge_enterprises() -> ResponseReturnValue:
    """Make two entries one, or propose it where a second person has to agree."""
    form = MergeForm()
    if not form.validate():
        return _mergers_page(form, 422)
    try:
        services.propose_merger(
            kept=told_enterprise(form.kept.data, field="kept"),
            gone=told_enterprise(form.gone.data, field="gone"),
            reason=form.reason.data,
            by=current_user.actor,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _mergers_page(form, 422)
    return refresh(url_for(".list_mergers"))


@enterprises_desk.post("/mergers/proposals/<string:reference>/confirmation")
@requires(Permission.ENTERPRISE_EDIT)
def confirm_merger(reference: str) -> ResponseReturnValue:
    """Agree, as the second person, that two entries are one enterprise."""
    try:
        services.confirm_merger(get_proposal(reference), by=current_user.actor)
    except Refused as refusal:
        return _refused_page(str(refusal))
    return refresh(url_for(".list_mergers"))


@enterprises_desk.post("/mergers/proposals/<string:reference>/refusal")
@requires(Permission.ENTERPRISE_EDIT)
def decline_merger(reference: str) -> ResponseReturnValue:
    """Leave two entries apart."""
    proposal, form = get_proposal(reference), DeclineForm()
    if not form.validate():
        return _refused_page(form.error_list[0][1])
    services.decline_merger(proposal, reason=form.reason.data, by=current_user.actor)
    return refresh(url_for(".list_mergers"))


def _refused_page(why: str) -> Response:
    again = MergeForm(formdata=None)
    again.form_errors.append(why)
    return _mergers_page(again, 422)


@enterprises_desk.post("/mergers/<string:reference>/split")
@requires(Permission.ENTERPRISE_EDIT)
def undo_merger(reference: str) -> ResponseReturnValue:
    """Make two of what was made one."""
    merger, form = naming_queries.get_merger(reference), ReasonForm()
    if not form.validate():
        return _refused_page(form.error_list[0][1])
    services.split_enterprise(merger, reason=form.reason.data, by=current_user.actor)
    return refresh(url_for(".list_mergers"))
