"""Promises about the repository as a newcomer meets it."""

from tests.architecture.guards import ROOT, traces


def test_the_repository_speaks_of_the_product_alone() -> None:
    assert traces.offences(ROOT) == []


def test_the_first_page_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in ("make run", "make test") if command not in text] == []


def test_the_checks_run_the_guards_before_the_tests() -> None:
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert -1 < steps.find("make check") < steps.find("make test")
