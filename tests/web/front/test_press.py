"""The page for journalists, and what stands beside an article of results and of the search."""

from flask import Flask

from portal.kernel.db import db, write_intent
from tests.factories.sampling import fill, row
from tests.factories.science import load
from tests.visitor import Visitor


def test_journalists_find_figures_downloads_and_what_is_not_set(citizen: Visitor) -> None:
    page = citizen.get("/press/")
    assert "还没有公告" in page.text
    assert "数据许可：未设定" in page.text
    for address in ("/sampling.csv", "/science.atom", "/penalties.atom", "/science/brands"):
        assert any(link.startswith(address) for link in page.links())
    assert "/press/" in citizen.get("/").links()


def test_an_article_warns_of_what_failed_and_the_result_leads_back(
    app: Flask, citizen: Visitor
) -> None:
    (reference,) = fill(app, row())
    with app.app_context(), write_intent():
        load("greens", title="示例：焯水", items=["灭蝇胺"])
        load("other", title="示例：焯水再炒", items=["灭蝇胺"])
        db.session.commit()
    page = citizen.get("/science/short-facts/greens")
    assert "近 180 天有 1 批次不合格" in page.text
    assert "示例：焯水再炒" in page.text
    (listed,) = [link for link in page.links() if "result=failed" in link]
    assert reference in citizen.get(listed).html
    assert "/science/short-facts/greens" in citizen.get(f"/sampling/{reference}").links()
