"""Keys of who spoke are changed: some at a time, broken off and gone on with, nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.complaints import services
from portal.complaints.files import check_file
from portal.complaints.models import Case, CasePerson, Draft, Evidence
from portal.complaints.policy import file_limits
from portal.complaints.rules import Author
from portal.complaints.services import key_rotation
from portal.complaints.services.persons import opened_person
from portal.extensions import identity_keys, keyring, objects
from portal.kernel.audit import CITIZEN, AuditLine
from portal.kernel.db import db, write_intent
from portal.kernel.key_chain import MASTER, KeyChain
from tests.factories import files
from tests.factories.complaints import PERSON, make_case


@pytest.fixture(autouse=True)
def own_keys(app: Flask, tmp_path: Path) -> Iterator[None]:
    """Give the site keys of this test's own."""
    usual = app.extensions["portal.identity_keys"]
    with app.app_context():
        own = KeyChain(master=keyring(), path=tmp_path / "keys")
    app.extensions["portal.identity_keys"] = own
    yield
    app.extensions["portal.identity_keys"] = usual


def filed(count: int = 1) -> None:
    """File cases, each with a photo."""
    photo = check_file("x", files.photo(), file_limits())
    with write_intent():
        for _ in range(count):
            case = make_case()
            services.attach_to_case(case, photo, author=Author.CITIZEN, by=CITIZEN)
        db.session.commit()


def run(app: Flask, *words: str) -> str:
    return app.test_cli_runner().invoke(args=["complaints", "rotate-keys", *words]).output


def everything_opens() -> None:
    for case in db.session.scalars(select(Case)):
        person = db.session.scalars(select(CasePerson).filter_by(case_id=case.id)).one()
        assert opened_person(case.reference, person) == PERSON
        for file in case.evidence:
            assert services.read_original(file) == files.photo()
            assert services.read_cleaned(file)


def test_everything_is_sealed_again_and_the_old_key_opens_nothing(app: Flask) -> None:
    with app.app_context():
        filed()
        old = identity_keys().newest
        before = db.session.scalars(select(Evidence.original)).one()
        db.session.rollback()
        assert "The newest key is" in run(app, "--new")
        assert run(app, "--dry-run") == "Under older keys: 0 persons, 0 files, 0 drafts.\n"
        assert "Forgot 1 older keys." in run(app, "--forget-old")
        assert old not in identity_keys().ids
        everything_opens()
        with pytest.raises(Exception, match=before):
            objects().get(before, room="evidence")
        said = db.session.scalars(select(AuditLine.action)).all()
        assert {"identity.key-added", "identity.keys-rotated", "identity.keys-forgotten"} <= {*said}


def test_no_key_is_forgotten_that_something_passed_over_still_needs(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        filed()
        db.session.rollback()
        # As where another run, or a purge, holds the rows just now.
        monkeypatch.setattr(key_rotation, "_persons", lambda _newest: 0)
        monkeypatch.setattr(key_rotation, "_files", lambda _newest: [])
        said = run(app, "--new", "--forget-old")
        assert "Some are still under older keys" in said
        assert "Forgot" not in said
        everything_opens()


def test_a_run_that_breaks_off_is_gone_on_with(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_rotation, "AT_ONCE", 1)
    monkeypatch.setattr(key_rotation, "FILES_AT_ONCE", 1)
    with app.app_context():
        filed(2)
        identity_keys().add()
        with write_intent():
            assert key_rotation.rotate_some().persons == 1
            db.session.commit()
            key_rotation.rotate_some()
            db.session.rollback()
        everything_opens()
        assert key_rotation.count_under_old_keys().persons == 1
        db.session.rollback()
        assert "Sealed again: 1 persons, 2 files" in run(app)
        everything_opens()


def test_drafts_and_their_files_move_to_the_newest_key_too(app: Flask) -> None:
    with app.app_context():
        photo = check_file("x", files.photo(), file_limits())
        services.keep_draft("a token of a test", {"told": ["示例"]}, files=[photo])
        db.session.rollback()
        assert "1 files, 1 drafts" in run(app, "--new", "--forget-old")
        draft = db.session.scalars(select(Draft)).one()
        assert draft.key_id == identity_keys().newest
        assert services.read_draft(draft) == {"told": ["示例"]}
        assert services.read_original(db.session.scalars(select(Evidence)).one()) == files.photo()


def test_the_old_key_is_needed_until_it_is_done(app: Flask) -> None:
    with app.app_context():
        filed()
        old = identity_keys().newest
        identity_keys().add()
        identity_keys().forget_old()
        said = run(app)
        assert f"Key {old} is needed" in said


def test_what_was_sealed_with_the_master_key_moves_to_the_chain(app: Flask) -> None:
    with app.app_context():
        filed()
        with write_intent():
            case = db.session.scalars(select(Case)).one()
            person = db.session.scalars(select(CasePerson)).one()
            text = '{"name": "示例投诉人", "telephone": "13800138000", "address": "示例路 1 号"}'
            person.sealed = keyring().seal("case person", text, context=case.reference)
            person.key_id = MASTER
            db.session.commit()
        assert "Sealed again: 1 persons" in run(app)
        everything_opens()


def test_keys_of_the_environment_are_not_changed_here(app: Flask) -> None:
    with app.app_context():
        told = KeyChain(master=keyring(), told=f"one:{'a' * 64}")
    app.extensions["portal.identity_keys"] = told
    assert "PORTAL_IDENTITY_KEYS" in run(app, "--new")
