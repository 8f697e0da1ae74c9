"""Batches that are held back: seen, released, decided, put back."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.sampling import held_reasons, services, telling
from portal.sampling.models import SampleBatch
from portal.sampling.publishing_forms import DecideForm, ReleaseForm
from portal.sampling.queries import publication as waiting
from portal.sampling.rules.batches import UNDECIDED, HoldReason
from portal.sampling.views.imports import WORDS, sampling_desk
from portal.web.guards import requires
from portal.web.htmx import page, refresh


@sampling_desk.get("/held/")
@requires(Permission.SAMPLING_PUBLISH)
def list_held() -> ResponseReturnValue:
    """Show what is held back, by what reason, since which import."""
    counts = waiting.count_held_by_reason()
    reasons = held_reasons.list_reasons()
    told = request.args.get("reason", "")
    chosen = told if told in {one.code for one in reasons} else ""
    return page(
        "sampling/desk/held.html",
        batches=waiting.list_held(chosen or None),
        monitored_count=counts.get(HoldReason.RISK_MONITORING.value, 0),
        counts=counts,
        reasons=reasons,
        find_reason=held_reasons.find_reason,
        chosen=chosen,
        telling=telling,
        words=WORDS,
    )


def _held_page(
    batch: SampleBatch,
    *,
    release: ReleaseForm | None = None,
    decide: DecideForm | None = None,
    status: int = 200,
) -> Response:
    return page(
        "sampling/desk/held_batch.html",
        batch=batch,
        reason=held_reasons.find_reason(batch.hold_reason),
        is_undecided=batch.result in UNDECIDED,
        is_open=waiting.is_import_open(batch.source),
        is_own=batch.source.imported_by == current_user.username,
        release_form=release or ReleaseForm(prefix="release"),
        decide_form=decide or _decide_form(batch),
        telling=telling,
        words=WORDS,
        status=status,
    )


def _decide_form(batch: SampleBatch) -> DecideForm:
    items = [(item.position, item.name) for item in batch.items]
    return DecideForm.of(items, prefix="decide")


@sampling_desk.get("/held/<string:reference>")
@requires(Permission.SAMPLING_PUBLISH)
def show_held(reference: str) -> ResponseReturnValue:
    """Show one held batch to whoever decides about it."""
    return _held_page(waiting.get_held(reference))


@sampling_desk.post("/held/<string:reference>/release")
@requires(Permission.SAMPLING_PUBLISH)
def publish_held(reference: str) -> ResponseReturnValue:
    """Publish a held batch whose reason is gone."""
    batch, form = waiting.get_held(reference), ReleaseForm(prefix="release")
    if not form.validate():
        return _held_page(batch, release=form, status=422)
    try:
        services.release_batch(batch, note=form.note.data, by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _held_page(batch, release=form, status=422)
    return refresh(url_for("sampling.show_result", reference=batch.reference))


@sampling_desk.post("/held/<string:reference>/decide")
@requires(Permission.SAMPLING_PUBLISH)
def decide_held(reference: str) -> ResponseReturnValue:
    """Settle an undecided batch, and publish it."""
    batch = waiting.get_held(reference)
    form = _decide_form(batch)
    if not form.validate():
        return _held_page(batch, decide=form, status=422)
    try:
        services.decide_batch(
            batch,
            result=form.told_result(),
            failed=form.failed.data or (),
            note=form.note.data,
            by=current_user.actor,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _held_page(batch, decide=form, status=422)
    return refresh(url_for("sampling.show_result", reference=batch.reference))


@sampling_desk.post("/held/<string:reference>/return")
@requires(Permission.SAMPLING_PUBLISH)
def return_held(reference: str) -> ResponseReturnValue:
    """Let a batch wait again with its import."""
    batch = waiting.get_held(reference)
    services.put_back(batch, by=current_user.actor)
    return refresh(url_for(".review_import", reference=batch.source.reference))
