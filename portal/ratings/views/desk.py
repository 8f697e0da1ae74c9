"""The desk of ratings: bring in, tell the enterprise, check, publish, suspend."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.ratings import board, imports, queries, services
from portal.ratings.forms import ChosenForm, ImportForm, NoticeForm, ReasonForm
from portal.ratings.models import Rating
from portal.ratings.objections import queries as objections
from portal.ratings.objections import words as objection_words
from portal.ratings.rules import RATING_LIFECYCLE, Stage, stage_on
from portal.ratings.scheme_files import schemes
from portal.ratings.words import STAGE_MARKS, STAGES
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh

ratings_desk = Blueprint("ratings_desk", __name__, url_prefix="/desk/ratings")
TO_REVIEW, TO_PUBLISH = (Stage.PROPOSED,), (Stage.CONTESTABLE,)


@ratings_desk.get("/")
@requires(Permission.RATING_IMPORT)
def list_ratings() -> ResponseReturnValue:
    """Show the ratings of one stage, and how many stand in each."""
    wanted = request.args.get("stage", "")
    stage = Stage(wanted) if wanted in set(Stage) else None
    found = queries.page_of_ratings(
        stages=[stage] if stage else list(Stage), after=request.args.get("after")
    )
    return page(
        "ratings/list.html",
        found=found,
        columns=[] if stage else board.list_columns(),
        due_on=board.due_on,
        stage_on=stage_on,
        today=clock.today(),
        stage=stage,
        counts=board.count_stages(),
        stages=STAGES,
        marks=STAGE_MARKS,
        schemes=schemes(),
        imports=queries.list_imports(limit=5),
    )


@ratings_desk.route("/import", methods=["GET", "POST"])
@requires(Permission.RATING_IMPORT)
def import_ratings() -> ResponseReturnValue:
    """Bring in a table; where rows are false, say which before anything is kept."""
    form = ImportForm()
    report = None
    if form.validate_on_submit():
        try:
            content, document = form.content(), form.document.data
            report = imports.check_ratings(content, document=document)
            if report.accepted and (form.take_good.data or not report.faults):
                imports.import_ratings(content, document=document, by=current_user.actor)
                return refresh(url_for(".list_ratings", stage=Stage.PROPOSED))
        except Refused as refusal:
            form.refuse(refusal)
    return page(
        "ratings/import.html",
        status=422 if form.is_submitted() else 200,
        form=form,
        report=report,
        fields=imports.RATINGS.fields,
        schemes=schemes(),
    )


@ratings_desk.get("/<string:reference>")
@requires(Permission.RATING_IMPORT)
def show_rating(reference: str) -> ResponseReturnValue:
    """Show one rating to those who prepare it."""
    return _show(queries.get_rating(reference), notice=NoticeForm())


@ratings_desk.post("/<string:reference>/notice")
@requires(Permission.RATING_IMPORT)
def record_notice(reference: str) -> ResponseReturnValue:
    """Record that the enterprise was told; its time to object begins."""
    rating, form = queries.get_rating(reference), NoticeForm()
    if form.validate_on_submit():
        try:
            services.record_notice(
                [rating],
                notified_on=form.notified_on.data,
                objection_until=form.objection_until.data,
                by=current_user.actor,
            )
            return refresh(url_for(".show_rating", reference=reference))
        except Refused as refusal:
            form.refuse(refusal)
    return _show(rating, notice=form, status=422)


@ratings_desk.post("/<string:reference>/proposal")
@requires(Permission.RATING_IMPORT)
def resume_rating(reference: str) -> ResponseReturnValue:
    """Propose a suspended rating anew."""
    services.resume_rating(queries.get_rating(reference), by=current_user.actor)
    return refresh(url_for(".show_rating", reference=reference))


@ratings_desk.get("/review/")
@requires(Permission.RATING_PUBLISH)
def review_ratings() -> ResponseReturnValue:
    """Show what waits to be checked and what may be published."""
    return _show_waiting(ChosenForm())


@ratings_desk.post("/review/")
@requires(Permission.RATING_PUBLISH)
def pass_ratings() -> ResponseReturnValue:
    """Pass the ticked proposals."""
    form = ChosenForm()
    try:
        services.review_ratings(queries.list_ratings(form.references()), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _show_waiting(form, status=422)
    return refresh(url_for(".review_ratings"))


@ratings_desk.post("/publication")
@requires(Permission.RATING_PUBLISH)
def publish_ratings() -> ResponseReturnValue:
    """Put the ticked ratings in force."""
    form = ChosenForm()
    try:
        services.publish_ratings(queries.list_ratings(form.references()), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _show_waiting(form, status=422)
    return refresh(url_for(".review_ratings"))


@ratings_desk.get("/review/<string:reference>")
@requires(Permission.RATING_PUBLISH)
def check_rating(reference: str) -> ResponseReturnValue:
    """Show one rating to those who check it."""
    return _show(queries.get_rating(reference), suspension=ReasonForm())


@ratings_desk.post("/review/<string:reference>/suspension")
@requires(Permission.RATING_PUBLISH)
def suspend_rating(reference: str) -> ResponseReturnValue:
    """Take a rating off the pages."""
    rating, form = queries.get_rating(reference), ReasonForm()
    if form.validate_on_submit():
        services.suspend_rating(rating, reason=form.reason.data, by=current_user.actor)
        return refresh(url_for(".check_rating", reference=reference))
    return _show(rating, suspension=form, status=422)


def _show(
    rating: Rating,
    *,
    notice: BaseForm | None = None,
    suspension: BaseForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    scheme = queries.scheme_of(rating)
    return page(
        "ratings/show.html",
        status=status,
        rating=rating,
        scheme=scheme,
        level=scheme.find_level(rating.level),
        stages=STAGES,
        marks=STAGE_MARKS,
        moves=RATING_LIFECYCLE.next_stages(rating.stage),
        now=stage_on(rating.stage, rating.period, clock.today()),
        objections=objections.list_about(rating.reference),
        objection_words=objection_words,
        may_read_objections=current_user.may(Permission.OBJECTION_HANDLE),
        notice=notice,
        suspension=suspension,
        errors=notice or suspension,
    )


def _show_waiting(form: ChosenForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "ratings/review.html",
        status=status,
        form=form,
        to_review=queries.page_of_ratings(stages=TO_REVIEW),
        to_publish=queries.page_of_ratings(stages=TO_PUBLISH),
        schemes=schemes(),
        stages=STAGES,
        me=current_user.username,
    )
