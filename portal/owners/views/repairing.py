"""Credit repair from an enterprise's own desk."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.owners import repairing
from portal.owners.forms import RepairForm, SupplementForm, files_hint
from portal.owners.views.pages import own, owner_pages
from portal.web.guards import requires
from portal.web.htmx import page, refresh


@owner_pages.get("/repairs/")
@requires(Permission.OWNER_DESK)
def list_repairs() -> ResponseReturnValue:
    """Show an enterprise its applications for credit repair, and offer a new one."""
    form = RepairForm(formdata=None)
    form.subject.data = request.args.get("subject", "")
    return _repairs(form)


@owner_pages.post("/repairs/")
@requires(Permission.OWNER_DESK)
def apply_for_repair() -> ResponseReturnValue:
    """Apply to end the publication of a penalty early."""
    form, owner = RepairForm(), own()
    form.offer(repairing.list_repairable(owner.enterprise))
    try:
        if form.validate():
            repairing.apply_for_repair(
                owner.enterprise,
                form.chosen(),
                statement=form.statement.data or "",
                files=form.files.checked,
                by=owner.account.actor,
            )
            return refresh(url_for(".list_repairs"))
    except Refused as refusal:
        form.refuse(refusal)
    return _repairs(form, status=422)


@owner_pages.get("/repairs/<string:reference>")
@requires(Permission.OWNER_DESK)
def show_repair(reference: str) -> ResponseReturnValue:
    """Show an enterprise one application, and take what is missing."""
    return _repair(reference, SupplementForm(formdata=None))


@owner_pages.get("/repairs/<string:reference>/notice")
@requires(Permission.OWNER_DESK)
def show_repair_notice(reference: str) -> ResponseReturnValue:
    """Show an enterprise the notice of a decision, to be printed."""
    return page("owners/notice.html", notice=repairing.get_notice(own().enterprise, reference))


@owner_pages.post("/repairs/<string:reference>")
@requires(Permission.OWNER_DESK)
def supplement_repair(reference: str) -> ResponseReturnValue:
    """Take what was missing from an application."""
    form, owner = SupplementForm(), own()
    try:
        if form.validate():
            repairing.supplement_repair(
                owner.enterprise,
                reference,
                statement=form.statement.data or "",
                files=form.files.checked,
                by=owner.account.actor,
            )
            return refresh(url_for(".list_repairs"))
    except Refused as refusal:
        form.refuse(refusal)
    return _repair(reference, form, status=422)


def _repair(reference: str, form: SupplementForm, status: int = 200) -> ResponseReturnValue:
    owner = own()
    return page(
        "owners/repair.html",
        status=status,
        owner=owner,
        form=form,
        hint=files_hint(),
        repair=repairing.get_told(owner.enterprise, reference),
    )


def _repairs(form: RepairForm, status: int = 200) -> ResponseReturnValue:
    owner = own()
    form.offer(repairing.list_repairable(owner.enterprise))
    return page(
        "owners/repairs.html",
        status=status,
        owner=owner,
        form=form,
        hint=files_hint(),
        repairs=repairing.list_told(owner.enterprise),
    )
