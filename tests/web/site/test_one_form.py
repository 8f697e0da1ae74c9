"""Every page has one address: what holds others ends in a slash, a single thing does not."""

import pytest

from tests.visitor import Visitor

PERMANENT = 308


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/desk/tables?kind=x", "/desk/tables/?kind=x"),
        ("/desk/names", "/desk/names/"),
        ("/desk/mergers", "/desk/mergers/"),
        ("/desk/disposals", "/desk/disposals/"),
        ("/desk/sampling/imports", "/desk/sampling/imports/"),
        ("/enterprises", "/enterprises/"),
        ("/enterprises/fields/", "/enterprises/fields"),
        ("/enterprises/fields///", "/enterprises/fields"),
        ("/enterprises/E-00000000/?q=1&b=%E5%90%8D", "/enterprises/E-00000000?q=1&b=%E5%90%8D"),
        ("/en/enterprises/fields/", "/en/enterprises/fields"),
        ("/owner/claim/", "/owner/claim"),
    ],
)
def test_the_other_form_leads_to_it(citizen: Visitor, written: str, meant: str) -> None:
    answer = citizen.client.get(written)
    assert answer.status_code == PERMANENT
    assert answer.headers["Location"].removeprefix("http://localhost") == meant


@pytest.mark.parametrize("nowhere", ["/nothing/", "/.//example.com/", "/desk/tables//x/", "/%00/"])
def test_what_is_nowhere_stays_nowhere(citizen: Visitor, nowhere: str) -> None:
    answer = citizen.client.get(nowhere)
    assert answer.status_code in {308, 404}
    assert "example.com" not in answer.headers.get("Location", "").removeprefix("http://localhost/")
