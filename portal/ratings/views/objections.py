"""The desk of objections: take up, verify, decide; what is due first stands first."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.ratings.objections import deciding, forms, lodging, pages, queries
from portal.ratings.objections.models import Objection
from portal.ratings.objections.rules import OBJECTION_LIFECYCLE, PENDING, ObjectionStage
from portal.ratings.objections.words import STAGE_MARKS, STAGES, SUBJECTS
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.sealed_downloads import attachment_answer

objections_desk = Blueprint("objections_desk", __name__, url_prefix="/desk/objections")


@objections_desk.get("/")
@requires(Permission.OBJECTION_HANDLE)
def list_objections() -> ResponseReturnValue:
    """Show what is pending, what is due first on top; or what ended one way."""
    wanted = request.args.get("stage", "")
    stage = ObjectionStage(wanted) if wanted in set(ObjectionStage) else None
    return page(
        "ratings/objections/list.html",
        found=queries.page_of_objections(
            stages=[stage] if stage else PENDING, after=request.args.get("after")
        ),
        stage=stage,
        counts=queries.count_stages(),
        stages=STAGES,
        marks=STAGE_MARKS,
        subjects=SUBJECTS,
        today=clock.today(),
    )


@objections_desk.get("/<string:reference>")
@requires(Permission.OBJECTION_HANDLE)
def show_objection(reference: str) -> ResponseReturnValue:
    """Show one objection with everything that can be done about it now."""
    return _show(reference)


@objections_desk.post("/<string:reference>/acceptance")
@requires(Permission.OBJECTION_HANDLE)
def accept_objection(reference: str) -> ResponseReturnValue:
    """Take an objection up."""
    deciding.accept_objection(queries.get_objection(reference), by=current_user.actor)
    return refresh(url_for(".show_objection", reference=reference))


@objections_desk.post("/<string:reference>/refusal")
@requires(Permission.OBJECTION_HANDLE)
def refuse_objection(reference: str) -> ResponseReturnValue:
    """Do not take an objection up."""
    form, objection = forms.RefusalForm(), _standing(reference, ObjectionStage.REFUSED)
    try:
        if form.validate():
            deciding.refuse_objection(
                objection,
                ground=form.refusal_ground.data or "",
                answer=form.answer.data or "",
                by=current_user.actor,
            )
            return refresh(url_for(".show_objection", reference=reference))
    except Refused as refusal:
        form.refuse(refusal)
    return _show(reference, refusal=form)


@objections_desk.post("/<string:reference>/note")
@requires(Permission.OBJECTION_HANDLE)
def add_note(reference: str) -> ResponseReturnValue:
    """Write down a statement, a hearing or what was found."""
    form, objection = forms.NoteForm(), queries.get_objection(reference)
    try:
        if form.validate():
            deciding.add_note(
                objection, kind=form.note_kind(), text=form.text.data or "", by=current_user.actor
            )
            return refresh(url_for(".show_objection", reference=reference))
    except Refused as refusal:
        form.refuse(refusal)
    return _show(reference, note=form)


@objections_desk.post("/<string:reference>/extension")
@requires(Permission.OBJECTION_HANDLE)
def extend_objection(reference: str) -> ResponseReturnValue:
    """Let the longer time limit hold."""
    form, objection = forms.ExtensionForm(), _standing(reference, ObjectionStage.WITHDRAWN)
    try:
        if form.validate():
            reason = form.reason.data or ""
            deciding.extend_objection(objection, reason=reason, by=current_user.actor)
            return refresh(url_for(".show_objection", reference=reference))
    except Refused as refusal:
        form.refuse(refusal)
    return _show(reference, extension=form)


@objections_desk.post("/<string:reference>/verification")
@requires(Permission.OBJECTION_HANDLE)
def verify_objection(reference: str) -> ResponseReturnValue:
    """Say that the facts are verified."""
    form = forms.NoteForm(formdata=None)
    try:
        deciding.verify_objection(queries.get_objection(reference), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(reference, note=form)
    return refresh(url_for(".show_objection", reference=reference))


@objections_desk.post("/<string:reference>/decision")
@requires(Permission.OBJECTION_DECIDE)
def decide_objection(reference: str) -> ResponseReturnValue:
    """Leave the record as it is, or change it."""
    form, objection = forms.DecisionForm(), _standing(reference, ObjectionStage.UPHELD)
    try:
        if form.validate():
            pages.decide(objection, form, by=current_user.actor)
            return refresh(url_for(".show_objection", reference=reference))
    except Refused as refusal:
        form.refuse(refusal)
    return _show(reference, decision=form)


@objections_desk.get("/<string:reference>/files/<string:key>")
@requires(Permission.OBJECTION_HANDLE)
def download_file(reference: str, key: str) -> ResponseReturnValue:
    """Hand an officer a file that came with an objection."""
    file = queries.get_file(queries.get_objection(reference), key)
    return attachment_answer(lodging.read_file(file), file.media_type)


def _standing(reference: str, wanted: ObjectionStage) -> Objection:
    """Return an objection that may go there; what it cannot do any more is said before its form."""
    objection = queries.get_objection(reference)
    OBJECTION_LIFECYCLE.check(objection.stage, wanted)
    return objection


def _show(reference: str, **typed: forms.ObjectionForm) -> ResponseReturnValue:
    objection = queries.get_objection(reference)
    return page(
        "ratings/objections/show.html",
        status=422 if typed else 200,
        may_decide=current_user.may(Permission.OBJECTION_DECIDE),
        **pages.context_of(objection, typed),
    )
