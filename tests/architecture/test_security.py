"""What docs/asvs.md says is shown, is shown by a test that exists."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
DOCS = TESTS.parent / "docs"
LISTED = Path(__file__).with_name("asvs.txt")
LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+) \| (.+) \|$", re.MULTILINE)
DEFINED = re.compile(r"^def (test_\w+)", re.MULTILINE)


def known_tests() -> set[str]:
    files = TESTS.rglob("test_*.py")
    return {name for path in files for name in DEFINED.findall(path.read_text(encoding="utf-8"))}


def test_every_requirement_of_levels_one_and_two_has_its_line() -> None:
    said = [f"{number} {level}" for number, level, *_rest in LINE.findall(_table())]
    assert said == LISTED.read_text(encoding="utf-8").split("\n")[:-1]


def test_every_test_that_is_named_exists() -> None:
    named = {
        name
        for document in ("asvs.md", "security.md")
        for name in re.findall(r"\btest_\w+", (DOCS / document).read_text(encoding="utf-8"))
    }
    assert len(named) > len(LINE.findall(_table())) / 3
    assert sorted(named - known_tests()) == []


def _table() -> str:
    return (DOCS / "asvs.md").read_text(encoding="utf-8")
