"""Finance's pages of batches: made, sent out as a file, ended by the result file."""

from collections.abc import Sequence

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.rewards import queries, services
from portal.rewards.batch_files import KINDS, write_order
from portal.rewards.batch_words import BATCH_MARKS, BATCH_STAGES, FAULTS
from portal.rewards.forms.money import BeginForm, ResultForm
from portal.rewards.rules.batches import Complaint
from portal.rewards.services import ResultRefused
from portal.rewards.views.desk import desk_pages
from portal.rewards.words import RESULTS
from portal.web.guards import requires
from portal.web.htmx import page
from portal.web.steps import take_step, try_step


@desk_pages.get("/batches/")
@requires(Permission.REWARD_LEDGER)
def list_batches() -> ResponseReturnValue:
    """Show every batch, and what waits for the next one."""
    return _list_page(BeginForm())


@desk_pages.post("/batches/")
@requires(Permission.REWARD_PAY)
def begin_batch() -> ResponseReturnValue:
    """Put what waits into a batch and begin to pay it."""
    form = BeginForm()
    return try_step(
        form,
        lambda: services.make_batch(by=current_user.actor),
        onward=url_for(".list_batches"),
        again=lambda: _list_page(form, status=422),
    )


@desk_pages.get("/batches/<string:reference>")
@requires(Permission.REWARD_LEDGER)
def show_batch(reference: str) -> ResponseReturnValue:
    """Show one batch: its lines and what became of them; no name, no account, no report."""
    return _batch_page(reference, ResultForm())


@desk_pages.get("/batches/<string:reference>/order.<string:kind>")
@requires(Permission.REWARD_PAY)
def download_order(reference: str, kind: str) -> ResponseReturnValue:
    """Give finance the batch as a file for the bank; each time is on record."""
    if kind not in KINDS:
        raise NotFound(kind)
    batch = queries.get_batch(reference)
    rows = services.export_batch(batch, by=current_user.actor, kind=kind)
    answer = Response(write_order(rows, kind), mimetype=KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{reference}.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@desk_pages.post("/batches/<string:reference>/result")
@requires(Permission.REWARD_PAY)
def take_result(reference: str) -> ResponseReturnValue:
    """End a batch by its result file; one wrong line and nothing is taken."""
    form, complaints = ResultForm(), list[Complaint]()

    def read() -> None:
        try:
            services.read_result(reference, content=form.content(), by=current_user.actor)
        except ResultRefused as refusal:
            complaints.extend(refusal.complaints)
            raise

    return take_step(
        form,
        read,
        onward=url_for(".show_batch", reference=reference),
        again=lambda: _batch_page(reference, form, complaints, status=422),
    )


def _list_page(form: BeginForm, status: int = 200) -> Response:
    count, total_fen = queries.sum_waiting()
    return page(
        "rewards/desk/batches.html",
        status=status,
        form=form,
        waiting_count=count,
        waiting_fen=total_fen,
        batches=queries.list_batches(),
        stages=BATCH_STAGES,
        marks=BATCH_MARKS,
        may_pay=current_user.may(Permission.REWARD_PAY),
    )


def _batch_page(
    reference: str, form: ResultForm, complaints: Sequence[Complaint] = (), status: int = 200
) -> Response:
    batch = queries.get_batch(reference)
    return page(
        "rewards/desk/batch.html",
        status=status,
        form=form,
        batch=batch,
        payments=batch.payments,
        complaints=complaints,
        faults=FAULTS,
        stage_word=BATCH_STAGES[batch.stage],
        mark_kind=BATCH_MARKS[batch.stage],
        is_open=batch.closed_at is None,
        results=RESULTS,
        may_pay=current_user.may(Permission.REWARD_PAY),
    )
