"""Finance's pages: verified claims, payments, the year's budget; and the counter."""

from collections.abc import Callable, Mapping

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.rewards import dossier, queries, services
from portal.rewards.forms import BudgetForm, PaymentForm, ReasonForm
from portal.rewards.forms.money import LoweringForm
from portal.rewards.models import RewardCase
from portal.rewards.rules import PayeeFacts, Stage
from portal.rewards.views.desk import desk_pages
from portal.rewards.words import ACCOUNTS, MOVEMENTS, RESULTS
from portal.web.guards import requires
from portal.web.htmx import page
from portal.web.steps import take_step, try_step

REASONS = ("failure", "recovery", "look")


@desk_pages.get("/payments/")
@requires(Permission.REWARD_PAY)
def list_payments() -> ResponseReturnValue:
    """Show what is to be paid and what was paid last."""
    return page(
        "rewards/desk/payments.html",
        payable=[dossier.for_finance(reward) for reward in queries.list_payable()],
        paid=[dossier.for_finance(reward) for reward in queries.list_paid()],
        budget=queries.find_budget(clock.today().year),
        year=clock.today().year,
    )


@desk_pages.get("/payments/<string:reference>")
@requires(Permission.REWARD_PAY)
def show_payment(reference: str) -> ResponseReturnValue:
    """Show one verified claim: the sum and how to pay it, nothing of the report."""
    return _payment_page(queries.get_reward(reference))


@desk_pages.post("/payments/<string:reference>/payee")
@requires(Permission.REWARD_PAY)
def show_payee(reference: str) -> ResponseReturnValue:
    """Show name and account for a reason; the look is on record."""
    reward, form = queries.get_reward(reference), ReasonForm(prefix="look")
    payee = None
    try:
        if form.validate():
            reason = form.reason.data or ""
            payee = services.read_payee(reward, by=current_user.actor, reason=reason)
    except Refused as refusal:
        form.refuse(refusal)
    status = 200 if payee else 422
    return _payment_page(
        queries.get_reward(reference), reasons={"look": form}, payee=payee, status=status
    )


@desk_pages.post("/payments/<string:reference>/start")
@requires(Permission.REWARD_PAY)
def start_payment(reference: str) -> ResponseReturnValue:
    """Begin to pay."""
    return _move(reference, services.start_payment)


@desk_pages.post("/payments/<string:reference>/retry")
@requires(Permission.REWARD_PAY)
def retry_payment(reference: str) -> ResponseReturnValue:
    """Put a failed payment back among those to be paid."""
    return _move(reference, services.retry_payment)


def _move(reference: str, move: Callable[..., object]) -> ResponseReturnValue:
    reward, form = queries.get_reward(reference), PaymentForm(prefix="payment")
    return try_step(
        form,
        lambda: move(reward, by=current_user.actor),
        onward=url_for(".show_payment", reference=reference),
        again=lambda: _payment_page(reward, form=form, status=422),
    )


@desk_pages.post("/payments/<string:reference>/result")
@requires(Permission.REWARD_PAY)
def record_payment(reference: str) -> ResponseReturnValue:
    """Record the bank's number of the payment; sending it again changes nothing."""
    reward, form = queries.get_reward(reference), PaymentForm(prefix="payment")

    def record() -> None:
        number = form.bank_reference.data or ""
        services.record_payment(reward, bank_reference=number, by=current_user.actor)

    return take_step(
        form,
        record,
        onward=url_for(".list_payments"),
        again=lambda: _payment_page(reward, form=form, status=422),
    )


@desk_pages.post("/payments/<string:reference>/failure")
@requires(Permission.REWARD_PAY)
def record_failure(reference: str) -> ResponseReturnValue:
    """Record that the bank did not pay."""
    return _record(reference, "failure", services.record_failure)


@desk_pages.post("/payments/<string:reference>/recovery")
@requires(Permission.REWARD_PAY)
def record_recovery(reference: str) -> ResponseReturnValue:
    """Record that a reward obtained by fraud was paid back."""
    return _record(reference, "recovery", services.record_recovery)


def _record(reference: str, name: str, step: Callable[..., object]) -> ResponseReturnValue:
    """Record what became of a payment, with the reason."""
    reward, form = queries.get_reward(reference), ReasonForm(prefix=name)
    return take_step(
        form,
        lambda: step(reward, reason=form.reason.data or "", by=current_user.actor),
        onward=url_for(".show_payment", reference=reference),
        again=lambda: _payment_page(reward, reasons={name: form}, status=422),
    )


@desk_pages.get("/budget/")
@requires(Permission.REWARD_PAY)
def show_budget() -> ResponseReturnValue:
    """Show every year's money and this year's ledger."""
    return _budget_page(_this_year())


@desk_pages.post("/budget/")
@requires(Permission.REWARD_PAY)
def grant_budget() -> ResponseReturnValue:
    """Add to a year's budget under a document."""
    form = BudgetForm()
    return take_step(
        form,
        lambda: services.grant_budget(**form.grant(), by=current_user.actor),
        onward=url_for(".show_budget"),
        again=lambda: _refused_budget(form, form),
    )


@desk_pages.post("/budget/lowering")
@requires(Permission.REWARD_PAY)
def lower_budget() -> ResponseReturnValue:
    """Take out of a year's budget what is still free."""
    form = LoweringForm(prefix="lowering")
    return take_step(
        form,
        lambda: services.lower_budget(**form.lowering(), by=current_user.actor),
        onward=url_for(".show_budget"),
        again=lambda: _refused_budget(form, _this_year(), lowering=form),
    )


def _payment_page(
    reward: RewardCase,
    *,
    form: PaymentForm | None = None,
    reasons: Mapping[str, ReasonForm] | None = None,
    payee: PayeeFacts | None = None,
    status: int = 200,
) -> Response:
    file = dossier.for_finance(reward)
    if file is None:
        raise NotFound("payment")
    return page(
        "rewards/desk/payment.html",
        status=status,
        file=file,
        stages=Stage,
        results=RESULTS,
        payee=payee,
        form=form or PaymentForm(None, prefix="payment"),
        **{name: ReasonForm(None, prefix=name) for name in REASONS} | dict(reasons or {}),
    )


def _this_year() -> BudgetForm:
    return BudgetForm(None, data={"year": clock.today().year})


def _refused_budget(
    sent: BudgetForm | LoweringForm, form: BudgetForm, lowering: LoweringForm | None = None
) -> Response:
    """Show the money with the form that was refused; an amount no form takes is on record."""
    subject = f"budget:{sent.year.data or '-'}"
    services.note_slips(subject, sent.slips, by=current_user.actor)
    return _budget_page(form, lowering=lowering, status=422)


def _budget_page(
    form: BudgetForm, *, lowering: LoweringForm | None = None, status: int = 200
) -> Response:
    year = clock.today().year
    return page(
        "rewards/desk/budget.html",
        status=status,
        form=form,
        lowering=lowering or LoweringForm(None, prefix="lowering", data={"year": year}),
        year=year,
        budgets=queries.list_budgets(),
        entries=queries.list_entries(year),
        accounts=ACCOUNTS,
        movements=MOVEMENTS,
    )
