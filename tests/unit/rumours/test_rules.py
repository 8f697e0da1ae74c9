"""The way of a rumour, cell by cell, and what its words need."""

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.permissions import Permission
from portal.rumours.rules import (
    BEGINS_AT,
    LEAD_LIFE,
    LEADS_TO,
    LIFE,
    RATINGS,
    Content,
    Deed,
    Evidence,
    EvidenceKind,
    LeadStage,
    Stage,
    Verdict,
    categories,
    is_code,
    lacks,
    may_review,
    next_deeds,
    permission_for,
    stage_after,
)

WAY = {
    "lead": "checking closed",
    "checking": "concluded closed",
    "concluded": "reviewed checking updating",
    "reviewed": "published checking updating",
    "published": "updating withdrawn",
    "updating": "concluded withdrawn",
    "closed": "checking",
    "withdrawn": "",
}
LEADS = {"waiting": "joined set-aside", "joined": "waiting", "set-aside": "waiting"}
WHOLE = Content(
    claim="示例说法",
    verdict=Verdict.FALSE,
    short="不是这样。",
    truth="因为示例。",
    authority="示例机构",
    evidence=(Evidence(EvidenceKind.STANDARD, "示例标准", "GB 0000-2026", "第 1 条"),),
    seen_on=date(2026, 1, 2),
)


@pytest.mark.parametrize(("current", "wanted"), [*itertools.product(Stage, Stage)])
def test_every_cell_of_the_way_is_as_the_desk_agreed(current: Stage, wanted: Stage) -> None:
    assert LIFE.allows(current, wanted) is (wanted.value in WAY[current.value].split())


@pytest.mark.parametrize(("current", "wanted"), [*itertools.product(LeadStage, LeadStage)])
def test_every_cell_of_a_lead_is_as_the_desk_agreed(current: LeadStage, wanted: LeadStage) -> None:
    assert LEAD_LIFE.allows(current, wanted) is (wanted.value in LEADS[current.value].split())


@pytest.mark.parametrize("is_public", [True, False])
def test_every_deed_that_is_offered_is_a_move_of_the_table(is_public: bool) -> None:
    for deed, stages in BEGINS_AT.items():
        for stage in stages:
            if is_public and stage in {Stage.LEAD, Stage.CLOSED, Stage.CHECKING}:
                continue  # what was published is updated, never checked anew
            after = stage_after(deed, is_public=is_public)
            assert LIFE.allows(stage, after), (deed, stage, after)


def test_each_move_of_the_table_has_a_deed_that_makes_it() -> None:
    made = {
        (stage, stage_after(deed, is_public=is_public))
        for deed, stages in BEGINS_AT.items()
        for stage in stages
        for is_public in (True, False)
    }
    assert {(one, two) for one in LIFE.moves for two in LIFE.moves[one]} <= made


def test_what_is_withdrawn_stays_so_and_publishing_needs_the_publisher() -> None:
    assert next_deeds(Stage.WITHDRAWN) == []
    needed = {deed: permission_for(deed) for deed in LEADS_TO}
    assert [deed for deed in needed if needed[deed] is Permission.ARTICLE_PUBLISH] == [
        Deed.PUBLISHED,
        Deed.WITHDRAWN,
    ]


@given(person=st.integers(1, 9), hands=st.frozensets(st.integers(1, 9)))
def test_nobody_reviews_words_they_had_a_hand_in(person: int, hands: frozenset[int]) -> None:
    assert may_review(person, hands) is (person not in hands)


@pytest.mark.parametrize("name", ["claim", "verdict", "short", "truth", "authority", "evidence"])
def test_a_conclusion_lacks_nothing_of_what_a_reader_needs(name: str) -> None:
    assert lacks(WHOLE) == ()
    missing: dict[str, Any] = {name: () if name == "evidence" else ""}
    assert lacks(replace(WHOLE, **missing)) == (name,)


def test_words_come_back_from_the_table_as_they_went_in() -> None:
    assert Content.read(WHOLE.written()) == WHOLE
    assert Content.read(Content("示例").written()) == Content("示例")


def test_english_readers_get_chinese_where_nobody_wrote_english() -> None:
    assert WHOLE.words_in("en", "claim") == "示例说法"
    both = replace(WHOLE, claim_en="An example")
    assert (both.words_in("en", "claim"), both.words_in("zh", "claim")) == (
        "An example",
        "示例说法",
    )


def test_what_is_undecided_has_no_number_and_every_category_two_names() -> None:
    assert set(Verdict) - set(RATINGS) == {Verdict.UNDECIDED}
    assert all(set(name) == {"zh", "en"} for name in categories().values())


@pytest.mark.parametrize(
    ("code", "is_one"),
    [("a1", True), ("a-b", True), ("A", False), ("a--b", False), ("a" * 61, False)],
)
def test_a_code_is_plain(code: str, is_one: bool) -> None:
    assert is_code(code) is is_one
