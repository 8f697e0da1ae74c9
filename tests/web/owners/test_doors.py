"""Who may open what: enterprises their own desk and nothing of the bureau's, and the reverse."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.accounts import queries as accounts
from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.owners import services
from portal.owners.rules import FilingKind, periods_before
from portal.penalties.queries import repairs
from portal.penalties.services import ask_to_supplement
from portal.ratings.objections import lodging
from portal.ratings.objections.rules import Subject, SubjectKind
from tests.factories.accounts import PASSWORD
from tests.factories.enterprises import make_enterprise
from tests.factories.owners import CLERK, make_owner, owner_visitor, wish
from tests.factories.penalties import make_penalty
from tests.factories.ratings import make_rating
from tests.visitor import Visitor

DESK = (
    "/desk/owners/",
    "/desk/owners/filings/",
    "/desk/owners/letters/L-0",
    "/desk/owners/people/X",
    "/desk/owners/filings/F-0",
    "/desk/owners/filings/F-0/files/0",
    "/desk/replies/",
    "/desk/replies/D-0",
    "/desk/objections/",
    "/desk/objections/Y-0",
    "/desk/objections/Y-0/files/0",
)
OWN = (
    "/owner/",
    "/owner/objections/",
    "/owner/replies/",
    "/owner/filings/",
    "/owner/repairs/",
    "/owner/password",
)
POSTS = (
    "/desk/owners/",
    "/desk/owners/letters/L-0/sending",
    "/desk/owners/letters/L-0/revocation",
    "/desk/owners/people/X/x/revocation",
    "/desk/replies/D-0",
    *(
        f"/desk/objections/Y-0/{step}"
        for step in ("acceptance", "refusal", "note", "extension", "verification", "decision")
    ),
)


@pytest.mark.parametrize("address", DESK)
def test_pages_of_the_desk_are_for_those_who_work_there(
    shop: Enterprise, stranger: Visitor, citizen: Visitor, address: str
) -> None:
    stranger.get(address, status=403)
    owner_visitor(citizen.app, shop).get(address, status=403)
    assert citizen.get(address, status=303).location.startswith("/sign-in")


@pytest.mark.parametrize("address", POSTS)
def test_nothing_is_decided_by_a_stranger(stranger: Visitor, address: str) -> None:
    stranger.post(address, {}, status=403)


@pytest.mark.parametrize("address", OWN)
def test_an_enterprises_desk_is_for_its_own_people(
    shop: Enterprise, stranger: Visitor, citizen: Visitor, address: str
) -> None:
    stranger.get(address, status=403)
    assert citizen.get(address, status=303).location.startswith("/sign-in")
    owner = owner_visitor(citizen.app, shop)
    owner.get(address)
    owner.get(f"/en{address}")
    owner.get("/desk/", status=403)


def test_whoever_signs_in_for_an_enterprise_begins_at_its_desk(
    app: Flask, shop: Enterprise, citizen: Visitor
) -> None:
    owner_visitor(app, shop)
    typed = {"username": "shop-one", "password": PASSWORD}
    assert citizen.post("/sign-in", typed).location.endswith("/owner/")
    assert citizen.get("/sign-in", status=303).location.endswith("/owner/")
    assert (
        "现在的密码不对"
        in citizen.post(
            "/owner/password", {"old": "x", "password": "Another Correct horse 2"}, status=422
        ).text
    )
    changed = {"old": PASSWORD, "password": "Another Correct horse 2"}
    assert citizen.post("/owner/password", changed).location.endswith("/sign-in")


def test_what_belongs_to_another_enterprise_is_not_there(app: Flask, shop: Enterprise) -> None:
    owner = owner_visitor(app, shop)
    with app.app_context(), write_intent():
        other = make_enterprise()
        rating = make_rating(other)
        by = make_owner(other, "other").account.actor
        objection = lodging.lodge_objection(other, wish(rating.reference), by=by)
        subject = Subject(SubjectKind.RATING, rating.reference, "示例")
        reply = services.submit_reply(other, subject=subject, text="示例", by=by)
        period = periods_before(clock.today())[0]
        filing = services.file_report(
            other, kind=FilingKind.DUTY, period=period, text="示例", by=by
        )
        db.session.commit()
        found = (objection.reference, reply.reference, filing.reference, rating.reference)
    owner.get(f"/owner/objections/{found[0]}", status=404)
    owner.post(f"/owner/objections/{found[0]}/withdrawal", status=404)
    owner.get(f"/owner/replies/{found[1]}", status=404)
    owner.get(f"/owner/filings/{found[2]}/files/0", status=404)
    forged = {"subject": f"rating:{found[3]}", "ground": "fact-wrong", "statement": "示例"}
    assert "请从列出的记录里选" in owner.post("/owner/objections/", forged, status=422).text
    forged = {"subject": f"rating:{found[3]}", "text": "示例"}
    assert "请从列出的记录里选" in owner.post("/owner/replies/", forged, status=422).text


def test_access_is_taken_back_at_once(
    app: Flask, shop: Enterprise, officer: Callable[..., Visitor]
) -> None:
    owner, clerk = owner_visitor(app, shop), officer("data-officer", name="clerk")
    people = f"/desk/owners/people/{shop.address_key}"
    assert "shop-one" in clerk.get(people).text
    clerk.post(f"{people}/shop-one/revocation")
    clerk.post(f"{people}/shop-one/revocation")
    clerk.post(f"{people}/nobody/revocation", status=404)
    clerk.post("/desk/owners/people/nobody/x/revocation", status=404)
    assert "已停用" in clerk.get(people).text
    assert owner.get("/owner/", status=303).location.startswith("/sign-in")


def test_no_administrator_gives_somebody_an_enterprise(
    app: Flask, officer: Callable[..., Visitor]
) -> None:
    boss = officer("administrator", name="boss")
    typed = {"username": "shop", "display_name": "示例", "password": PASSWORD}
    for roles in (["enterprise"], ["enterprise", "reviewer"]):
        boss.post("/desk/accounts/", {**typed, "roles": roles}, status=422)
    assert 'value="enterprise"' not in boss.get("/desk/accounts/").html
    with app.app_context():
        assert accounts.find_account("shop") is None


def test_letters_are_issued_anew_and_the_old_code_is_worthless(
    shop: Enterprise, officer: Callable[..., Visitor]
) -> None:
    clerk = officer("data-officer", name="clerk")
    assert "没有这家企业" in clerk.post("/desk/owners/", {"enterprise": "?"}, status=422).text
    clerk.post("/desk/owners/", {}, status=422)
    first = clerk.post("/desk/owners/", {"enterprise": shop.reference}).location
    second = clerk.post("/desk/owners/", {"enterprise": shop.reference}).location
    assert "已作废" in clerk.get(first).text
    clerk.post(f"{second}/revocation")
    clerk.post(f"{second}/sending", status=409)
    clerk.post(f"{second}/revocation", status=409)
    assert "已作废" in clerk.get(f"/desk/owners/people/{shop.address_key}").text


def test_repair_is_applied_for_and_completed_from_the_enterprises_desk(
    app: Flask, shop: Enterprise
) -> None:
    owner = owner_visitor(app, shop)
    with app.app_context(), write_intent():
        kept = db.session.get(Enterprise, shop.id)
        old = clock.today() - timedelta(days=500)
        penalty = make_penalty(kept, decided_on=old)
        penalty.published_on = old
        db.session.commit()
        subject = f"penalty:{penalty.reference}"
    assert "申请信用修复" in owner.get("/owner/").text
    page = owner.post("/owner/repairs/", {"subject": "penalty:?", "statement": "示例"}, status=422)
    assert "请从列出的记录里选" in page.text
    page = owner.follow("/owner/repairs/", {"subject": subject, "statement": "示例：已经改正。"})
    address = next(link for link in page.links() if "/owner/repairs/X-" in link)
    owner.get(address)
    owner.get("/owner/repairs/X-0", status=404)
    with app.app_context(), write_intent():
        repair = repairs.get_repair(address.rpartition("/")[2])
        ask_to_supplement(repair, request="示例：请补缴款凭证", by=CLERK)
        db.session.commit()
    assert "请补缴款凭证" in owner.get(address).text
    owner.post(address, {}, status=422)
    owner.post("/owner/repairs/X-0", {"statement": "示例"}, status=404)
    owner.post(address, {"statement": "示例：凭证在附件里。"})
    assert "提交补正" not in owner.get(address).text
