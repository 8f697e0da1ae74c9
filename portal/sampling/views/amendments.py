"""Deciding about what a later table says otherwise, field by field."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.sampling import queries, services, telling
from portal.sampling.comparing import RESULT_FIELD
from portal.sampling.forms import ReasonForm
from portal.sampling.models import Amendment
from portal.sampling.queries import amendments as reads
from portal.sampling.rules.batches import Result
from portal.sampling.words import RESULTS
from portal.sampling.words.amendments import AMENDED_FIELDS, AMENDMENT_MARKS, AMENDMENT_STAGES
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh

amendment_desk = Blueprint("amendment_desk", __name__, url_prefix="/desk/sampling/amendments")
WORDS = {"fields": AMENDED_FIELDS, "stages": AMENDMENT_STAGES, "marks": AMENDMENT_MARKS}


def _shown(field: str, text: str) -> str:
    if field == RESULT_FIELD and text:
        return str(RESULTS[Result(text)])
    return telling.category_label(text) if field == "category" else text


class AcceptForm(BaseForm):
    """Nothing but the decision itself."""


@amendment_desk.get("/")
@requires(Permission.SAMPLING_PUBLISH)
def list_amendments() -> ResponseReturnValue:
    """Show what later tables say otherwise, and nobody has decided about."""
    return page(
        "sampling/desk/amendments.html",
        amendments=reads.list_open_amendments(),
        total=reads.count_open_amendments(),
        source=None,
        words=WORDS,
    )


@amendment_desk.get("/<string:reference>")
@requires(Permission.SAMPLING_PUBLISH)
def review_amendments(reference: str) -> ResponseReturnValue:
    """Show what one table says otherwise."""
    return _file_page(reference, AcceptForm())


def _file_page(reference: str, form: AcceptForm, status: int = 200) -> Response:
    source = queries.get_import(reference)
    return page(
        "sampling/desk/amendments.html",
        amendments=reads.list_open_amendments(source),
        total=reads.count_open_amendments(source),
        source=source,
        form=form,
        is_own=source.imported_by == current_user.username,
        words=WORDS,
        status=status,
    )


@amendment_desk.post("/<string:reference>/accept")
@requires(Permission.SAMPLING_PUBLISH)
def accept_amendments(reference: str) -> ResponseReturnValue:
    """Take what is shown of one table: each becomes a correction."""
    form, source = AcceptForm(), queries.get_import(reference)
    try:
        services.accept_amendments(reads.list_open_amendments(source), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _file_page(reference, form, status=422)
    return refresh(url_for(".review_amendments", reference=source.reference))


def _page(
    amendment: Amendment,
    *,
    accept: AcceptForm | None = None,
    reject: ReasonForm | None = None,
    status: int = 200,
) -> Response:
    return page(
        "sampling/desk/amendment.html",
        amendment=amendment,
        headline=telling.headline(amendment.batch),
        is_own=amendment.source.imported_by == current_user.username,
        shown=_shown,
        changes_verdict=any(one["field"] == RESULT_FIELD for one in amendment.changes),
        accept_form=accept or AcceptForm(),
        reject_form=reject or ReasonForm(prefix="reject"),
        words=WORDS,
        status=status,
    )


def _amendment(reference: str, batch: str) -> Amendment:
    return reads.get_amendment(import_reference=reference, batch_reference=batch)


@amendment_desk.get("/<string:reference>/<string:batch>")
@requires(Permission.SAMPLING_PUBLISH)
def review_amendment(reference: str, batch: str) -> ResponseReturnValue:
    """Show one difference, old beside new, to whoever decides."""
    return _page(_amendment(reference, batch))


@amendment_desk.post("/<string:reference>/<string:batch>/accept")
@requires(Permission.SAMPLING_PUBLISH)
def accept_amendment(reference: str, batch: str) -> ResponseReturnValue:
    """Take it: the result is corrected, and names the file."""
    amendment, form = _amendment(reference, batch), AcceptForm()
    try:
        services.accept_amendment(amendment, by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _page(amendment, accept=form, status=422)
    return refresh(url_for(".review_amendments", reference=amendment.source.reference))


@amendment_desk.post("/<string:reference>/<string:batch>/reject")
@requires(Permission.SAMPLING_PUBLISH)
def reject_amendment(reference: str, batch: str) -> ResponseReturnValue:
    """Turn it down; the result stays as it is."""
    amendment, form = _amendment(reference, batch), ReasonForm(prefix="reject")
    if not form.validate():
        return _page(amendment, reject=form, status=422)
    services.reject_amendment(amendment, reason=form.reason.data, by=current_user.actor)
    return refresh(url_for(".review_amendments", reference=amendment.source.reference))
