"""What PostgreSQL is asked: all that SQLite was, by as few pages as that takes."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import asked

MARKS = st.sets(st.integers(0, 12).map(str))


@settings(max_examples=40)
@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), MARKS), MARKS)
def test_nothing_that_was_asked_is_left_out(told: dict[str, set[str]], known: set[str]) -> None:
    chosen = asked.cover(told, known)
    assert set().union(known, *(told[name] for name in chosen)) >= set().union(*told.values())
    for name in chosen:
        others = set().union(known, *(told[other] for other in chosen[: chosen.index(name)]))
        assert told[name] - others, "none is chosen for nothing"


@pytest.mark.parametrize(
    "other",
    [
        "SELECT a FROM t WHERE a IN (?, ?, ?)",
        "SELECT a FROM t WHERE a IN (?)",
    ],
)
def test_the_length_of_a_list_makes_no_other_statement(other: str) -> None:
    assert asked.mark_of(other) == asked.mark_of("SELECT a FROM t WHERE a IN (?, ?)")


def test_a_number_that_is_written_out_makes_no_other_statement() -> None:
    one = "INSERT INTO t1 (id, mark) VALUES (1, 8832)"
    assert asked.mark_of(one) == asked.mark_of(one.replace("8832", "11886"))
    assert asked.mark_of(one) != asked.mark_of(one.replace("t1", "t2"))


def test_rows_written_together_are_one_statement() -> None:
    many = asked.mark_of("INSERT INTO t (a, b) VALUES (?, ?), (?, ?)")
    assert many == asked.mark_of("INSERT INTO t (a, b) VALUES (?, ?)")
    assert many != asked.mark_of("INSERT INTO t (a, c) VALUES (?, ?)")


def test_what_several_processes_saw_is_joined(tmp_path: Path) -> None:
    for name, told in (("1", {"a": ["x"]}), ("2", {"a": ["y"], "b": []})):
        (tmp_path / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
    assert asked.read(tmp_path) == {"a": {"x", "y"}, "b": set()}
