"""The bowl of the home page and the list beneath it tell every promise once."""

from tests.visitor import Visitor


def test_what_the_bowl_tells_is_told_in_the_list_where_there_is_no_bowl(citizen: Visitor) -> None:
    page = citizen.get("/")
    assert len(page.soup.select(".lv")) == 5
    (twin,) = page.all(".lv--bowl h3")
    assert twin in page.html.partition("</figure>")[0]
    assert page.all(".lv:not(.lv--bowl) h3").count(twin) == 0
