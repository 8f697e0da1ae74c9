import pytest
from flask.testing import FlaskClient

from tests.visitor import Visitor


def test_elder_mode_is_a_cookie_and_works_without_scripts(citizen: Visitor) -> None:
    assert "data-elder" not in citizen.get("/sign-in").html
    assert citizen.get("/preferences?elder=1&back=/sign-in", status=303).location == "/sign-in"
    page = citizen.get("/sign-in")
    assert page.soup.html is not None
    assert page.soup.html.has_attr("data-elder")
    assert page.soup.select_one("button[name=elder]")["value"] == "0"  # type: ignore[index]
    citizen.get("/preferences?elder=0&back=/sign-in", status=303)
    assert "data-elder" not in citizen.get("/sign-in").html.split("<head>")[0]


def test_dark_mode_is_kept_and_nonsense_is_not(citizen: Visitor) -> None:
    citizen.get("/preferences?theme=dark", status=303)
    assert 'data-theme="dark"' in citizen.get("/sign-in").html
    citizen.get("/preferences?theme=purple&elder=2", status=303)
    assert 'data-theme="dark"' in citizen.get("/sign-in").html


def test_a_forged_theme_cookie_is_ignored(client: FlaskClient) -> None:
    client.set_cookie("theme", '"><script>')
    assert "<script>" not in client.get("/sign-in").get_data(as_text=True)


@pytest.mark.parametrize("back", ["https://example.org", "//example.org", "javascript:alert(1)"])
def test_the_way_back_never_leads_off_the_site(citizen: Visitor, back: str) -> None:
    assert citizen.get("/preferences", query_string={"back": back}, status=303).location == "/"


def test_a_way_back_in_chinese_survives_the_header(citizen: Visitor) -> None:
    page = citizen.get("/preferences", query_string={"back": "/search?q=豇豆"}, status=303)
    assert page.location == "/search?q=%E8%B1%87%E8%B1%86"
