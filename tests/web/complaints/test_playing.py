"""Film and sound can be gone back and forth in, a part at a time, under the same strict headers."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.complaints import services
from portal.complaints.files import check_file
from portal.complaints.models import Evidence
from portal.complaints.policy import file_limits
from portal.complaints.queries import get_case
from portal.complaints.rules import Author
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db, write_intent
from tests.factories import files
from tests.visitor import Visitor
from tests.web.complaints.conftest import filed
from tests.web.complaints.journeys import file_case, number_of, open_case

STRICT = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def give(app: Flask, number: str, content: bytes) -> tuple[str, bytes]:
    """Keep a file with a case; return its key and the copy that is shown."""
    with app.app_context(), write_intent():
        checked = check_file("x", content, file_limits())
        services.attach_to_case(get_case(number), checked, author=Author.CITIZEN, by=CITIZEN)
        db.session.commit()
        file = db.session.query(Evidence).one()
        return file.key, services.read_cleaned(file) or b""


def ask(visitor: Visitor, address: str, span: str, **more: str) -> TestResponse:
    """Ask for a part of a file."""
    answer = visitor.client.get(address, headers={"Range": span, **more})
    for name, value in STRICT.items():
        assert answer.headers[name] == value
    assert answer.headers["Content-Disposition"].startswith("inline")
    return answer


def test_the_desk_goes_back_and_forth_in_a_recording(app: Flask, handler: Visitor) -> None:
    number = filed(app)
    key, whole = give(app, number, files.recording("ipod", "", "aac"))
    address, size = f"/desk/cases/{number}/files/{key}", len(whole)
    full = handler.client.get(address)
    assert (full.status_code, full.data) == (200, whole)
    assert full.headers["Accept-Ranges"] == "bytes"
    assert full.headers["Content-Length"] == str(size)
    for span, first, stop in (
        ("bytes=0-99", 0, 100), ("bytes=100-", 100, size), ("bytes=-50", size - 50, size),
        (f"bytes=10-{size * 9}", 10, size),
    ):  # fmt: skip
        part = ask(handler, address, span)
        assert (part.status_code, part.data) == (206, whole[first:stop])
        assert part.headers["Content-Range"] == f"bytes {first}-{stop - 1}/{size}"
        assert part.headers["Content-Length"] == str(stop - first)


@pytest.mark.parametrize("span", ["bytes=0-1,5-9", "items=0-1", "bytes=x", "bytes=9-2", "\x7f"])
def test_what_is_no_single_part_gets_the_whole(app: Flask, citizen: Visitor, span: str) -> None:
    receipt = file_case(citizen, "tip")
    key, whole = give(app, number_of(receipt), files.recording("ipod", "", "aac"))
    open_case(citizen, receipt)
    address = f"/track/case/files/{key}"
    assert ask(citizen, address, span).data == whole
    older = {"If-Range": '"older"'}
    assert ask(citizen, address, "bytes=0-9", **older).status_code == 200
    beyond = ask(citizen, address, f"bytes={len(whole)}-")
    assert (beyond.status_code, beyond.data) == (416, b"")
    assert beyond.headers["Content-Range"] == f"bytes */{len(whole)}"
    # Nobody else hears a second of it.
    assert Visitor(app).client.get(address, headers={"Range": "bytes=0-9"}).status_code == 303


def test_a_picture_is_sent_whole(app: Flask, handler: Visitor) -> None:
    number = filed(app)
    key, whole = give(app, number, files.photo())
    answer = ask(handler, f"/desk/cases/{number}/files/{key}", "bytes=0-9")
    assert (answer.status_code, answer.data) == (200, whole)
    assert "Accept-Ranges" not in answer.headers
