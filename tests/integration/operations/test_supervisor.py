"""Site and worker start together, end together, and outlive each other never."""

import multiprocessing
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest

from portal.cli import supervisor
from portal.cli.supervisor import StartFailed, Supervisor, Work

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
sleep = partial(time.sleep, 60)


def sleep_deaf() -> None:
    """Sleep, and do not hear that it is time to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)


def leave(code: int) -> None:
    """End at once with this code."""
    raise SystemExit(code)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[ForkProcess]]:
    """Return the programs that a supervisor started, in order."""
    programs: list[ForkProcess] = []

    def start(work: Work) -> ForkProcess:
        programs.append(real(work))
        return programs[-1]

    real = supervisor.start
    monkeypatch.setattr(supervisor, "start", start)
    yield programs
    supervisor.end(programs)


def kill_first(programs: list[ForkProcess]) -> None:
    """End the program that was started first, without asking."""
    programs[0].kill()


def when(condition: Callable[[], object], act: Callable[[], None]) -> None:
    """Act in the background as soon as something holds."""

    def wait() -> None:
        for _ in range(200):
            if condition():
                break
            time.sleep(0.05)
        act()

    threading.Thread(target=wait, daemon=True).start()


def test_both_run_until_told_to_stop_and_end_then(
    started: list[ForkProcess],
) -> None:
    said: list[str] = []
    household = Supervisor(sleep, sleep)
    when(lambda: len(started) == 2, household.stop)
    household.run(is_up=lambda: True, announce=lambda: said.append("up"))
    assert said == ["up"]
    assert [program.exitcode for program in started] == [-15, -15]


def test_a_site_that_does_not_come_up_is_told(started: list[ForkProcess]) -> None:
    with pytest.raises(StartFailed, match="code 3"):
        Supervisor(partial(leave, 3), sleep).run(is_up=lambda: False, announce=lambda: None)
    assert len(started) == 1


def test_a_site_that_answers_too_late_is_ended(
    started: list[ForkProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_START", 0.2)
    with pytest.raises(StartFailed, match="no answer"):
        Supervisor(sleep, sleep).run(is_up=lambda: False, announce=lambda: None)
    assert started[0].exitcode == -15


def test_a_site_that_falls_takes_the_worker_with_it(
    started: list[ForkProcess],
) -> None:
    when(lambda: len(started) == 2, partial(kill_first, started))
    with pytest.raises(StartFailed, match="code -9"):
        Supervisor(sleep, sleep).run(is_up=lambda: True, announce=lambda: None)
    assert started[1].exitcode == -15


def test_a_worker_that_falls_is_started_again(
    started: list[ForkProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.01)
    household = Supervisor(sleep, partial(leave, 1))
    when(lambda: len(started) >= 4, household.stop)
    household.run(is_up=lambda: True, announce=lambda: None)
    assert len(started) >= 4


def test_stopping_before_the_site_is_up_ends_it(started: list[ForkProcess]) -> None:
    household = Supervisor(sleep, sleep)
    when(lambda: started, household.stop)
    household.run(is_up=lambda: False, announce=lambda: pytest.fail("it never came up"))
    assert started[0].exitcode == -15


def test_a_program_that_will_not_end_is_ended(started: list[ForkProcess]) -> None:
    program = supervisor.start(sleep_deaf)
    time.sleep(0.5)  # it must have closed its ears
    supervisor.end([program], grace=0.2)
    assert program.exitcode == -9


def has_ended(program: str) -> bool:
    """Return whether a program is gone, or only waits to be counted among the dead."""
    try:
        return Path("/proc", program, "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def wait_until(condition: Callable[[], object], *, seconds: float = 60) -> None:
    """Wait until something holds; a machine under load may take its time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.02)


def test_a_program_ends_with_a_supervisor_that_is_killed() -> None:
    script = (
        "import time\nfrom functools import partial\nfrom portal.cli import supervisor\n"
        "program = supervisor.start(partial(time.sleep, 600))\n"
        "print(program.pid, flush=True)\ntime.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = parent.stdout.readline().decode().strip()
        was_at_work = not has_ended(child)
        parent.kill()
    assert was_at_work
    wait_until(partial(has_ended, child))


def test_a_program_whose_supervisor_died_at_once_does_nothing(tmp_path: Path) -> None:
    note = tmp_path / "worked"
    work = multiprocessing.get_context("fork").Process(
        target=supervisor._live, args=(partial(note.write_text, "worked"), 1)
    )
    work.start()
    work.join()
    assert work.exitcode == 0
    assert not note.exists()
