"""Objections from an enterprise's own desk."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.owners import record
from portal.owners.forms import ObjectForm, files_hint
from portal.owners.views.pages import own, owner_pages
from portal.ratings.objections import lodging, policy, queries
from portal.ratings.objections.models import Objection
from portal.ratings.objections.rules import OBJECTION_LIFECYCLE, SubjectKind
from portal.ratings.objections.words import STAGE_MARKS, STAGES, SUBJECTS
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.locale import language
from portal.web.sealed_downloads import attachment_answer


@owner_pages.get("/objections/")
@requires(Permission.OWNER_DESK)
def list_objections() -> ResponseReturnValue:
    """Show an enterprise its objections, and offer a new one."""
    form = ObjectForm(formdata=None)
    form.subject.data = request.args.get("subject", "")
    return _objections(form)


@owner_pages.post("/objections/")
@requires(Permission.OWNER_DESK)
def lodge_objection() -> ResponseReturnValue:
    """Take an objection."""
    form, owner = ObjectForm(), own()
    form.offer(_lines())
    try:
        if form.validate():
            objection = lodging.lodge_objection(
                owner.enterprise, form.wish(), by=owner.account.actor, files=form.files.checked
            )
            return refresh(url_for(".show_objection", reference=objection.reference))
    except Refused as refusal:
        form.refuse(refusal)
    return _objections(form, status=422)


@owner_pages.get("/objections/<string:reference>")
@requires(Permission.OWNER_DESK)
def show_objection(reference: str) -> ResponseReturnValue:
    """Show an enterprise how its objection stands, by when it is answered, and the answer."""
    objection = _mine(reference)
    lodged_on = clock.in_china(objection.lodged_at).date()
    return page(
        "owners/objection.html",
        owner=own(),
        objection=objection,
        stages=STAGES,
        marks=STAGE_MARKS,
        subjects=SUBJECTS,
        ground=policy.label(policy.grounds(), objection.ground, language()),
        refusal_ground=policy.label(policy.refusal_grounds(), objection.refusal_ground, language()),
        limits=policy.time_limits(objection.subject_kind, lodged_on),
        is_open=bool(OBJECTION_LIFECYCLE.next_stages(objection.stage)),
    )


@owner_pages.post("/objections/<string:reference>/withdrawal")
@requires(Permission.OWNER_DESK)
def withdraw_objection(reference: str) -> ResponseReturnValue:
    """Take an objection back."""
    lodging.withdraw_objection(_mine(reference), by=own().account.actor)
    return refresh(url_for(".show_objection", reference=reference))


@owner_pages.get("/objections/<string:reference>/files/<string:key>")
@requires(Permission.OWNER_DESK)
def download_evidence(reference: str, key: str) -> ResponseReturnValue:
    """Hand an enterprise back a file of its objection."""
    file = queries.get_file(_mine(reference), key)
    return attachment_answer(lodging.read_file(file), file.media_type)


def _lines() -> list[record.Line]:
    enterprise = own().enterprise
    able = {grade.key for grade in record.list_grades(enterprise) if grade.may_object}
    return [
        line
        for line in record.list_lines(enterprise)
        if line.may_object and (line.subject.kind is not SubjectKind.RATING or line.key in able)
    ]


def _mine(reference: str) -> Objection:
    objection = queries.get_objection(reference)
    if objection.enterprise_id != own().enterprise_id:
        raise NotFound(objection.reference)
    return objection


def _objections(form: ObjectForm, status: int = 200) -> ResponseReturnValue:
    owner, lines = own(), _lines()
    form.offer(lines)
    return page(
        "owners/objections.html",
        status=status,
        owner=owner,
        form=form,
        hint=files_hint(),
        can_object=bool(lines),
        objections=queries.list_of(owner.enterprise_id),
        limits=policy.time_limits(SubjectKind.RATING, clock.today()),
        stages=STAGES,
        marks=STAGE_MARKS,
        subjects=SUBJECTS,
    )
