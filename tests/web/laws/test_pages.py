"""Anybody reads what a law says, in plain words."""

from tests.visitor import Visitor


def test_the_register_leads_to_each_law(citizen: Visitor) -> None:
    register = citizen.get("/laws/")
    assert "/laws/food-safety-law" in register.links()
    law = citizen.get("/laws/food-safety-law")
    assert law.heading == "中华人民共和国食品安全法"
    assert "第一百四十八条" in law.text
    assert "待法制机构确认" in law.text


def test_the_same_in_english(citizen: Visitor) -> None:
    law = citizen.get("/en/laws/consumer-law")
    assert law.heading == "Consumer Rights Law"
    assert "Five ways" in law.text


def test_an_unknown_law_is_not_found(citizen: Visitor) -> None:
    citizen.get("/laws/none", status=404)
