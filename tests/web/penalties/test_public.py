"""Penalties and the list as everybody reads them, and how they go from every page at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.penalties import services
from portal.penalties.models import Penalty
from portal.penalties.queries import entries, penalties
from portal.penalties.rules.kinds import PenaltyKind, RespondentKind, Withdrawal
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.penalties import (
    REVIEWER,
    bare,
    make_entry,
    make_penalty,
    verified_repair,
)
from tests.visitor import Visitor

LISTS = ("/penalties/", "/penalties.csv", "/penalties.json", "/penalties.atom")
ROLLS = ("/dishonest-list/", "/dishonest-list.csv", "/dishonest-list.json", "/dishonest-list.atom")


def stored(app: Flask, make: Callable[[], str]) -> str:
    with app.app_context(), write_intent():
        made = make()
        db.session.commit()
        return made


def shop_with_penalty(app: Flask, **facts: object) -> tuple[str, str]:
    """Return the reference of a published penalty, and the key of its enterprise."""
    keys: list[str] = []

    def make() -> str:
        shop = make_enterprise("示例糕点厂")
        keys.append(shop.address_key)
        return make_penalty(shop, **facts).reference

    return stored(app, make), keys[0]


def places_of(reference: str, key: str) -> tuple[str, ...]:
    return (*LISTS, f"/enterprises/{key}", "/penalties/?q=示例糕点厂")


def test_a_penalty_is_read_with_its_reasons_its_last_day_and_its_rule(
    app: Flask, citizen: Visitor
) -> None:
    with time_machine.travel(date(2026, 3, 2), tick=False):
        reference, key = shop_with_penalty(app)
        page = citizen.get(f"/penalties/{reference}")
        for told in ("示例糕点厂", "经营超过保质期的食品", "¥5,000.00", "2029-03-02", "第十三条"):
            assert told in page.text, told
        for address in places_of(reference, key):
            assert "示例糕点厂" in citizen.get(address).html, address
        assert citizen.get("/en/penalties/").heading
        assert citizen.get(f"/en/penalties/{reference}").heading


def test_a_withdrawn_penalty_is_gone_everywhere(app: Flask, citizen: Visitor) -> None:
    reference, key = shop_with_penalty(app)
    with app.app_context(), write_intent():
        services.withdraw_penalty(
            penalties.get_penalty(reference),
            why=Withdrawal.REVOKED,
            reason="复议",
            revoked_on=clock.today(),
            by=REVIEWER,
        )
        db.session.commit()
    gone = citizen.get(f"/penalties/{reference}", status=410)
    assert "处罚决定被依法撤销" in gone.text
    assert "示例糕点厂" not in gone.html
    for address in places_of(reference, key):
        html = citizen.get(address).html
        assert reference not in html, address
        assert "经营超过保质期的食品" not in html, address


def test_a_penalty_is_gone_on_the_day_after_its_last(app: Flask, citizen: Visitor) -> None:
    told = bare([PenaltyKind.CRITICISM])
    with time_machine.travel(date(2026, 3, 2), tick=False):
        reference, key = shop_with_penalty(app, kinds=told.kinds, fine_fen=0, confiscated_fen=0)
    with time_machine.travel(date(2026, 6, 2), tick=False):
        assert "示例糕点厂" in citizen.get(f"/penalties/{reference}").text
    with time_machine.travel(date(2026, 6, 3), tick=False):
        gone = citizen.get(f"/penalties/{reference}", status=410)
        assert "公示期已经届满" in gone.text
        for address in places_of(reference, key):
            assert reference not in citizen.get(address).html, address


def test_an_approved_repair_ends_what_was_public_at_once(app: Flask, citizen: Visitor) -> None:
    with time_machine.travel(date(2025, 3, 2), tick=False):
        reference, key = shop_with_penalty(app)
    with time_machine.travel(date(2026, 3, 3), tick=False):
        with app.app_context(), write_intent():
            repair = verified_repair(penalties.get_penalty(reference))
            services.approve_repair(repair, reason="条件都满足", by=REVIEWER)
            db.session.commit()
        assert "信用修复" in citizen.get(f"/penalties/{reference}", status=410).text
        for address in places_of(reference, key):
            assert reference not in citizen.get(address).html, address


def test_a_person_is_masked_on_every_page_and_in_every_file(app: Flask, citizen: Visitor) -> None:
    def make() -> str:
        return make_penalty(
            respondent="阿示例生",
            respondent_kind=RespondentKind.PERSON,
            summary="阿示例生，手机 13812345678，身份证 330302199001011234",
            conduct="阿示例生无证经营",
        ).reference

    reference = stored(app, make)
    for address in (*LISTS, f"/penalties/{reference}", "/penalties/?q=阿示例生"):
        html = citizen.get(address).html
        assert "示例生，" not in html and "示例生无证" not in html, address  # noqa: PT018 - one name
        assert "13812345678" not in html, address
        assert "330302199001011234" not in html, address
    assert "阿某" in citizen.get(f"/penalties/{reference}").heading


def test_the_list_narrows_by_words_kind_field_and_year(app: Flask, citizen: Visitor) -> None:
    reference, _key = shop_with_penalty(app)
    year = clock.today().year
    for question in (
        "q=糕点",
        "kind=fine",
        "field=food",
        f"year={year - 1}",
        "kind=licence",
        "q=无",
    ):
        found = citizen.get(f"/penalties/?{question}")
        expected = question in {"q=糕点", "kind=fine", "field=food"}
        decided = clock.today() - timedelta(days=10)
        expected = expected or question == f"year={decided.year}"
        assert (reference in found.html) is expected, question


@pytest.mark.parametrize("question", ["kind=x", "year=12x4", "field=", "colour=red", "after=x"])
def test_a_question_nobody_offers_is_told_so(citizen: Visitor, question: str) -> None:
    status = {"field=": 200, "after=x": 404}.get(question, 400)
    citizen.get(f"/penalties/?{question}", status=status)
    citizen.get(f"/penalties.json?{question}", status=status)
    if question != "after=x":
        citizen.get(f"/penalties.csv?{question}", status=status)
        citizen.get(f"/penalties.atom?{question}", status=status)


def test_what_never_was_public_is_not_found(citizen: Visitor) -> None:
    for address in ("/penalties/P-none", "/penalties/%00", "/dishonest-list/D-none"):
        citizen.get(address, status=404)
    for address in (*LISTS, *ROLLS):
        citizen.get(address)


def test_the_files_tell_the_same_as_the_page(app: Flask, citizen: Visitor) -> None:
    reference, _key = shop_with_penalty(app, conduct="=1+1")
    told = citizen.get("/penalties.json").response.get_json()
    (row,) = told["penalties"]
    assert (told["total"], told["next"]) == (1, None)
    assert row["reference"] == reference
    assert row["fine_yuan"] == "5000.00"
    assert row["url"].endswith(f"/penalties/{reference}")
    table = citizen.get("/penalties.csv").html
    assert "'=1+1" in table
    assert "<entry>" in citizen.get("/penalties.atom").html


@pytest.mark.parametrize(
    ("files", "rows", "make"),
    [("/penalties", "penalties", make_penalty), ("/dishonest-list", "entries", make_entry)],
)
def test_every_file_leads_to_the_record_and_the_enterprise_but_never_to_a_person(
    app: Flask, citizen: Visitor, files: str, rows: str, make: Callable[..., Penalty]
) -> None:
    code = credit_code(77)
    page = f"http://localhost/enterprises/{code}"

    def both() -> str:
        shop = make_enterprise("示例糕点厂", credit_code=code)
        person = {"respondent_kind": RespondentKind.PERSON, "respondent": "陈示例"}
        return f"{make(shop).reference} {make(shop, **person).reference}"

    with time_machine.travel(date(2026, 3, 2), tick=False):
        references = stored(app, both).split()
        told = citizen.get(f"{files}.json").response.get_json()
        named = {one["reference"]: one for one in told[rows]}
        feed, table = citizen.get(f"{files}.atom").html, citizen.get(f"{files}.csv").html
    firm, person = (named[one] for one in references)
    assert (firm["enterprise_code"], firm["enterprise_url"]) == (code, page)
    assert (person["enterprise_code"], person["enterprise_url"]) == (None, None)
    assert firm["url"] == f"http://localhost{files}/{references[0]}"
    assert set(told["fields"]) == set(firm)
    assert (feed.count(page), feed.count(f'term="{code}"')) == (1, 1)
    assert (table.count(page), table.count(firm["url"])) == (1, 1)


def test_json_pages_lead_to_one_another(app: Flask, citizen: Visitor) -> None:
    def make() -> str:
        return [make_penalty() for _ in range(21)][-1].reference

    stored(app, make)
    first = citizen.get("/penalties.json").response.get_json()
    rest = citizen.get(first["next"].partition("localhost")[2]).response.get_json()
    assert (len(first["penalties"]), len(rest["penalties"]), rest["next"]) == (20, 1, None)
    assert "更早的" in citizen.get("/penalties/").text


def test_the_roll_shows_who_stands_and_forgets_who_left(app: Flask, citizen: Visitor) -> None:
    keys: list[str] = []

    def make() -> str:
        shop = make_enterprise("示例食品厂")
        keys.append(shop.address_key)
        return make_entry(shop).reference

    with time_machine.travel(date(2026, 3, 2), tick=False):
        reference = stored(app, make)
        for address in (*ROLLS, f"/dishonest-list/{reference}", f"/enterprises/{keys[0]}"):
            assert "示例食品厂" in citizen.get(address).html, address
        assert "2029-03-02" in citizen.get(f"/dishonest-list/{reference}").text
        assert "列入严重违法失信名单" in citizen.get(f"/enterprises/{keys[0]}").text
        assert "第五条" in citizen.get("/dishonest-list/").text
    with time_machine.travel(date(2029, 3, 3), tick=False):
        for address in ROLLS:
            html = citizen.get(address).html
            assert "示例食品厂" not in html, address
            assert reference not in html, address
        page = citizen.get("/dishonest-list/")
        assert page.all("tbody tr") == ["2026 1 0"]
        citizen.get(f"/dishonest-list/{reference}", status=410)
        assert "列入严重违法失信名单" not in citizen.get(f"/enterprises/{keys[0]}").text


def test_a_revoked_listing_is_gone_and_not_even_counted(app: Flask, citizen: Visitor) -> None:
    reference = stored(app, lambda: make_entry().reference)
    with app.app_context(), write_intent():
        services.revoke_entry(entries.get_entry(reference), reason="复议撤销", by=REVIEWER)
        db.session.commit()
    assert "现在名单上没有当事人" in citizen.get("/dishonest-list/").text
    assert citizen.get("/dishonest-list.json").response.get_json()["by_year"] == []
    citizen.get(f"/dishonest-list/{reference}", status=410)
