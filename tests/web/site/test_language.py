import pytest

from tests.visitor import Visitor


@pytest.mark.parametrize(("prefix", "tag"), [("", "zh-Hans"), ("/en", "en")])
def test_each_language_has_its_own_address(citizen: Visitor, prefix: str, tag: str) -> None:
    page = citizen.get(f"{prefix}/sign-in?next=/desk/")
    assert page.soup.html is not None
    assert page.soup.html["lang"] == tag
    assert page.response.headers["Content-Language"] == tag
    alternates = {
        str(link["hreflang"]): str(link["href"]) for link in page.soup.select("link[hreflang]")
    }
    assert alternates == {
        "zh-Hans": "/sign-in?next=/desk/",
        "en": "/en/sign-in?next=/desk/",
        "x-default": "/sign-in?next=/desk/",
    }


def test_links_of_an_english_page_stay_english(citizen: Visitor) -> None:
    page = citizen.get("/en/sign-in")
    own = [link for link in page.links() if link.startswith("/")]
    switch = [link for link in own if not link.startswith("/en/")]
    assert switch == ["/sign-in"]


def test_a_word_that_begins_like_the_prefix_is_no_language(citizen: Visitor) -> None:
    assert citizen.get("/enormous", status=404).response.headers["Content-Language"] == "zh-Hans"
    citizen.get("/en", status=200)
