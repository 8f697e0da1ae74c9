"""Announcements: their public list, page and feed, and the desk that writes them."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.places.profile import current_place
from portal.sampling import announcing, services, telling
from portal.sampling.announcement_forms import AnnouncementForm
from portal.sampling.forms import ReasonForm
from portal.sampling.models import Announcement
from portal.sampling.queries import announcements
from portal.sampling.services.announcements import NotOurs, OwnAnnouncement
from portal.sampling.views.imports import sampling_desk
from portal.sampling.words import RESULT_MARKS, RESULTS
from portal.sampling.words.publication import ANNOUNCEMENT_MARKS, ANNOUNCEMENT_STAGES
from portal.web.guards import public, requires
from portal.web.htmx import page, refresh

announcement_pages = Blueprint("announcements", __name__)
WORDS = {
    "results": RESULTS,
    "marks": RESULT_MARKS,
    "stages": ANNOUNCEMENT_STAGES,
    "stage_marks": ANNOUNCEMENT_MARKS,
}


@announcement_pages.get("/sampling/announcements/")
@public
def list_announcements() -> ResponseReturnValue:
    """Show every announcement, the newest first."""
    kinds = announcing.kinds_by_code()
    told = request.args.get("kind", "")
    if told and told not in kinds:
        return page("sampling/announcements_unknown.html", told=told[:40], kinds=kinds, status=400)
    after = request.args.get("after")
    found = announcements.page_of_announcements(kind=told or None, after=after)
    return page(
        "sampling/announcements.html",
        found=found,
        counts=announcements.count_by_result(found.items),
        kinds=kinds,
        used=announcements.list_kinds_used(),
        chosen=told,
        departments=current_place().departments,
        words=WORDS,
    )


@announcement_pages.get("/sampling/announcements.atom")
@public
def follow_announcements() -> ResponseReturnValue:
    """Let anyone follow the announcements."""
    found = announcements.page_of_announcements()
    text = render_template(
        "sampling/announcements.xml",
        found=found.items,
        counts=announcements.count_by_result(found.items),
        place=current_place().place,
        kinds=announcing.kinds_by_code(),
        words=WORDS,
    )
    return Response(text, mimetype="application/atom+xml")


@announcement_pages.get("/sampling/announcements/<string:reference>")
@public
def show_announcement(reference: str) -> ResponseReturnValue:
    """Show one announcement: its results, its counts, what was corrected since."""
    announcement = announcements.get_public_announcement(reference)
    return page(
        "sampling/announcement.html",
        announcement=announcement,
        kind=announcing.kinds_by_code().get(announcement.kind),
        department=current_place().departments.find(announcement.department),
        found=announcements.page_of_batches(announcement, after=request.args.get("after")),
        counts=announcements.count_by_result([announcement])[announcement.id],
        withdrawn_count=announcements.count_withdrawn(announcement),
        corrections=announcements.list_corrections(announcement),
        telling=telling,
        words=WORDS,
    )


@sampling_desk.get("/announcements/")
@requires(Permission.SAMPLING_PUBLISH)
def list_notices() -> ResponseReturnValue:
    """Show the announcements of every stage; those that wait first."""
    return page(
        "sampling/desk/announcements.html",
        found=announcements.list_on_desk(),
        kinds=announcing.kinds_by_code(),
        departments=current_place().departments,
        words=WORDS,
    )


def _draft_page(form: AnnouncementForm, status: int = 200) -> Response:
    return page("sampling/desk/announcement_form.html", form=form, status=status)


@sampling_desk.get("/announcements/new")
@requires(Permission.SAMPLING_PUBLISH)
def begin_notice() -> ResponseReturnValue:
    """Ask what is to be announced."""
    return _draft_page(AnnouncementForm())


@sampling_desk.post("/announcements/new")
@requires(Permission.SAMPLING_PUBLISH)
def draft_notice() -> ResponseReturnValue:
    """Keep an announcement for a second person to publish."""
    form = AnnouncementForm()
    if not form.validate():
        return _draft_page(form, status=422)
    try:
        drafted = services.draft_announcement(form.told(), by=current_user.actor)
    except NotOurs as refusal:
        form.refuse(refusal)
        return _draft_page(form, status=422)
    return refresh(url_for(".review_notice", reference=drafted.reference))


def _notice_page(
    announcement: Announcement, *, form: ReasonForm | None = None, status: int = 200
) -> Response:
    return page(
        "sampling/desk/announcement.html",
        announcement=announcement,
        kind=announcing.kinds_by_code().get(announcement.kind),
        department=current_place().departments.find(announcement.department),
        counts=announcements.count_by_result([announcement])[announcement.id],
        is_own=announcement.drafted_by == current_user.username,
        withdraw_form=form or ReasonForm(prefix="withdraw"),
        words=WORDS,
        status=status,
    )


@sampling_desk.get("/announcements/<string:reference>")
@requires(Permission.SAMPLING_PUBLISH)
def review_notice(reference: str) -> ResponseReturnValue:
    """Show an announcement to whoever decides about it."""
    return _notice_page(announcements.get_announcement(reference))


@sampling_desk.post("/announcements/<string:reference>/publish")
@requires(Permission.SAMPLING_PUBLISH)
def publish_notice(reference: str) -> ResponseReturnValue:
    """Publish what somebody else wrote."""
    announcement = announcements.get_announcement(reference)
    form = ReasonForm(prefix="withdraw")
    try:
        services.publish_announcement(announcement, by=current_user.actor)
    except OwnAnnouncement as refusal:
        form.refuse(refusal)
        return _notice_page(announcement, form=form, status=422)
    return refresh(url_for(".review_notice", reference=announcement.reference))


@sampling_desk.post("/announcements/<string:reference>/withdraw")
@requires(Permission.SAMPLING_PUBLISH)
def withdraw_notice(reference: str) -> ResponseReturnValue:
    """Take an announcement off the site."""
    announcement, form = announcements.get_announcement(reference), ReasonForm(prefix="withdraw")
    if not form.validate():
        return _notice_page(announcement, form=form, status=422)
    services.withdraw_announcement(announcement, reason=form.reason.data, by=current_user.actor)
    return refresh(url_for(".review_notice", reference=announcement.reference))
