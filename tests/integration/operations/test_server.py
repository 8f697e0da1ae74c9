"""flask serve: what it checks before it serves, what it says, and that it serves and ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from portal.cli import server
from portal.cli.supervisor import StartFailed, Supervisor
from portal.kernel.db import db, write_intent
from portal.places.services import mark_as_demo
from tests.conftest import site

SENTENCE = 1


@pytest.fixture
def free_port() -> int:
    """Return a port where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Return a port where something listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        yield port


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Flask]:
    """Return a site whose SQLite database does not exist yet."""
    app = site(tmp_path, f"sqlite:///{tmp_path}/portal.db")
    with app.app_context():
        yield app


@pytest.fixture
def operator(new_site: Flask) -> FlaskCliRunner:
    """Return somebody who types commands."""
    return new_site.test_cli_runner()


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return the commands that preparing runs; none is really run."""
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(server, "run_once", lambda *words: ran.append(words))
    return ran


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a server that is not really started was asked."""
    asked: list[str] = []
    monkeypatch.setattr(Supervisor, "run", lambda _self, **_words: asked.append("run"))
    return asked


def test_a_port_in_use_is_told_in_one_sentence(operator: FlaskCliRunner, taken_port: int) -> None:
    refused = operator.invoke(args=["serve", "--port", str(taken_port)])
    assert refused.exit_code == 1
    assert f"Port {taken_port} on 127.0.0.1 cannot be used" in refused.output
    assert len(refused.output.splitlines()) == SENTENCE


def test_tables_that_are_not_up_to_date_are_not_served(
    operator: FlaskCliRunner, free_port: int, served: list[str]
) -> None:
    refused = operator.invoke(args=["serve", "--port", str(free_port)])
    assert refused.exit_code == 1
    assert "database upgrade" in refused.output
    assert served == []


def test_a_new_database_is_filled_once(
    operator: FlaskCliRunner, free_port: int, served: list[str], commands: list[tuple[str, ...]]
) -> None:
    for _ in range(2):
        ran = operator.invoke(args=["serve", "--prepare", "--port", str(free_port)])
        assert ran.exit_code == 0, ran.output
    assert commands == [("demo", "load", "--place", "lucheng"), ("search", "rebuild")]
    assert served == ["run", "run"]


def test_another_places_database_is_not_served(
    operator: FlaskCliRunner, free_port: int, served: list[str]
) -> None:
    operator.invoke(args=["database", "upgrade"])
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE installation SET place = 'zhoushan'"))
    refused = operator.invoke(args=["serve", "--prepare", "--port", str(free_port)])
    assert refused.exit_code == 1
    assert "one database holds one place" in refused.output
    assert served == []


def test_a_server_that_falls_is_told(
    operator: FlaskCliRunner, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(_self: Supervisor, **_words: object) -> None:
        raise StartFailed("the server ended with code 1")

    operator.invoke(args=["database", "upgrade"])
    monkeypatch.setattr(Supervisor, "run", fall)
    fallen = operator.invoke(args=["serve", "--port", str(free_port)])
    assert fallen.exit_code == 1
    assert "The site stopped: the server ended with code 1." in fallen.output


def first_step(app: Flask, code: int) -> int:
    """Run a first step that ends with this code; return what became of the command."""

    @click.command("try")
    @click.pass_context
    def attempt(_context: click.Context) -> None:
        server.run_once("planted")

    planted = click.Command("planted", callback=lambda: sys.exit(code))
    app.cli.add_command(planted)
    app.cli.add_command(attempt)
    return app.test_cli_runner().invoke(args=["try"]).exit_code


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("code", [0, 7])
def test_a_first_step_that_fails_ends_the_start(new_site: Flask, code: int) -> None:
    assert first_step(new_site, code) == code


def test_building_the_site_starts_and_opens_nothing_so_that_it_may_be_forked(
    tmp_path: Path,
) -> None:
    script = (
        "import os, wsgi\n"
        "tasks = os.listdir('/proc/self/task')\n"
        "links = [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')[:-1]]\n"
        "held = [link for link in links if link.startswith('socket') or link.endswith('.db')]\n"
        "print(len(tasks), held)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env=settings(tmp_path),
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout == "1 []\n"


def test_the_address_is_said_and_the_demos_accounts_only_where_it_is_one(
    new_site: Flask, operator: FlaskCliRunner, capsys: pytest.CaptureFixture[str]
) -> None:
    operator.invoke(args=["database", "upgrade"])
    people = click.Group("demo")
    people.add_command(click.Command("accounts", callback=lambda: click.echo("示例账号")))
    new_site.cli.add_command(people)
    server.announce("127.0.0.1", 8001)
    assert "http://127.0.0.1:8001/" in (said := capsys.readouterr().out)
    assert "示例账号" not in said
    with write_intent():
        mark_as_demo()
        db.session.commit()
    server.announce("127.0.0.1", 8001)
    assert "示例账号" in capsys.readouterr().out


def test_nobody_answers_where_nothing_listens(free_port: int) -> None:
    assert not server.answers("127.0.0.1", free_port)


def settings(folder: Path) -> dict[str, str]:
    """Return the environment of an installation of its own."""
    return {**os.environ, "PORTAL_VAR": str(folder), "DATABASE_URL": ""}


@pytest.mark.slow
def test_the_site_is_served_with_its_worker_and_ends_when_told(
    tmp_path: Path, free_port: int
) -> None:
    env = settings(tmp_path)
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*flask, "database", "upgrade"], env=env, check=True)
    serve = [*flask, "serve", "--port", str(free_port), "--workers", "1"]
    with subprocess.Popen(serve, env=env, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        said = [program.stdout.readline() for _ in range(2)]
        assert f"http://127.0.0.1:{free_port}/" in said[1]
        assert server.answers("127.0.0.1", free_port)
        program.send_signal(signal.SIGTERM)
        assert program.wait(120) == 0
    for _ in range(50):
        if not server.answers("127.0.0.1", free_port):
            return
        time.sleep(0.1)
    pytest.fail("something still serves")
