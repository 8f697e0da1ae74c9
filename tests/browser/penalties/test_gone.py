"""A withdrawn penalty is gone everywhere: pages, lists, files, feed, and pages kept ready."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from portal.kernel import clock
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import DARK, ELDER, flaws_of
from tests.conftest import site
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.penalties import make_entry, make_penalty

Readers = Callable[..., Reader]
CODE, NAME = credit_code(840), "示例老街糕点店"
FILES = ("/penalties.csv", "/penalties.json", "/penalties.atom")
LOOKS = ("/penalties/", "/dishonest-list/")


@pytest.fixture
def server(app: Flask, tmp_path: Path, database_url: str) -> Iterator[str]:
    """Serve a site that keeps its pages ready, beside the one that fills the database."""
    kept = site(tmp_path, database_url, PORTAL_FRONT_CACHE_MB=8)
    kept.config["WTF_CSRF_ENABLED"] = True
    serving = make_server("127.0.0.1", 0, kept, threaded=True)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.fixture
def reference(app: Flask) -> str:
    """Return a published penalty of an enterprise that also stands on the list."""
    with app.app_context(), write_intent():
        shop = make_enterprise(NAME, credit_code=CODE)
        penalty = make_penalty(shop)
        make_entry(shop)
        db.session.commit()
        return penalty.reference


def told_in(guest: Reader, reference: str) -> dict[str, bool]:
    """Return whether each address still tells of the penalty."""
    addresses = ("/penalties/", f"/enterprises/{CODE}", *FILES)
    asked = {one: guest.page.request.get(guest.server + one) for one in addresses}
    return {one: reference in answer.text() for one, answer in asked.items()}


def test_a_withdrawn_penalty_is_gone_everywhere(
    app: Flask, reader: Readers, reference: str
) -> None:
    guest, officer = reader(scripts=False, width=390), reader()
    for _again in range(2):  # the second time from the pages kept ready
        assert set(told_in(guest, reference).values()) == {True}
    guest.open(f"/penalties/{reference}")
    guest.sees(NAME)
    officer.sign_in(app, "reviewer", name="checker")
    officer.open(f"/desk/penalties/{reference}")
    officer.fill("撤销、变更的日期", clock.today().isoformat())
    officer.fill("公开的说明", "复议决定撤销")
    officer.press("撤回")
    officer.sees("已撤回")
    assert set(told_in(guest, reference).values()) == {False}
    guest.page.reload()
    guest.sees("处罚决定被依法撤销")
    assert NAME not in guest.page.content()
    assert guest.page.request.get(guest.page.url).status == 410


def test_everybody_can_read_penalties_and_the_list(reader: Readers, reference: str) -> None:
    for address in (*LOOKS, f"/penalties/{reference}", f"/enterprises/{CODE}"):
        guest = reader(width=390)
        page = guest.open(address)
        guest.sees(NAME)
        assert not guest.is_wider_than_the_screen(), address
        assert flaws_of(page, DARK, ELDER) == [], address
