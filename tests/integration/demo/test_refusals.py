"""What the demo's commands refuse, in one sentence each."""

from flask import Flask

from portal.cli.database import load_models
from portal.kernel.db import db, write_intent
from portal.places.queries import find_installation
from portal.places.services import claim_database
from tests.factories.enterprises import make_enterprise


def refusal_of(app: Flask, *words: str) -> str:
    """Return the one sentence a command refuses with."""
    told = app.test_cli_runner().invoke(args=["demo", *words])
    assert told.exit_code == 1
    assert told.output.count("\n") == 1, told.output
    return told.output


def test_another_place_than_the_configured_one_is_refused(app: Flask) -> None:
    assert "set PORTAL_PLACE=zhoushan" in refusal_of(app, "load", "--place", "zhoushan")
    with app.app_context():
        assert find_installation() is None


def test_a_database_that_holds_real_data_is_left_alone(app: Flask) -> None:
    load_models()
    with app.app_context(), write_intent():
        claim_database()
        make_enterprise("真实数据有限公司")
        db.session.commit()
    assert "already holds data (enterprise, spelled_name)" in refusal_of(app, "load")
    with app.app_context():
        installation = find_installation()
        assert installation is not None
        assert not installation.is_demo


def test_secrets_are_printed_in_a_demo_only(app: Flask) -> None:
    assert "does not hold the demo" in refusal_of(app, "accounts")
    assert "does not hold the demo" in refusal_of(app, "code", "demo-handler")
