"""Pages kept ready: as quick as a file, and never older than what they show."""

import gzip
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from portal.kernel.db import db, write_intent
from portal.kernel.generation import Watch
from portal.web import front_cache
from portal.web.front_cache import Kept, Shelf
from tests.conftest import site
from tests.factories.accounts import sign_in
from tests.factories.sampling import publish, row
from tests.postgres import empty_postgres

pytestmark = pytest.mark.slow
Publish = Callable[[], str]


@pytest.fixture
def ready(tmp_path: Path, worker_folder: Path, app: Flask, database_url: str) -> Iterator[Flask]:
    """Return a site that keeps pages, on this run's database."""
    is_sqlite = database_url.startswith("sqlite")
    url = f"sqlite:///{tmp_path / 'ready.db'}" if is_sqlite else database_url
    if is_sqlite:
        shutil.copy(worker_folder / "empty.db", tmp_path / "ready.db")
    kept = site(tmp_path, url, PORTAL_FRONT_CACHE_MB=8)
    publish_one(kept)
    yield kept
    if not is_sqlite:
        empty_postgres(kept)


def publish_one(app: Flask, number: int = 1) -> str:
    """Publish a result; return its address."""
    with app.app_context(), write_intent():
        (batch,) = publish(row(number))
        db.session.commit()
        return f"/sampling/{batch.reference}"


@pytest.fixture
def asked(ready: Flask) -> list[str]:
    """Return the addresses that the site itself was asked for."""
    from flask import request

    paths: list[str] = []
    ready.before_request(lambda: paths.append(request.path))
    return paths


def test_a_page_is_made_once_for_everybody(ready: Flask, asked: list[str]) -> None:
    one, other = (ready.test_client().get("/sampling/") for _reader in range(2))
    assert asked == ["/sampling/"]
    assert one.data == other.data
    assert one.headers["ETag"] == other.headers["ETag"]


def test_what_is_published_is_there_at_the_next_request(ready: Flask) -> None:
    citizen = ready.test_client()
    before = citizen.get("/sampling/").text
    address = publish_one(ready, 2)
    after = citizen.get("/sampling/").text
    assert address not in before
    assert address in after


def test_a_form_stays_ready_while_others_publish_and_file(ready: Flask, asked: list[str]) -> None:
    form = "/complaints/new/tip/respondent"
    first = ready.test_client().get(form)
    publish_one(ready, 3)
    assert ready.test_client().get(form).data == first.data
    assert asked == [form]


def test_another_process_is_believed_too(ready: Flask, asked: list[str]) -> None:
    citizen = ready.test_client()
    citizen.get("/sampling/")
    url = ready.extensions["portal.engine"].url.render_as_string(hide_password=False)
    script = (
        "import sys\nimport portal.sampling.models\n"
        "from sqlalchemy import create_engine, text\n"
        "with create_engine(sys.argv[1]).begin() as connection:\n"
        "    connection.execute(text('UPDATE sample_batch SET product = :new'), {'new': '示例'})\n"
    )
    subprocess.run([sys.executable, "-c", script, url], check=True)
    citizen.get("/sampling/")
    assert asked == ["/sampling/", "/sampling/"]


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM job", "SELECT 1", "UPDATE audit_line SET action = action"],
)
def test_what_nobody_can_see_changes_nothing(
    ready: Flask, asked: list[str], statement: str
) -> None:
    ready.test_client().get("/sampling/")
    with ready.app_context(), write_intent():
        db.session.execute(text(statement))
        db.session.commit()
    ready.test_client().get("/sampling/")
    assert asked == ["/sampling/"]


def test_what_was_taken_back_changes_nothing(ready: Flask, asked: list[str]) -> None:
    ready.test_client().get("/sampling/")
    with ready.app_context(), write_intent():
        db.session.execute(text("UPDATE sample_batch SET product = 'x'"))
        db.session.rollback()
        db.session.execute(text("DELETE FROM job"))
        db.session.commit()
    ready.test_client().get("/sampling/")
    assert asked == ["/sampling/"]


def test_somebody_signed_in_is_never_answered_from_the_shelf(
    ready: Flask, asked: list[str]
) -> None:
    officer = ready.test_client()
    with ready.app_context(), write_intent():
        sign_in(officer, "reviewer", department=None)
        db.session.commit()
    asked.clear()
    for _again in range(2):
        officer.get("/sampling/")
    assert asked == ["/sampling/"] * 2


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/en/sampling/", {}),
        ("/sampling/?result=failed", {}),
        ("/sampling/", {"HX-Request": "true"}),
        ("/sampling/", {"Cookie": "theme=dark"}),
        ("/sampling/", {"Cookie": "elder=1; theme=dark"}),
    ],
)
def test_what_differs_for_readers_is_kept_apart(
    ready: Flask, path: str, headers: dict[str, str]
) -> None:
    plain = ready.test_client().get("/sampling/").data
    assert ready.test_client(use_cookies=False).get(path, headers=headers).data != plain
    assert ready.test_client().get("/sampling/").data == plain


@pytest.mark.parametrize("path", ["/complaints/receipt", "/healthz", "/readyz", "/nowhere"])
def test_what_is_one_persons_or_one_moments_is_not_kept(
    ready: Flask, asked: list[str], path: str
) -> None:
    ready.config["WTF_CSRF_ENABLED"] = True
    for _again in range(2):
        ready.test_client().get(path)
    assert asked == [path, path]


def fresh(ready: Flask) -> FlaskClient:
    """Return a reader who sends no cookies."""
    return ready.test_client(use_cookies=False)


def test_a_reader_who_has_the_page_is_told_so(ready: Flask) -> None:
    first = fresh(ready).get("/sampling/")
    again = fresh(ready).get("/sampling/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"


def test_it_is_packed_for_whoever_can_unpack_it(ready: Flask) -> None:
    plain = fresh(ready).get("/sampling/")
    packed = fresh(ready).get("/sampling/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_head_is_answered_without_the_body(ready: Flask) -> None:
    fresh(ready).get("/sampling/")
    assert fresh(ready).head("/sampling/").data == b""


def test_the_guarding_headers_are_sent_from_the_shelf_too(ready: Flask) -> None:
    fresh(ready).get("/sampling/")
    kept = fresh(ready).get("/sampling/").headers
    assert kept["Content-Security-Policy"].startswith("default-src 'none'")
    assert kept["Content-Language"] == "zh-Hans"
    assert "X-Request-Id" not in kept


def test_it_grows_old(ready: Flask, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_cache, "LONGEST_SECONDS", -1.0)
    for _again in range(2):
        fresh(ready).get("/sampling/")
    assert asked == ["/sampling/"] * 2


def test_without_a_database_the_site_itself_answers(tmp_path: Path) -> None:
    absent = site(tmp_path, f"sqlite:///{tmp_path / 'no' / 'such.db'}", PORTAL_FRONT_CACHE_MB=8)
    assert absent.test_client().get("/healthz").status_code == 200
    assert Watch(absent.extensions["portal.engine"]).mark() is None


def kept_of(size: int) -> Kept:
    """Return an answer that takes twice ``size`` bytes."""
    sent = ([("Content-Length", str(size))], b"x" * size)
    return Kept(1, float("inf"), '"tag"', sent, sent)


def test_a_full_shelf_forgets_what_was_asked_for_longest_ago() -> None:
    shelf = Shelf(most_bytes=25)
    kept = kept_of(5)
    shelf.put(("a",), kept)
    shelf.put(("b",), kept)
    assert shelf.get(("a",), 1) is kept
    shelf.put(("c",), kept)
    assert shelf.get(("b",), 1) is None
    assert shelf.get(("a",), 1) is kept
    assert shelf.get(("a",), 2) is None
    shelf.put(("big",), kept_of(50))
    assert shelf.get(("big",), 1) is None
