import io

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from wtforms import FileField, StringField

from portal.web.forms import BaseForm, strip
from portal.web.reading import keepable
from tests.visitor import Visitor


class NoteForm(BaseForm):
    """A form with a word and a file."""

    note = StringField(filters=[strip])
    sheet = FileField()


def test_signs_that_no_database_keeps_are_taken_out_of_every_answer(app: Flask) -> None:
    with app.test_request_context(
        "/?q=a%00b&tab=a%09b", method="POST", data={"note": "a\x00\x1bb"}
    ):
        assert request.args["q"] == "ab"
        assert request.args["tab"] == "a\tb"
        assert request.form["note"] == "ab"
    assert keepable("查\ud800\x7f") == "查"


@pytest.mark.parametrize(
    ("address", "name"),
    [("/search", "q"), ("/sampling/", "q"), ("/enterprises/", "q"), ("/preferences", "back")],
)
def test_raw_bytes_in_an_address_are_read_like_written_ones(
    client: FlaskClient, address: str, name: str
) -> None:
    asked = {"QUERY_STRING": f"{name}=/\xff\xfe%E4%BD%A0"}
    assert client.get(address, environ_overrides=asked).status_code in {200, 303}


@pytest.mark.parametrize("address", ["/sampling/a%00b", "/track%00", "/science/%1B/x"])
def test_an_address_with_control_signs_is_no_page(citizen: Visitor, address: str) -> None:
    citizen.get(address, status=404)


@pytest.mark.parametrize("body", ["[1]", "null", '"x"', '{"username": [1], "password": {}}', "{"])
def test_json_is_no_form(citizen: Visitor, body: str) -> None:
    citizen.post("/sign-in", body, status=422, content_type="application/json")


def test_a_file_sent_for_a_word_is_no_answer(app: Flask) -> None:
    sent = {"note": (io.BytesIO(b"x"), "a.txt"), "sheet": (io.BytesIO(b"y"), "b.txt")}
    with app.test_request_context("/", method="POST", data=sent):
        form = NoteForm()
        assert form.note.data is None
        assert form.sheet.data.filename == "b.txt"


@pytest.mark.parametrize("host", ["x" * 300, "evil.example", "a:99999", "[::1"])
@pytest.mark.parametrize("address", ["/", "/nowhere", "/desk/", "/track%00"])
def test_an_odd_host_gets_an_answer(client: FlaskClient, host: str, address: str) -> None:
    answer = client.get(address, headers={"Host": host})
    assert answer.status_code in {200, 303, 400, 404}
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "evil" not in answer.headers.get("Location", "")


def test_a_missing_slash_is_added_without_leaving_the_site(client: FlaskClient) -> None:
    answer = client.get("/en/science?q=a", headers={"Host": "evil.example"})
    assert answer.headers["Location"] == "/en/science/?q=a"


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_no_database_keeps_leads_nowhere(stranger: Visitor, number: int) -> None:
    stranger.post(f"/desk/cases/replies/{number}/removal", {}, status=404)
