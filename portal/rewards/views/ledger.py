"""Every 分 of a year, and the month's account: for finance and for auditors, who change nothing."""

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.rewards import queries, services
from portal.rewards.batch_words import DIFFERENCES
from portal.rewards.forms.money import BeginForm
from portal.rewards.queries import reconciliation as accounts
from portal.rewards.queries.audit_trail import trail_of
from portal.rewards.rules.reconciliation import Difference
from portal.rewards.services.reconciling import digest_of, document_of
from portal.rewards.views.desk import desk_pages
from portal.rewards.words import ACCOUNTS, MOVEMENTS
from portal.web.downloads import csv_answer
from portal.web.guards import requires
from portal.web.htmx import page
from portal.web.steps import try_step

TRAIL_HEADER = (
    "number", "entered_at", "movement", "from", "to", "amount_fen", "available_fen", "reward",
    "document", "payment", "batch", "bank_reference", "entered_by",
)  # fmt: skip
LINE_HEADER = (
    "budget_year", "scheme", "opening_fen", "reserved_fen", "paid_fen", "released_fen",
    "closing_fen", "recovered_fen",
)  # fmt: skip


def _asked_year() -> int:
    known = {str(budget.year): budget.year for budget in queries.list_budgets()}
    this_year = clock.today().year
    asked = request.args.get("year", str(this_year))
    year = {**known, str(this_year): this_year}.get(asked)
    if year is None:
        raise NotFound("year")
    return year


@desk_pages.get("/ledger/")
@requires(Permission.REWARD_LEDGER)
def show_ledger() -> ResponseReturnValue:
    """Show a year's money from the budget to the bank's number, entry by entry."""
    year = _asked_year()
    return page(
        "rewards/desk/ledger.html",
        year=year,
        years=[budget.year for budget in queries.list_budgets()],
        budget=queries.find_budget(year),
        trail=trail_of(year),
        held=queries.ledger_balances(year),
        accounts=ACCOUNTS,
        movements=MOVEMENTS,
    )


@desk_pages.get("/ledger.csv")
@requires(Permission.REWARD_LEDGER)
def download_ledger() -> ResponseReturnValue:
    """Give a year's money as a table."""
    year = _asked_year()
    rows = [
        [
            one.number, one.entered_at.isoformat(), one.movement.value, one.from_account.value,
            one.to_account.value, one.amount_fen, one.available_fen, one.reward, one.document,
            one.payment, one.batch, one.bank_reference, one.entered_by,
        ]
        for one in trail_of(year)
    ]  # fmt: skip
    return csv_answer(f"reward-ledger-{year}", TRAIL_HEADER, rows)


@desk_pages.get("/reconciliations/")
@requires(Permission.REWARD_LEDGER)
def list_reconciliations() -> ResponseReturnValue:
    """Show each month and the accounts that were made of it."""
    made = accounts.list_reconciliations()
    return page(
        "rewards/desk/reconciliations.html",
        months=[
            (month, [one for one in made if one.month == month]) for month in accounts.list_months()
        ],
        this_month=clock.today().replace(day=1),
    )


@desk_pages.get("/reconciliations/<string:month>")
@requires(Permission.REWARD_LEDGER)
def show_reconciliation(month: str) -> ResponseReturnValue:
    """Show a month's account as it stands today, and those that were made."""
    return _account_page(month, BeginForm())


@desk_pages.post("/reconciliations/<string:month>")
@requires(Permission.REWARD_PAY)
def keep_reconciliation(month: str) -> ResponseReturnValue:
    """Keep a month's account."""
    form, first = BeginForm(), accounts.month_in(month)
    return try_step(
        form,
        lambda: services.reconcile(first, by=current_user.actor),
        onward=url_for(".show_reconciliation", month=month),
        again=lambda: _account_page(month, form, status=422),
    )


@desk_pages.get("/reconciliations/<string:month>/account.json")
@requires(Permission.REWARD_LEDGER)
def download_account(month: str) -> ResponseReturnValue:
    """Give a month's account, with its digest, to programmes."""
    first = accounts.month_in(month)
    document = document_of(first, *accounts.count_month(first))
    return jsonify({"digest": digest_of(document), "account": document})


@desk_pages.get("/reconciliations/<string:month>/account.csv")
@requires(Permission.REWARD_LEDGER)
def download_lines(month: str) -> ResponseReturnValue:
    """Give a month's account as a table."""
    first = accounts.month_in(month)
    document = document_of(first, *accounts.count_month(first))
    rows = [[line[name] for name in LINE_HEADER] for line in document["lines"]]
    return csv_answer(f"reward-account-{month}", LINE_HEADER, rows)


def _account_page(month: str, form: BeginForm, status: int = 200) -> Response:
    first = accounts.month_in(month)
    lines, found = accounts.count_month(first)
    return page(
        "rewards/desk/reconciliation.html",
        status=status,
        form=form,
        month=first,
        lines=lines,
        found=[(DIFFERENCES[Difference(one.kind)], one) for one in found],
        digest=digest_of(document_of(first, lines, found)),
        made=accounts.list_reconciliations(first),
        is_over=accounts.last_day_of(first) < clock.today(),
        may_pay=current_user.may(Permission.REWARD_PAY),
    )
