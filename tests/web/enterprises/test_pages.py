"""The register's public pages: searched with and without scripts, honest when empty."""

from urllib.parse import quote

import pytest
from flask import Flask

from portal.enterprises import services
from portal.enterprises.listing import PAGE_LENGTH
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from tests.factories.enterprises import credit_code, make_enterprise
from tests.visitor import Visitor

STREET = "330302024"


@pytest.fixture
def register(app: Flask) -> None:
    """Enter three enterprises."""
    with app.app_context(), write_intent():
        make_enterprise("示例鱼饼食品有限公司", credit_code=credit_code(1), business="鱼糜制品")
        make_enterprise("示例面馆", kind=EnterpriseKind.CATERER, region_code=STREET)
        stall = make_enterprise("示例摊位", kind=EnterpriseKind.SELLER, credit_code=None)
        services.change_status(stall, status=EnterpriseStatus.CLOSED, by=SYSTEM)
        db.session.commit()


def test_an_empty_register_says_so(citizen: Visitor) -> None:
    page = citizen.get("/enterprises/")
    assert page.heading == "查企业"
    assert "企业库还是空的" in page.text


@pytest.mark.usefixtures("register")
def test_a_citizen_finds_an_enterprise_by_part_of_its_name(citizen: Visitor) -> None:
    page = citizen.get("/enterprises/?q=鱼饼")
    assert page.all(".row h3") == ["示例鱼饼食品有限公司"]
    assert "1 家企业" in page.text
    assert citizen.get(f"/enterprises/{credit_code(1)}").heading == "示例鱼饼食品有限公司"


@pytest.mark.usefixtures("register")
def test_filters_narrow_and_can_be_taken_off_one_by_one(citizen: Visitor) -> None:
    page = citizen.get(f"/enterprises/?q=示例&kind=caterer&region={STREET}")
    assert page.all(".row h3") == ["示例面馆"]
    assert len(page.soup.select(".chip")) == 3
    assert f"/enterprises/?q={quote('示例')}&kind=caterer" in page.links()


@pytest.mark.usefixtures("register")
def test_a_search_without_result_helps_on(citizen: Visitor) -> None:
    page = citizen.get("/enterprises/?q=没有这家&kind=maker")
    assert "没有找到这样的企业" in page.text
    assert f"/sampling/?q={quote('没有这家')}" in page.links()


@pytest.mark.usefixtures("register")
def test_htmx_gets_the_finding_alone_from_the_same_address(citizen: Visitor) -> None:
    page = citizen.get("/enterprises/?q=面馆", headers={"HX-Request": "true"})
    assert page.soup.select_one("html") is None
    assert page.soup.select_one("#finding #results") is not None
    assert "HX-Request" in page.response.headers["Vary"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=bakery", 400),
        ("region=110101", 400),
        ("grade=nonsense", 400),
        ("after=broken", 404),
        ("before=broken", 404),
        ("q=%00%ed%a0%80", 200),
        ("q=" + "长" * 3000, 200),
        ("q=%25&q=_", 200),
    ],
)
@pytest.mark.usefixtures("register")
def test_a_strange_address_is_answered_and_never_a_fault(
    citizen: Visitor, query: str, status: int
) -> None:
    citizen.get(f"/enterprises/?{query}", status=status)


def test_paging_leads_there_and_back(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        for _ in range(PAGE_LENGTH + 1):
            make_enterprise()
        db.session.commit()
    first = citizen.get("/enterprises/")
    older = str(first.soup.select("a[rel=next]")[0]["href"])
    second = citizen.get(older)
    assert len(second.all(".row h3")) == 1
    back = citizen.get(str(second.soup.select("a[rel=prev]")[0]["href"]))
    assert back.all(".row h3") == first.all(".row h3")


@pytest.mark.parametrize("key", ["E-0", "nothing", "91330302MA2CXY0001", "%00", "示例"])
def test_an_unknown_enterprise_is_not_found(citizen: Visitor, key: str) -> None:
    citizen.get(f"/enterprises/{key}", status=404)


def test_the_page_shows_who_it_is_was_and_carries(app: Flask, citizen: Visitor) -> None:
    today = clock.today()
    with app.app_context(), write_intent():
        enterprise = make_enterprise(
            "示例旧名", credit_code=None, address="示例路 1 号", region_code=STREET
        )
        services.rename_enterprise(enterprise, name="示例新名", by=SYSTEM)
        services.add_licence(
            enterprise,
            kind="food-production",
            number="SC1",
            scope="水产制品",
            validity=(None, today.replace(year=today.year - 1, day=1)),
            by=SYSTEM,
        )
        services.add_licence(
            enterprise, kind="small-operator", number="1 号", validity=(None, today), by=SYSTEM
        )
        for kind, until in ((FlagKind.INSURANCE, today), (FlagKind.SUNSHINE_FACTORY, None)):
            services.add_flag(
                enterprise, kind=kind, from_on=today, to_on=until, source="示例名单", by=SYSTEM
            )
        reference = enterprise.reference
        db.session.commit()
    page = citizen.get(f"/enterprises/{reference}")
    for words in (
        "示例旧名（至", f"本站编号 {reference}", "滨江街道", "到期", "水产制品", "以证照原件为准",
        "阳光工厂", "食品安全责任保险", "出处：示例名单",
    ):  # fmt: skip
        assert words in page.text
    assert any(link.startswith("/complaints/new?enterprise=") for link in page.links())


@pytest.mark.usefixtures("register")
def test_an_enterprise_without_anything_says_what_there_is_not_yet(
    app: Flask, citizen: Visitor
) -> None:
    page = citizen.get("/enterprises/?q=摊位")
    assert "已注销" in page.text
    page = citizen.get(str(page.soup.select(".row h3 a")[0]["href"]))
    for words in ("已注销", "还没有公开的等级", "还没有公开的抽检结果", "还没有登记许可或备案"):
        assert words in page.text


@pytest.mark.usefixtures("register")
def test_every_page_is_there_in_english(citizen: Visitor) -> None:
    for address in ("/en/enterprises/", f"/en/enterprises/{credit_code(1)}"):
        page = citizen.get(address)
        assert page.soup.html is not None
        assert page.soup.html["lang"] == "en"


def test_a_long_filter_shows_what_finds_most_and_keeps_the_rest_behind_more(
    app: Flask, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        for kind in EnterpriseKind:
            make_enterprise(kind=kind)
        make_enterprise("示例 分店", kind=EnterpriseKind.FARM)
        db.session.commit()
    page = citizen.get("/enterprises/")
    assert len(page.soup.select("#filter-kind > label")) == 8
    assert len(page.soup.select("#more-kind > label")) == len(EnterpriseKind) - 8
    assert page.soup.select_one("#filter-kind > label #facet-kind-farm") is not None
    page = citizen.get("/enterprises/?q=示例 没有这个词")
    assert page.all(".ent-ways a") == ["示例"]
    page = citizen.get("/enterprises/?q=分店&kind=maker&status=operating")
    assert "企业类型：食品生产" in page.all(".ent-ways a")
