"""Finance's batches, everybody's ledger, the month's account, and the register to take away."""

import csv
import io
from collections.abc import Callable

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from portal.rewards import queries
from portal.rewards.rules import Stage
from portal.rewards.services.batches import batch_rows
from portal.rewards.services.budget import grant_budget
from tests.factories import payments
from tests.factories import rewards as factory
from tests.visitor import Visitor
from tests.web.rewards.people import kept

People = Callable[..., Visitor]
BATCHES = "/desk/rewards/batches/"
LEDGER = "/desk/rewards/ledger/"
ACCOUNTS = "/desk/rewards/reconciliations/"


@pytest.fixture
def finance(officer: People) -> Visitor:
    return officer("finance", department=None, name="finance-x")


@pytest.fixture
def auditor(officer: People) -> Visitor:
    return officer("auditor", department=None, name="auditor-x")


def made(app: Flask) -> str:
    with app.app_context(), write_intent():
        reference = payments.make_batch(2).reference
        db.session.commit()
    return reference


def result(app: Flask, reference: str, **changed: object) -> bytes:
    with app.app_context():
        return payments.result_file(queries.get_batch(reference), **changed)  # type: ignore[arg-type]


def sent(content: bytes) -> dict[str, object]:
    return {"file": (io.BytesIO(content), "result.csv")}


def test_finance_makes_sends_and_ends_a_batch(app: Flask, finance: Visitor) -> None:
    reference = kept(app, lambda: factory.make_verified(factory.NAMED))
    finance.post(BATCHES, {}, status=303)
    with app.app_context():
        batch = queries.list_batches()[0].reference
    assert batch in finance.get(BATCHES).text
    book = finance.client.get(f"{BATCHES}{batch}/order.xlsx")
    assert book.data.startswith(b"PK")
    assert book.headers["Cache-Control"] == "no-store"
    rows = list(csv.reader(io.StringIO(finance.get(f"{BATCHES}{batch}/order.csv").html)))
    assert rows[1][3:6] == ["示例举报人", "示例银行", "6200000000000000"]
    finance.get(f"{BATCHES}{batch}/order.pdf", status=404)
    address = f"{BATCHES}{batch}/result"
    finance.post(address, sent(result(app, batch)), status=303)
    finance.post(address, sent(result(app, batch)), status=303)
    with app.app_context():
        assert queries.get_reward(reference).stage is Stage.PAID
    finance.post(BATCHES, {}, status=422)


def test_a_changed_file_comes_back_with_its_lines(app: Flask, finance: Visitor) -> None:
    reference = made(app)
    content = result(app, reference).replace(b"3000.00,", b"3000.01,", 1)
    page = finance.post(f"{BATCHES}{reference}/result", sent(content), status=422)
    assert "一笔也没有登记" in page.text
    assert "3000.01" in page.text
    assert "金额与批次不同" in page.text
    finance.post(f"{BATCHES}{reference}/result", {}, status=422)
    finance.post(f"{BATCHES}{reference}/result", sent(b""), status=422)
    with app.app_context():
        assert queries.get_batch(reference).closed_at is None
        names = [cell for row in batch_rows(queries.get_batch(reference)) for cell in row[3:6]]
    assert not [name for name in names if name and name in page.html]


def test_an_auditor_reads_everything_and_changes_nothing(app: Flask, auditor: Visitor) -> None:
    reference, month = made(app), f"{clock.today():%Y-%m}"
    for address in (
        BATCHES, f"{BATCHES}{reference}", LEDGER, "/desk/rewards/ledger.csv", ACCOUNTS,
        f"{ACCOUNTS}{month}", f"{ACCOUNTS}{month}/account.json", f"{ACCOUNTS}{month}/account.csv",
    ):  # fmt: skip
        auditor.get(address)
    assert "示例文号" in auditor.get(LEDGER).text
    auditor.get(f"{BATCHES}{reference}/order.csv", status=403)
    auditor.post(BATCHES, {}, status=403)
    auditor.post(f"{ACCOUNTS}{month}", {}, status=403)
    auditor.get(f"{LEDGER}?year=1999", status=404)
    auditor.get(f"{ACCOUNTS}soon", status=404)


@pytest.mark.parametrize("address", [BATCHES, LEDGER, ACCOUNTS, "/desk/rewards/ledger.csv"])
def test_others_read_none_of_it(citizen: Visitor, officer: People, address: str) -> None:
    citizen.get(address, status=303)
    officer("handler").get(address, status=403)


def test_a_month_is_kept_once_it_is_over(app: Flask, finance: Visitor) -> None:
    kept(app, factory.make_paid)
    finance.post(f"{ACCOUNTS}{clock.today():%Y-%m}", {}, status=422)
    finance.post(f"{ACCOUNTS}2026-01", {}, status=303)
    assert "全部一致" in finance.get(f"{ACCOUNTS}2026-01").text


def test_a_budget_is_lowered_to_what_is_free(app: Flask, finance: Visitor) -> None:
    kept(app, factory.make_notified)
    year = str(clock.today().year)
    lowering = {"lowering-year": year, "lowering-document": "示例减〔2026〕1 号"}
    address = "/desk/rewards/budget/lowering"
    for amount in ("97000.01", "-1", "0", "1.005", ""):
        page = finance.post(address, {**lowering, "lowering-amount": amount}, status=422)
        assert page.soup.select_one(".errs") is not None
    finance.post(address, {**lowering, "lowering-year": "2031", "lowering-amount": "1"}, status=422)
    finance.post(address, {**lowering, "lowering-amount": "97000"}, status=303)
    with app.app_context():
        budget = queries.find_budget(clock.today().year)
        assert budget is not None
        assert (budget.available_fen, budget.reserved_fen) == (0, factory.AMOUNT_FEN)


def test_the_register_is_taken_away_as_it_is_shown(app: Flask, citizen: Visitor) -> None:
    kept(app, factory.make_paid)
    told = citizen.get("/rewards/register.json").response.get_json()
    this_year = told["years"][0]
    assert this_year["year"] == clock.today().year
    assert this_year["paid_count"] in {0, None}
    table = citizen.get("/rewards/register.csv").html.splitlines()
    assert table[0].lstrip("\ufeff").startswith("year,until,grade")
    assert len(table) >= 2


def test_finance_finds_the_budget_in_the_menu_and_each_year_in_the_ledger(
    app: Flask, finance: Visitor, auditor: Visitor
) -> None:
    kept(app, factory.make_paid)
    book = finance.get(LEDGER)
    assert book.soup.select_one('.wb-side a[href="/desk/rewards/budget/"]') is not None
    assert book.all(".chips") == []
    with app.app_context(), write_intent():
        grant_budget(year=2025, amount_fen=100, document="示例文号", by=SYSTEM)
        db.session.commit()
    book = auditor.get(LEDGER)
    assert book.soup.select_one('.wb-side a[href="/desk/rewards/budget/"]') is None
    assert book.all(".chips [aria-current]") == [str(clock.today().year)]
    assert "2025" in book.all(".chips a")
