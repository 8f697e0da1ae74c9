"""Deciding about an import: publish it, at once or at a time, hold some of it, send it back."""

from typing import Any

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.sampling import held_reasons, queries, services, telling
from portal.sampling.forms import ReasonForm
from portal.sampling.models import Announcement, SampleImport
from portal.sampling.publishing_forms import HoldForm, PublishForm
from portal.sampling.queries import announcements
from portal.sampling.queries import publication as waiting
from portal.sampling.rules.batches import BatchStage
from portal.sampling.services.announcements import NotOurs, announcement_of
from portal.sampling.services.held import NotHeld
from portal.sampling.services.orders import TimeIsOver
from portal.sampling.services.publication import SamePerson
from portal.sampling.views.imports import WORDS, rejections_of, report_of, sampling_desk
from portal.web.guards import requires
from portal.web.htmx import page, refresh

# More batches than this are published by a job: nobody waits before a page for so long.
AT_ONCE = 2000


@sampling_desk.get("/review/")
@requires(Permission.SAMPLING_PUBLISH)
def review_batches() -> ResponseReturnValue:
    """Show what waits for a second person, and what is to be published at a time."""
    return page(
        "sampling/desk/review.html",
        imports=queries.list_waiting_imports(),
        orders=waiting.list_scheduled_imports(),
        words=WORDS,
    )


def _review_page(
    brought: SampleImport,
    *,
    publish: PublishForm | None = None,
    hold: HoldForm | None = None,
    back: ReasonForm | None = None,
    status: int = 200,
) -> Response:
    return page(
        "sampling/desk/review_import.html",
        **report_of(brought, rejections_at="sampling_desk.download_reviewed_rejections"),
        **_standing(brought),
        publish_form=publish or PublishForm(prefix="publish"),
        hold_form=hold or HoldForm(prefix="hold"),
        return_form=back or ReasonForm(prefix="return"),
        telling=telling,
        words=WORDS,
        status=status,
    )


def _standing(brought: SampleImport) -> dict[str, Any]:
    counts = waiting.count_by_batch_stage(brought)
    return {
        "batches": queries.page_of_waiting(brought),
        "waiting_count": counts.get(BatchStage.WAITING, 0),
        "held_count": counts.get(BatchStage.HELD, 0),
        "order": waiting.find_order(brought),
        "is_own": brought.imported_by == current_user.username,
        "reasons": held_reasons.list_choosable(),
        "find_reason": held_reasons.find_reason,
    }


@sampling_desk.get("/review/<string:reference>")
@requires(Permission.SAMPLING_PUBLISH)
def review_import(reference: str) -> ResponseReturnValue:
    """Show one import to whoever decides about it."""
    return _review_page(queries.get_import(reference))


@sampling_desk.get("/review/<string:reference>/rejections.csv")
@requires(Permission.SAMPLING_PUBLISH)
def download_reviewed_rejections(reference: str) -> ResponseReturnValue:
    """Give the refused rows of an import to whoever decides about it."""
    return rejections_of(queries.get_import(reference))


@sampling_desk.post("/review/<string:reference>/publish")
@requires(Permission.SAMPLING_PUBLISH)
def publish_import(reference: str) -> ResponseReturnValue:
    """Publish what an import brought, now or at the time told."""
    brought, form = queries.get_import(reference), PublishForm(prefix="publish")
    if not form.validate():
        return _review_page(brought, publish=form, status=422)
    try:
        _publish(brought, form)
    except (SamePerson, NotOurs, TimeIsOver) as refusal:
        form.refuse(refusal)
        return _review_page(brought, publish=form, status=422)
    return refresh(url_for(".review_import", reference=brought.reference))


def _publish(brought: SampleImport, form: PublishForm) -> None:
    with_it, by = _announcement(form), current_user.actor
    if form.is_later:
        at = form.publish_at()
        services.order_publication(brought, publish_at=at, announcement=with_it, by=by)
    elif brought.batch_count > AT_ONCE:
        services.publish_soon(brought, announcement=with_it, by=by)
    else:
        services.publish_import(brought, announcement=with_it, by=by)


def _announcement(form: PublishForm) -> Announcement | None:
    if form.chosen:
        return announcements.get_announcement(form.chosen)
    return announcement_of(
        form.announcement_title.data or "",
        form.announcement_number.data or "",
        announced_on=form.announced_on.data,
        department=form.department.data,
        document=form.document.data or "",
        by=current_user.actor,
    )


@sampling_desk.post("/review/<string:reference>/cancel")
@requires(Permission.SAMPLING_PUBLISH)
def cancel_publication(reference: str) -> ResponseReturnValue:
    """Cancel a publication before its time."""
    brought = queries.get_import(reference)
    services.cancel_order(waiting.get_last_order(brought), by=current_user.actor)
    return refresh(url_for(".review_import", reference=brought.reference))


@sampling_desk.post("/review/<string:reference>/hold")
@requires(Permission.SAMPLING_PUBLISH)
def hold_batches(reference: str) -> ResponseReturnValue:
    """Hold some batches of an import back, by a lawful reason."""
    brought, form = queries.get_import(reference), HoldForm(prefix="hold")
    if not form.validate():
        return _review_page(brought, hold=form, status=422)
    try:
        services.hold_batches(
            brought, numbers=form.told_numbers(), reason=form.reason.data, by=current_user.actor
        )
    except (SamePerson, NotHeld) as refusal:
        form.refuse(refusal)
        return _review_page(brought, hold=form, status=422)
    return refresh(url_for(".review_import", reference=brought.reference))


@sampling_desk.post("/review/<string:reference>/return")
@requires(Permission.SAMPLING_PUBLISH)
def return_import(reference: str) -> ResponseReturnValue:
    """Send an import back with a reason."""
    brought, form = queries.get_import(reference), ReasonForm(prefix="return")
    if not form.validate():
        return _review_page(brought, back=form, status=422)
    services.return_import(brought, reason=form.reason.data, by=current_user.actor)
    return refresh(url_for(".review_batches"))
