"""Files on their way in: too large, infected, broken: words at the field, nothing lost."""

import io
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.complaints import policy, queries
from portal.complaints.models import Draft, Evidence
from portal.kernel.clamav import Scanner, ScannerAway
from portal.kernel.db import db
from portal.settings import SettingFault
from portal.web import uploads
from portal.web.attachments import FileLimits
from tests.conftest import site
from tests.factories import files
from tests.visitor import Page, Visitor
from tests.web.complaints.journeys import RESPONDENT, STORY, TOLD

MEGABYTE = 1024 * 1024
STEP = "/complaints/new/report/story"
VIDEO = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + b"\x00" * 16
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def tell(citizen: Visitor, content: bytes, name: str, status: int) -> Page:
    """Send the step that takes files, with a story beside the file."""
    citizen.post("/complaints/new/report/respondent", RESPONDENT)
    return citizen.post(STEP, {**TOLD, "files": (BytesIO(content), name)}, status=status)


def kept(app: Flask) -> list[Evidence]:
    with app.app_context():
        return list(db.session.query(Evidence))


def test_a_video_too_large_is_read_away_and_the_story_stays(
    app: Flask, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = FileLimits(9, MEGABYTE, 10_000, ("video/mp4",))
    monkeypatch.setattr(policy, "file_limits", lambda: small)
    monkeypatch.setattr(uploads, "LARGEST_FILE", 2 * MEGABYTE)
    citizen.post("/complaints/new/report/respondent", RESPONDENT)
    video = FileStorage(BytesIO(VIDEO + b"\x00" * 5 * MEGABYTE), "示例.mp4")
    # Written here: the client of tests would leave a file of its own open.
    boundary, body = encode_multipart({**TOLD, "files": video})
    kind = f"multipart/form-data; boundary={boundary}"
    page = citizen.post(STEP, body, status=422, content_type=kind)
    assert "“示例.mp4”超过 1 MB" in page.text
    assert STORY in page.html
    assert not kept(app)


def test_of_a_file_too_large_no_more_is_kept_than_shows_that_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_FILE", 10)
    with uploads.Bounded() as file:
        assert [file.write(b"12345678") for _ in range(4)] == [8] * 4
        assert file.seek(0, io.SEEK_END) == 11


class Unread(io.BytesIO):
    """A body that must not be read."""

    def read(self, _most: int | None = -1) -> bytes:
        """Say that nobody was to read it."""
        raise AssertionError("this request was to be refused unread")


def test_a_request_beyond_all_measure_is_refused_unread(citizen: Visitor) -> None:
    told = {"CONTENT_LENGTH": str(10**9), "wsgi.input": Unread()}
    kind = "multipart/form-data; boundary=b"
    answer = citizen.client.post(STEP, content_type=kind, environ_overrides=told)
    assert answer.status_code == 413
    assert "文件太大" in answer.text


def test_what_cannot_be_cleaned_is_kept_and_the_citizen_is_told(
    app: Flask, citizen: Visitor
) -> None:
    tell(citizen, files.paper(password="p"), "示例.pdf", 303)
    assert "只有承办人能看原件" in citizen.get(STEP).text
    (file,) = kept(app)
    assert file.cleaned is None


def test_a_recording_is_kept_cleaned(app: Flask, citizen: Visitor) -> None:
    tell(citizen, files.recording("ipod", "", "aac"), "示例.m4a", 303)
    page = citizen.get(STEP)
    assert "录音 1" in page.text
    assert "位置、设备和作者已去掉" in page.text


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a/*" + b"<script>alert(1)</script>",
        files.photo()[:300],
        b"%PDF-1.7 <script>",
    ],
)
def test_what_is_no_file_of_ours_is_refused_and_the_story_stays(
    app: Flask, citizen: Visitor, content: bytes
) -> None:
    page = tell(citizen, content, "x.jpg", 422)
    assert page.all(".fld--bad .err")
    assert STORY in page.html
    assert not kept(app)


def test_a_name_is_shown_as_text_and_kept_nowhere(app: Flask, citizen: Visitor) -> None:
    name = "<script>alert(1)</script>\x00\u202egpj.exe"
    page = tell(citizen, b"MZ", name, 422)
    assert "<script>alert" not in page.html
    tell(citizen, files.photo(), name, 303)
    assert "alert(1)" not in citizen.get(STEP).html


@contextmanager
def daemon(answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """Stand in for ClamAV's daemon: read one stream and answer."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(10)

    def serve() -> None:
        while True:
            try:
                line, _address = listening.accept()
            except OSError:
                return
            with line, line.makefile("rb") as told:
                assert told.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack("!L", told.read(4))[0]:
                    content += told.read(length)
                line.sendall(answer(content))

    worker = threading.Thread(target=serve)
    worker.start()
    try:
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        worker.join()


def clamd(content: bytes) -> bytes:
    return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@pytest.fixture
def scanned(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with daemon(clamd) as address:
        monkeypatch.setitem(app.extensions, "portal.scanner", Scanner.at(address))
        yield


def test_a_file_with_a_virus_is_refused_in_words(
    app: Flask, citizen: Visitor, scanned: None
) -> None:
    page = tell(citizen, files.photo() + EICAR, "示例.jpg", 422)
    assert "“示例.jpg”里发现病毒" in page.text
    assert STORY in page.html
    assert not kept(app)
    tell(citizen, files.photo(), "x.jpg", 303)
    assert len(kept(app)) == 1


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"\xff\xff\0", b"x" * 5000]
)
def test_a_file_that_could_not_be_looked_at_is_not_taken(
    app: Flask, citizen: Visitor, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    with daemon(lambda _content: answer) as address:
        monkeypatch.setitem(app.extensions, "portal.scanner", Scanner.at(address))
        assert "现在不能做安全检查" in tell(citizen, files.photo(), "x.jpg", 422).text
    assert not kept(app)


def test_a_daemon_that_is_away_is_told(app: Flask, tmp_path: object) -> None:
    with pytest.raises(ScannerAway):
        Scanner.at(f"unix:{tmp_path}/none.ctl").find_virus([b"x"])


@pytest.mark.parametrize("told", ["clamd", "tcp://host", "http://h:1", "unix:relative"])
def test_an_address_that_cannot_be_used_stops_the_start(
    worker_folder: object, database_url: str, told: str
) -> None:
    with pytest.raises(SettingFault, match="PORTAL_CLAMAV"):
        site(worker_folder, database_url, PORTAL_CLAMAV=told)  # type: ignore[arg-type]


def test_a_draft_holds_its_files_sealed(app: Flask, citizen: Visitor) -> None:
    tell(citizen, files.photo(), "x.jpg", 303)
    with app.app_context():
        draft = db.session.query(Draft).one()
        (file,) = queries.list_draft_files(draft)
        assert file.key_id in app.extensions["portal.identity_keys"].ids
