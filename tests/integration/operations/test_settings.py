"""Settings that cannot be followed: one sentence, whatever was asked for."""

from pathlib import Path

import click
import pytest
from flask import Flask
from sqlalchemy.exc import ProgrammingError

from portal.cli.speech import reachable
from portal.kernel.keys import load_or_create_master
from portal.settings import SettingFault, Settings
from tests.conftest import site

COMMANDS = (
    ("demo", "accounts"),
    ("demo", "code", "demo-reviewer"),
    ("demo", "load"),
    ("search", "rebuild"),
    ("search", "check"),
    ("jobs", "work", "--once"),
)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_tells_of_an_absent_server_in_one_sentence(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    app = site(tmp_path, "postgresql://portal:secret@127.0.0.1:9/portal")
    refused = app.test_cli_runner().invoke(args=list(words))
    assert refused.exit_code == 1
    assert "cannot be used" in refused.output
    assert "secret" not in refused.output
    assert len(refused.output.splitlines()) == 1


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_tells_of_missing_tables(tmp_path: Path, words: tuple[str, ...]) -> None:
    app = site(tmp_path, f"sqlite:///{tmp_path}/new.db")
    refused = app.test_cli_runner().invoke(args=list(words))
    assert refused.exit_code == 1
    assert "database upgrade" in refused.output


def test_missing_tables_are_known_on_postgresql_too(app: Flask) -> None:
    missing = Exception('relation "sample_import" does not exist\nLINE 1: …')
    told = pytest.raises(click.ClickException, match="database upgrade")
    with app.app_context(), told, reachable():
        raise ProgrammingError("SELECT", None, missing)
    with app.app_context(), pytest.raises(ProgrammingError), reachable():
        raise ProgrammingError("SELEC", None, Exception("syntax error"))


@pytest.mark.parametrize("told", ["abc", "-1", "1.5", "999", "²"])
def test_a_number_of_proxies_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setenv("PORTAL_PROXIES", told)
    with pytest.raises(SettingFault, match="PORTAL_PROXIES"):
        Settings()


@pytest.mark.parametrize("told", ["abc", "0", "9", "1.5", "999999"])
def test_a_lease_too_short_to_be_kept_is_refused(
    monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setenv("PORTAL_JOB_LEASE", told)
    with pytest.raises(SettingFault, match="PORTAL_JOB_LEASE"):
        Settings()
    monkeypatch.setenv("PORTAL_JOB_LEASE", "120")
    assert Settings().job_lease == 120


@pytest.mark.parametrize("content", ["junk", "", "abcd", "é" * 64])
def test_a_master_key_that_is_none_is_told_and_never_replaced(tmp_path: Path, content: str) -> None:
    key = tmp_path / "secret.key"
    key.write_text(content, encoding="utf-8")
    with pytest.raises(SettingFault, match=r"secret\.key"):
        site(tmp_path, f"sqlite:///{tmp_path}/new.db")
    assert key.read_text(encoding="utf-8") == content
    key.unlink()
    assert load_or_create_master(key) == load_or_create_master(key)
