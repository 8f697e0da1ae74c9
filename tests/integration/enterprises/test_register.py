"""The register: entering, renaming, finding and matching enterprises."""

from datetime import date

import pytest
from flask import Flask

from portal.enterprises import queries, services
from portal.enterprises.listing import page_of_enterprises, words_of
from portal.enterprises.roll.asking import EnterpriseFilter, Question
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind, LicenceDoubt
from portal.enterprises.services import Entry
from portal.kernel import audit
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused
from tests.factories.enterprises import credit_code, make_enterprise


def test_an_enterprise_is_found_by_its_reference_and_by_its_code(inside: Flask) -> None:
    enterprise = make_enterprise("示例鱼饼食品有限公司")
    assert enterprise.credit_code is not None
    assert queries.get_enterprise(enterprise.reference) is enterprise
    assert queries.get_enterprise(enterprise.reference.lower()) is enterprise
    assert queries.get_enterprise(enterprise.credit_code.lower()) is enterprise


@pytest.mark.parametrize(
    "key", ["", "E-", "示例", "91330302MA2CXY0001", "E-0000000Z", "\x00", "0" * 999]
)
def test_a_key_that_leads_nowhere_is_not_found(inside: Flask, key: str) -> None:
    make_enterprise()
    with pytest.raises(NotFound):
        queries.get_enterprise(key)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " \u3000 "}, "name"),
        ({"credit_code": "91330302MA2CXY0001"}, "credit_code"),
        ({"region_code": "110101001"}, "region_code"),
        ({"coordinates": (91.0, 120.0)}, "coordinates"),
        ({"coordinates": (float("nan"), 120.0)}, "coordinates"),
    ],
)
def test_a_false_entry_is_refused_and_the_field_named(
    inside: Flask, facts: dict[str, object], field: str
) -> None:
    entry = Entry(**{"name": "示例店", "kind": EnterpriseKind.SELLER, **facts})  # type: ignore[arg-type]
    with pytest.raises(Refused) as refusal:
        services.add_enterprise(entry, by=SYSTEM)
    assert refusal.value.field == field


def test_a_code_is_entered_once(inside: Flask) -> None:
    make_enterprise(credit_code=credit_code(77))
    with pytest.raises(Refused) as refusal:
        make_enterprise(credit_code=credit_code(77).lower())
    assert refusal.value.field == "credit_code"


def test_entering_leaves_one_line_in_the_log(inside: Flask) -> None:
    enterprise = make_enterprise()
    lines = [line.action for line in audit.pending()]
    assert lines == ["enterprise.added"]
    assert audit.pending()[0].subject == f"enterprise:{enterprise.reference}"


def test_an_enterprise_may_have_no_code_and_a_place_on_the_map(inside: Flask) -> None:
    stall = make_enterprise(
        credit_code=" ", region_code="330302024", coordinates=(28.0, 120.66), name="示例摊位"
    )
    assert (stall.credit_code, stall.latitude, stall.longitude) == (None, 28.0, 120.66)
    assert stall.address_key == stall.reference


def test_a_renamed_enterprise_is_found_by_both_names(inside: Flask) -> None:
    enterprise = make_enterprise("示例旧名食品厂")
    services.rename_enterprise(enterprise, name="示例新名食品厂", by=SYSTEM, on=date(2026, 5, 1))
    assert queries.match_name("示例旧名食品厂") is enterprise
    assert queries.match_name("示例新名食品厂") is enterprise
    assert [former.until_on for former in enterprise.former_names] == [date(2026, 5, 1)]
    asked = Question(EnterpriseFilter(words_of("旧名")))
    assert list(page_of_enterprises(asked).items) == [enterprise]


def test_renaming_to_the_same_name_changes_nothing(inside: Flask) -> None:
    enterprise = make_enterprise("示例食品厂")
    services.rename_enterprise(enterprise, name=" 示例食品厂 ", by=SYSTEM)
    assert enterprise.former_names == []


def test_a_name_in_a_table_means_the_enterprise_whatever_its_width_and_brackets(
    inside: Flask,
) -> None:
    enterprise = make_enterprise("示例（鹿城）食品有限公司")
    for written in (
        "示例(鹿城)食品有限公司",
        " 示例 （鹿城） 食品有限公司",
        "示例【鹿城】食品有限公司",
    ):
        assert queries.match_name(written) is enterprise
    assert queries.match_name("示例鹿城食品有限公司") is None
    assert queries.match_name("示例（鹿城）食品厂") is None
    assert queries.match_name("") is None


def test_the_code_decides_and_a_contradiction_is_left_to_people(inside: Flask) -> None:
    enterprise = make_enterprise("示例食品厂", credit_code=credit_code(5))
    assert queries.match_name("另一个名字", credit_code(5)) is enterprise
    assert queries.match_name("示例食品厂", credit_code(6)) is None
    assert queries.match_name("示例食品厂", "not a code") is enterprise


def test_two_enterprises_of_one_name_are_left_to_people(inside: Flask) -> None:
    make_enterprise("示例小吃店")
    make_enterprise("示例小吃店")
    once = make_enterprise("示例小吃店 二店")
    services.rename_enterprise(once, name="示例面馆", by=SYSTEM)
    assert queries.match_name("示例小吃店") is None
    assert queries.match_name("示例小吃店二店") is once


def test_who_bears_the_name_today_is_meant_not_who_once_did(inside: Flask) -> None:
    old = make_enterprise("示例老店")
    services.rename_enterprise(old, name="示例老店改名", by=SYSTEM)
    new = make_enterprise("示例老店")
    assert queries.match_name("示例老店") is new


def test_a_closed_enterprise_stays_and_says_so(inside: Flask) -> None:
    enterprise = make_enterprise()
    services.change_status(enterprise, status=EnterpriseStatus.CLOSED, by=SYSTEM)
    assert queries.get_enterprise(enterprise.reference).status == EnterpriseStatus.CLOSED


@pytest.mark.parametrize(
    ("kind", "number", "doubt"),
    [
        ("food-production", "SC10633030200011", LicenceDoubt.CHECK_DIGIT),
        ("food-production", "QS3303 0001", LicenceDoubt.PATTERN),
        ("small-operator", "浙小作坊 001 号", None),
        ("device-registration", "浙械注准20262010001", None),
    ],
)
def test_an_odd_licence_number_is_kept_and_marked(
    inside: Flask, kind: str, number: str, doubt: LicenceDoubt | None
) -> None:
    licence = services.add_licence(make_enterprise(), kind=kind, number=number, by=SYSTEM)
    assert licence.doubt == doubt


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "driving", "number": "1"}, "kind"),
        ({"kind": "device-registration", "number": "浙械注X1"}, "number"),
        ({"kind": "food-trade", "number": " "}, "number"),
        (
            {
                "kind": "small-operator",
                "number": "1",
                "validity": (date(2026, 2, 1), date(2026, 1, 31)),
            },
            "valid_to",
        ),
    ],
)
def test_a_licence_that_cannot_be_is_refused(
    inside: Flask, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        services.add_licence(make_enterprise(), by=SYSTEM, **facts)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_flag_is_carried_between_its_days(inside: Flask) -> None:
    flag = services.add_flag(
        make_enterprise(),
        kind=FlagKind.SUNSHINE_FACTORY,
        from_on=date(2026, 1, 1),
        to_on=date(2026, 6, 30),
        source="示例名单",
        by=SYSTEM,
    )
    held = [flag.is_held(day) for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))]
    assert held == [False, True, False]


def test_a_flag_that_ends_before_it_starts_is_refused(inside: Flask) -> None:
    with pytest.raises(Refused):
        services.add_flag(
            make_enterprise(),
            kind=FlagKind.FIVE_S,
            from_on=date(2026, 2, 1),
            to_on=date(2026, 1, 1),
            source="示例",
            by=SYSTEM,
        )


def test_enterprises_are_listed_by_number_and_found_by_it(inside: Flask) -> None:
    first, second = make_enterprise(), make_enterprise()
    assert list(queries.list_enterprises([second.id, first.id, first.id])) == [first, second]
    assert queries.find_by_id(first.id) is first
    assert queries.find_by_id(10**6) is None
    assert db.session.get(type(first), first.id) is first
