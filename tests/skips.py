"""A plugin: a test that needs ../shared may be skipped only where the folder is absent."""

from collections.abc import Generator
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is absent")


def is_unfounded(reason: str, shared: Path = SHARED) -> bool:
    """Whether a test was skipped for the absence of a folder that is here."""
    return "shared" in reason.lower() and shared.is_dir()


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return why a test was skipped."""
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn an unfounded skip of a test into a failure."""
    report = yield
    if report.skipped and is_unfounded(reason_of(report)):
        report.outcome, report.longrepr = "failed", f"../shared is here: {reason_of(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn an unfounded skip of a whole module into a failure."""
    report = yield
    if report.skipped and is_unfounded(reason_of(report)):
        report.outcome, report.longrepr = "failed", f"../shared is here: {reason_of(report)}"
    return report
