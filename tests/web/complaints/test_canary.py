"""Who spoke is found nowhere but, decrypted, where the assigned handler has asked for it (C1)."""

import base64
import gc
import logging
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from portal.accounts import rules as roles
from portal.complaints import statistics
from portal.complaints.models import Case
from portal.enterprises import queries as enterprises
from portal.kernel.daily_salt import DailySalt, salt_of_today, throw_away_old
from portal.kernel.db import Base, db, write_intent
from portal.web.front_cache import Shelf
from portal.web.visitors import bucket
from tests.conftest import site
from tests.factories import files
from tests.factories.accounts import sign_in
from tests.factories.complaints import give_figures_out
from tests.factories.enterprises import make_enterprise
from tests.factories.owners import owner_visitor
from tests.visitor import Visitor
from tests.web.complaints.conftest import HANDLER
from tests.web.complaints.journeys import STORY, fill_in, number_of, open_case

NAME = "金丝雀某某"
TELEPHONE = "13912345678"
STREET = "金丝雀路 99 号"
FILE_NAME = "金丝雀的照片-canary.jpg"
ADDRESS = "203.0.113.77"
CANARIES = (NAME, TELEPHONE, STREET, "金丝雀的照片", "canary.jpg", ADDRESS, files.TELLING)
SAVED = {"text/html", "text/csv", "application/json", "application/atom+xml", "text/plain"}
# Leaving ends what the next page needs; these say nothing of a case.
LEFT_OUT = {"accounts.sign_out", "static"}


def written(secret: str) -> tuple[bytes, ...]:
    """Return the spellings a text may be found in."""
    plain = secret.encode()
    escaped = secret.encode("unicode_escape")
    return (
        plain,
        escaped,
        base64.b64encode(plain)[:-4],
        plain.hex().encode(),
        secret.encode("utf-16-le"),
    )


SPELLINGS = tuple(spelling for secret in CANARIES for spelling in written(secret))


def found_in(content: bytes) -> list[bytes]:
    return [spelling for spelling in SPELLINGS if spelling in content]


@pytest.fixture
def kept_site(app: Flask, worker_folder: Path, database_url: str) -> Flask:
    """Return the same site with ready pages kept in memory, as it runs for the public."""
    return site(worker_folder, database_url, PORTAL_FRONT_CACHE_MB=8)


def everybody_but_the_handler(app: Flask) -> Visitor:
    """Return one person with every role there is, but for the handler's."""
    others = [code for code, role in roles.roles().items() if not role.is_bound]
    visitor = Visitor(app)
    sign_in(visitor.client, *(code for code in others if code != "handler"), department=None)
    return visitor


def addresses(app: Flask, known: dict[str, str]) -> Iterator[str]:
    """Yield every address that is read and needs nothing but what is known."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            wanted = _values(rule, known)
            if (
                "GET" in (rule.methods or ())
                and rule.endpoint not in LEFT_OUT
                and wanted is not None
            ):
                built = rule.build(wanted, append_unknown=False)
                assert built is not None
                yield built[1]


def _values(rule: Rule, known: dict[str, str]) -> dict[str, Any] | None:
    if not rule.arguments:
        return {}
    is_of_cases = rule.endpoint.startswith("complaints_desk.")
    fitting = {"reference": known["case"]} if is_of_cases else {"key": known["enterprise"]}
    return fitting if set(rule.arguments) == set(fitting) else None


def search_pages(visitor: Visitor, where: list[str]) -> int:
    """Open pages and look for canaries; return how many were shown."""
    shown = 0
    for address in where:
        answer = visitor.client.get(address)
        assert answer.status_code < 500, address
        assert not found_in(answer.data + str(answer.headers).encode()), address
        shown += answer.status_code == 200
    return shown


def search_database(app: Flask, url: str) -> None:
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            for row in db.session.execute(select(table)):
                content = b"\n".join(
                    value if isinstance(value, bytes) else str(value).encode() for value in row
                )
                assert not found_in(content), table.name
    if url.startswith("sqlite"):
        for path in Path(url.removeprefix("sqlite:///")).parent.glob("test.db*"):
            assert not found_in(path.read_bytes()), path


def search_folders(app: Flask) -> None:
    """Search the index, the object store and whatever else the site has written."""
    for path in Path(app.config["PORTAL_VAR"]).rglob("*"):
        if path.is_file() and not path.name.startswith("test.db"):
            content = path.read_bytes()
            assert not found_in(content), path
            if path.suffix in {".gz", ".z"}:
                assert not found_in(zlib.decompress(content, 47)), path


def ready_pages() -> bytes:
    """Return whatever this process keeps ready for the public, of all its sites."""
    shelves = [one for one in gc.get_objects() if isinstance(one, Shelf)]
    bodies = [kept.plain[1] for shelf in shelves for kept in shelf._kept.values()]
    assert bodies
    return b"\n".join(bodies)


def file_with_canaries(app: Flask, citizen: Visitor) -> tuple[str, str]:
    """File a complaint about an enterprise with every canary in it; return both references."""
    citizen.client.environ_base["REMOTE_ADDR"] = ADDRESS
    with app.app_context(), write_intent():
        enterprise = make_enterprise("示例食品店")
        db.session.commit()
        key = enterprises.get_enterprise(enterprise.address_key).address_key
    citizen.get(f"/complaints/new?enterprise={key}")
    contact = {"name": NAME, "telephone": TELEPHONE, "address": STREET}
    picture = (BytesIO(files.photo()), FILE_NAME)
    fill_in(
        citizen,
        "complaint",
        firm={"enterprise": key},
        story={"files": picture},
        contact={**contact, "may_publish": "y"},
    )
    receipt = citizen.follow("/complaints/new/complaint/check", {})
    open_case(citizen, receipt)
    return number_of(receipt), key


def search_exports(handler: Visitor) -> None:
    """Take every file that leaves the house with cases in it, and look for canaries."""
    wanted = {"out-first": "2020-01-01", "out-last": "2039-12-31", "out-which": "all"}
    for kind in ("csv", "json"):
        told = {**wanted, "out-kind": kind}
        answer = handler.client.post("/desk/cases/national/files", data=told)
        assert answer.status_code == 200
        assert STORY in answer.get_data(as_text=True) or kind == "json"
        assert not found_in(answer.data)
        assert not found_in(str(answer.get_json(silent=True)).encode())


def open_everything(app: Flask, kept_site: Flask, number: str, key: str) -> int:
    """Open every page as everybody but the handler would; return how many were shown."""
    with app.app_context():
        enterprise = enterprises.get_enterprise(key)
    known = list(addresses(app, {"case": number, "enterprise": key}))
    public = [one for one in known if not one.startswith(("/desk", "/owner"))]
    desks = [one for one in known if one.startswith("/desk")]
    owner, colleague = owner_visitor(app, enterprise), Visitor(app)
    sign_in(colleague.client, "handler", department="market-regulation", name="colleague")
    # What is public is the same for everybody, and is asked for as the public asks: the first
    # time made, then kept ready.
    stranger = Visitor(kept_site)
    shown = search_pages(stranger, public) + search_pages(stranger, public[:10])
    shown += search_pages(everybody_but_the_handler(app), desks)
    shown += search_pages(colleague, [one for one in desks if one.startswith("/desk/cases")])
    return shown + search_pages(owner, [one for one in known if one.startswith("/owner")])


def test_who_spoke_is_found_nowhere_but_where_the_handler_has_asked(
    app: Flask,
    kept_site: Flask,
    citizen: Visitor,
    handler: Visitor,
    database_url: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        number, key = file_with_canaries(app, citizen)
        case = f"/desk/cases/{number}"
        handler.post(f"{case}/assignment", {"assignment-handler": HANDLER})
        app.test_cli_runner().invoke(args=["search", "rebuild"])
        assert open_everything(app, kept_site, number, key) > 100
        read = handler.post(f"{case}/identity", {"identity-reason": "示例"}, status=200)
    assert all(secret in read.html for secret in (NAME, TELEPHONE, STREET))
    assert not found_in(handler.get(case).html.encode())
    search_exports(handler)
    with app.app_context(), write_intent():
        statistics.give_out()
        give_figures_out()
        db.session.commit()
    search_database(app, database_url)
    search_folders(app)
    assert not found_in(caplog.text.encode())
    assert not found_in(ready_pages())
    for cookie in citizen.client._cookies.values():  # type: ignore[union-attr]
        assert not found_in(cookie.value.encode())


def test_an_anonymous_tip_leaves_no_address(
    app: Flask, citizen: Visitor, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    citizen.client.environ_base["REMOTE_ADDR"] = ADDRESS
    with caplog.at_level(logging.INFO):
        fill_in(citizen, "tip")
        citizen.post("/complaints/new/tip/check", {})
    with app.app_context():
        assert db.session.query(Case).one().is_anonymous
    search_database(app, database_url)
    assert not found_in(caplog.text.encode())


def test_the_salt_of_a_day_is_thrown_away_with_it(app: Flask) -> None:
    with app.app_context(), time_machine.travel("2026-11-22 10:00+08:00"):
        first = salt_of_today()
        assert salt_of_today() == first
    with app.app_context(), time_machine.travel("2026-11-23 10:00+08:00"):
        _day, second = salt_of_today()
        assert second != first[1]
        assert db.session.scalars(select(DailySalt.salt)).all() == [second]
    with app.app_context(), time_machine.travel("2026-11-24 10:00+08:00"):
        db.session.rollback()
        assert throw_away_old() == 1


def test_a_network_has_one_name_a_day_and_another_the_next(app: Flask) -> None:
    def name(day: str, address: str = ADDRESS) -> str:
        told = {"REMOTE_ADDR": address}
        with time_machine.travel(f"{day} 10:00+08:00"), app.test_request_context(environ_base=told):
            return bucket()

    app.extensions.pop("portal.daily_salt", None)
    first = name("2026-11-22")
    assert first == name("2026-11-22")
    assert first != name("2026-11-22", "203.0.113.78")
    assert first != name("2026-11-23")
    # The first day's salt is gone: even that day's name cannot be made again.
    assert first != name("2026-11-22")
