"""What make does first: it says what is missing, and leaves nothing half done."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import environment, locks, postgres, run, tools
from deploy.console import ROOT, Stop, finish

OLD_PYTHON = """#!/bin/sh
[ "$1" = --version ] && echo "Python 3.9.2" && exit 0
exit 1
"""


def make_run(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start the first step of make run with a folder of its own."""
    env = {**os.environ, "PORTAL_VAR": str(folder), **settings}
    command = [sys.executable, "-m", "deploy.run"]
    return subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)


def sentence(refused: subprocess.CompletedProcess[str]) -> str:
    """Return the one sentence of a run that was refused."""
    assert refused.returncode == 1, refused.stderr
    assert refused.stdout == ""
    assert len(refused.stderr.splitlines()) == 1, refused.stderr
    return refused.stderr


@pytest.fixture
def fresh_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a tree where nothing is installed yet."""
    venv = tmp_path / ".venv"
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(environment, "LOG", tmp_path / "var" / "install.log")
    monkeypatch.setattr(environment, "TRANSLATIONS", tmp_path / "translations")
    (tmp_path / "requirements.txt").write_text("")
    return tmp_path


@pytest.fixture
def no_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the shoes of somebody who may not install system packages."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Return a port where something listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        yield port


def test_a_python_that_is_too_old_is_told_in_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text(OLD_PYTHON)
    old.chmod(0o755)
    command = ["/bin/sh", str(ROOT / "deploy" / "with-python"), "-m", "deploy.run"]
    refused = subprocess.run(
        command, env={"PATH": str(tmp_path)}, check=False, capture_output=True, text=True
    )
    assert "Python 3.11 or newer is needed" in sentence(refused)
    assert "Python 3.9.2" in refused.stderr


@pytest.mark.parametrize("wanted", ["abc", "0", "65536", "-1", "8000 ", "９０"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, wanted: str) -> None:
    assert "which is no port" in sentence(make_run(tmp_path, PORT=wanted))
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_told_before_anything_is_installed(
    tmp_path: Path, taken_port: int
) -> None:
    said = sentence(make_run(tmp_path, PORT=str(taken_port)))
    assert f"Port {taken_port} on 127.0.0.1 cannot be used" in said
    assert {path.name for path in tmp_path.iterdir()} <= {"running.lock"}


def test_a_second_run_beside_the_first_is_refused(tmp_path: Path) -> None:
    held = locks.take(tmp_path / "running.lock", note="process 1, http://127.0.0.1:8000/")
    assert held is not None
    try:
        said = sentence(make_run(tmp_path, PORT="8999"))
    finally:
        os.close(held)
    assert "already runs from this folder (process 1, http://127.0.0.1:8000/)" in said


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = sentence(make_run(tmp_path / "file", PORT="8999"))
    assert "cannot be written" in said
    assert "PORTAL_VAR" in said


def test_a_reserved_port_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: socket.socket, _address: object) -> None:
        raise PermissionError

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(Stop, match="Port 80 is reserved"):
        run.check_port("127.0.0.1", 80)


@pytest.mark.usefixtures("no_root")
def test_without_root_missing_packages_are_named_in_one_sentence() -> None:
    with pytest.raises(Stop, match="apt-get install chromium postgresql'") as stopped:
        environment.need_packages(["chromium", "postgresql"], "Testing")
    assert "\n" not in str(stopped.value)


def test_packages_that_only_save_time_are_tried_once_and_done_without(
    fresh_tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fresh_tree / ".venv").mkdir()
    commands: list[str] = []

    def refuse(command: list[str], *_rest: object) -> int:
        commands.append(command[1])
        return 100

    monkeypatch.setattr(environment, "_logged", refuse)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    for _ in range(2):
        environment.try_packages(["quicker"])
    assert commands == ["install", "update"]


@pytest.mark.usefixtures("no_root", "fresh_tree")
def test_without_root_a_python_without_ensurepip_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda _name: None)
    with pytest.raises(Stop, match="apt-get install python3-venv"):
        environment.ready("requirements.txt")


def test_packages_that_cannot_be_fetched_leave_no_mark(
    fresh_tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fresh_tree / ".venv").mkdir()
    monkeypatch.setattr(environment, "_logged", lambda command, *_: "pip" in command)
    for _ in range(2):  # the second try finds the first one's leavings and tries again
        with pytest.raises(Stop, match="package index cannot be reached"):
            environment.ready("requirements.txt")
    assert not (fresh_tree / ".venv" / "requirements.stamp").exists()


def test_packages_are_installed_again_only_when_the_list_changes(
    fresh_tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def succeed(command: list[str], *_rest: object) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(environment, "_logged", succeed)
    (fresh_tree / ".venv" / "bin").mkdir(parents=True)
    (fresh_tree / ".venv" / "bin" / "python").touch()
    for lines in ("", "", "flask==3.1.3\n"):
        (fresh_tree / "requirements.txt").write_text(lines)
        environment.ready("requirements.txt")
    assert [("venv" in command, "pip" in command) for command in commands] == [
        (True, False),
        (False, True),
        (False, True),
    ]


def test_what_the_tests_need_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(postgres, "INSTALLED", Path("nowhere"))
    monkeypatch.setattr(tools, "FONTS", Path("nowhere"))
    assert tools.missing_packages() == ["chromium", "postgresql", "fonts-noto-cjk"]


def test_settings_of_an_installation_do_not_reach_the_tests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://of.the.installation/portal")
    monkeypatch.setenv("PORTAL_PLACE", "zhoushan")
    kept = tools.clean_environment({"PORTAL_TEST_POSTGRES": "given"})
    assert {name for name in kept if name.startswith(("PORTAL_", "DATABASE_"))} == {
        "PORTAL_TEST_POSTGRES"
    }


def test_a_stop_becomes_its_sentence_and_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    def stop() -> int:
        raise Stop("Nothing can be done.")

    with pytest.raises(SystemExit) as ended:
        finish(stop)
    assert ended.value.code == 1
    assert capsys.readouterr().err == "Nothing can be done.\n"
