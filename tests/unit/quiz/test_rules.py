"""Editions, answers, and what may be told of all."""

import pytest

from portal.quiz.rules import editions, shown_share


def test_every_edition_has_ten_sourced_questions_in_both_languages() -> None:
    for edition in editions().values():
        assert len({one.code for one in edition.questions}) == 10
        for one in edition.questions:
            assert 1 <= one.right <= len(one.answers)
            assert one.sources
            words = [one.asks, one.why, *one.answers]
            words += [text for source in one.sources for text in (source.title, source.reference)]
            assert all(text["zh"] and text["en"] for text in words)


@pytest.mark.parametrize(
    "told", ["", "1", "1" * 11, "0" * 10, "9" * 10, "١" * 10, "a" * 10, "-123456789"]
)
def test_what_are_no_answers_is_none(told: str) -> None:
    assert editions()["2026-1"].read_answers(told) is None


def test_right_answers_are_counted() -> None:
    edition = editions()["2026-1"]
    right = "".join(str(one.right) for one in edition.questions)
    chosen = edition.read_answers(right)
    assert chosen is not None
    assert edition.count_right(chosen) == 10
    assert edition.count_right([1] * 10) == sum(one.right == 1 for one in edition.questions)


@pytest.mark.parametrize(
    ("total", "smallest", "shown"), [(4, 5, None), (5, 5, (3, 5)), (0, 0, None), (9, None, None)]
)
def test_few_answers_are_not_told(
    total: int, smallest: int | None, shown: tuple[int, int] | None
) -> None:
    assert shown_share(3, total, smallest) == shown
