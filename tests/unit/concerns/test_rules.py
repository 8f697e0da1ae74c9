"""The way of a concern, cell by cell, its figures, and which questions are complaints."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.concerns.rules import (
    LIFE,
    QUESTION_LIFE,
    STEPS,
    Answered,
    Content,
    Deed,
    Link,
    QuestionStage,
    Stage,
    figures_of,
    is_code,
    looks_like_complaint,
    may_publish,
    next_deeds,
    topics,
)
from portal.kernel.months import last_months
from portal.places.profile import load_profile

WAY = {
    "open": "assigned closed",
    "assigned": "answered open withdrawn",
    "answered": "published assigned",
    "published": "assigned withdrawn",
    "closed": "open",
    "withdrawn": "",
}
QUESTIONS = {"waiting": "joined set-aside", "joined": "waiting", "set-aside": "waiting"}


@pytest.mark.parametrize(("current", "wanted"), [*itertools.product(Stage, Stage)])
def test_every_cell_of_the_way_is_as_the_desk_agreed(current: Stage, wanted: Stage) -> None:
    assert LIFE.allows(current, wanted) is (wanted.value in WAY[current.value].split())


@pytest.mark.parametrize(("now", "wanted"), [*itertools.product(QuestionStage, QuestionStage)])
def test_every_cell_of_a_question(now: QuestionStage, wanted: QuestionStage) -> None:
    assert QUESTION_LIFE.allows(now, wanted) is (wanted.value in QUESTIONS[now.value].split())


def test_every_step_is_a_move_of_the_table_and_every_move_has_a_step() -> None:
    made = {(stage, step.leads) for step in STEPS.values() for stage in step.begins}
    assert made == {(one, two) for one in LIFE.moves for two in LIFE.moves[one]}


def test_only_what_was_published_is_withdrawn_and_it_is_never_handed_back() -> None:
    assert Deed.WITHDRAWN not in next_deeds(Stage.ASSIGNED, is_public=False)
    assert Deed.DECLINED in next_deeds(Stage.ASSIGNED, is_public=False)
    assert Deed.WITHDRAWN in next_deeds(Stage.ASSIGNED, is_public=True)
    assert Deed.DECLINED not in next_deeds(Stage.ASSIGNED, is_public=True)
    assert next_deeds(Stage.WITHDRAWN, is_public=True) == []


@given(person=st.integers(1, 9), hands=st.frozensets(st.integers(1, 9)))
def test_nobody_passes_an_answer_they_had_a_hand_in(person: int, hands: frozenset[int]) -> None:
    assert may_publish(person, hands) is (person not in hands)


def test_words_come_back_from_the_table_as_they_went_in() -> None:
    whole = Content("问", answer="答", links=(Link("/laws/", "法规"),))
    assert Content.read(whole.written()) == whole
    assert whole.words_in("en", "question") == "问"
    assert Content("问", "Q").words_in("en", "question") == "Q"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("我要投诉楼下的店", True),
        ("能不能退款给我", True),
        ("昨天吃坏了肚子", True),
        ("学校食堂多久检查一次", False),
        ("处方药为什么要凭处方买", False),
    ],
)
def test_a_complaint_is_told_by_its_words(text: str, is_one: bool) -> None:
    assert looks_like_complaint(text) is is_one


def test_a_month_is_counted_in_working_days_and_an_empty_one_is_shown() -> None:
    calendar = load_profile("lucheng").calendar
    answered = [
        Answered(date(2026, 3, 2), date(2026, 3, 4)),
        Answered(date(2026, 3, 6), date(2026, 3, 9)),
        Answered(date(2026, 3, 2), date(2026, 3, 12)),
    ]
    months = last_months(date(2026, 3, 20), 3)
    assert months == [(2026, 3), (2026, 2), (2026, 1)]
    found = figures_of([date(2026, 1, 5)] * 2, answered, calendar, months)
    assert [(one.asked, one.answered, one.days) for one in found] == [
        (0, 3, 2),
        (0, 0, None),
        (2, 0, None),
    ]


def test_topics_have_two_names_and_codes_are_plain() -> None:
    assert all(set(name) == {"zh", "en"} for name in topics().values())
    assert is_code("a-1")
    assert not is_code("A")
