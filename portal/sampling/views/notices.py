"""Notices of 核查处置 on the desk: brought in, checked part by part, confirmed."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.permissions import Permission
from portal.sampling import queries, services, telling
from portal.sampling.models import NoticeEntry
from portal.sampling.notice_forms import EntryForm, NoticeForm
from portal.sampling.rules.notices import EntryStage
from portal.sampling.views.disposals import disposal_desk
from portal.sampling.words import DISPOSAL_STAGES, ENTRY_REASONS, ENTRY_STAGES
from portal.web.guards import requires
from portal.web.htmx import page, refresh

WORDS = {"stages": ENTRY_STAGES, "reasons": ENTRY_REASONS, "steps": DISPOSAL_STAGES}


def _notices_page(form: NoticeForm, status: int = 200) -> Response:
    notices = queries.list_notices(current_user.department)
    return page("sampling/desk/notices.html", notices=notices, form=form, status=status)


@disposal_desk.get("/notices/")
@requires(Permission.DISPOSAL_RECORD)
def list_notices() -> ResponseReturnValue:
    """Show the notices brought in, and a form for another."""
    return _notices_page(NoticeForm())


@disposal_desk.post("/notices/")
@requires(Permission.DISPOSAL_RECORD)
def import_notice() -> ResponseReturnValue:
    """Bring a notice in."""
    form = NoticeForm()
    if not form.validate():
        return _notices_page(form, status=422)
    try:
        notice = services.receive_notice(
            content=form.file.data.read(),
            file_name=form.file.data.filename or "",
            department=current_user.department or "",
            announced_on=form.announced_on.data,
            by=current_user.actor,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _notices_page(form, status=422)
    return refresh(url_for(".show_notice", reference=notice.reference))


@disposal_desk.get("/notices/<string:reference>")
@requires(Permission.DISPOSAL_RECORD)
def show_notice(reference: str) -> ResponseReturnValue:
    """Show what a notice says of each batch, and what of it belongs to none."""
    notice = queries.get_notice(reference, department=current_user.department)
    return page("sampling/desk/notice.html", notice=notice, telling=telling, words=WORDS)


def _entry(reference: str, position: int) -> tuple[NoticeEntry, EntryForm]:
    entry = queries.get_notice_entry(reference, position, department=current_user.department)
    return entry, EntryForm.of(services.list_offered(entry), services.proposals_in(entry))


def _entry_page(entry: NoticeEntry, form: EntryForm, status: int = 200) -> Response:
    return page(
        "sampling/desk/notice_entry.html",
        entry=entry,
        form=form,
        is_waiting=entry.stage is EntryStage.WAITING,
        telling=telling,
        words=WORDS,
        status=status,
    )


@disposal_desk.get("/notices/<string:reference>/<int(max=99999):position>")
@requires(Permission.DISPOSAL_RECORD)
def show_entry(reference: str, position: int) -> ResponseReturnValue:
    """Show one batch's part of a notice beside the steps read out of it."""
    return _entry_page(*_entry(reference, position))


@disposal_desk.post("/notices/<string:reference>/<int(max=99999):position>")
@requires(Permission.DISPOSAL_RECORD)
def confirm_entry(reference: str, position: int) -> ResponseReturnValue:
    """Record the steps that were checked."""
    entry, form = _entry(reference, position)
    if not form.validate():
        return _entry_page(entry, form, status=422)
    try:
        services.confirm_entry(entry, steps=form.steps(), by=current_user.actor)
    except MoveRefused:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _entry_page(entry, form, status=422)
    return refresh(url_for(".show_notice", reference=reference))


@disposal_desk.post("/notices/<string:reference>/<int(max=99999):position>/skipped")
@requires(Permission.DISPOSAL_RECORD)
def decline_entry(reference: str, position: int) -> ResponseReturnValue:
    """Leave a part of a notice unused."""
    entry = queries.get_notice_entry(reference, position, department=current_user.department)
    services.skip_entry(entry, by=current_user.actor)
    return refresh(url_for(".show_notice", reference=reference))
