"""What columns ask for, where links lead, how versions differ, who counts as a reader."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.science.readership import LONGEST_SECONDS, MOST_AT_ONCE, Readership, is_person
from portal.science.rules import ArticleFacts, Change, Details, columns, compare_lines
from portal.science.rules.differences import compare_texts, differences, words_in
from portal.science.rules.lines import WHOLE, find_line, numbered_lines
from portal.science.rules.links import is_at, is_secure_address

DAY = date(2026, 5, 4)
TEXTS = st.text(st.sampled_from("镉铅含量限值ab 1.\n，。*"), max_size=60)
FACTS = ArticleFacts("short-facts", "题", "要", "文")


@pytest.mark.parametrize(
    ("address", "is_good"),
    [
        ("https://live.douyin.com/1", True),
        ("https://douyin.com", True),
        ("http://live.douyin.com/1", False),
        ("https://douyin.com.example.org/1", False),
        ("https://notdouyin.com/1", False),
        ("https://live.douyin.com@example.org/", False),
        ("https://douyin.com:8443/", False),
        ("https://douyin.com:99999999/", False),
        ("https://[douyin.com/", False),
        ("javascript:alert(1)//douyin.com", False),
        ("https://douyin.com/ a", False),
        ("https://douyin.com/" + "x" * 400, False),
        ("", False),
    ],
)
def test_a_live_link_leads_to_the_places_own_sites_only(address: str, *, is_good: bool) -> None:
    assert is_at(address, ("douyin.com", "gov.cn")) is is_good


def test_a_secure_address_names_a_host() -> None:
    assert is_secure_address("https://example.org/课件.pdf")
    assert not is_secure_address("https:///课件.pdf")
    assert not is_secure_address("https://localhost/")


def test_each_column_asks_for_what_suits_it() -> None:
    known = set(vars(Details()))
    for column in columns().values():
        assert set(column.asks) <= known
        assert set(column.needs) <= set(column.asks)
    assert columns()["live"].needs == ("live_url",)
    assert columns()["songs"].has_sound
    assert columns()["lectures"].asks[0] == "lecturer"
    assert not columns()["short-facts"].asks


def test_what_another_column_asks_for_is_left_out_and_what_is_kept_comes_back() -> None:
    details = Details(lecturer="示例讲师", held_on=DAY, ages="6 岁")
    assert details.only(("ages",)) == Details(ages="6 岁")
    assert Details.from_json(details.as_json()) == details
    assert Details().as_json() == {}


def test_a_version_kept_before_columns_asked_is_still_read() -> None:
    kept = FACTS.as_json()
    for later in ("details", "series", "part", "exposure"):
        kept.pop(later)
    assert ArticleFacts.from_json(kept) == FACTS


def test_words_are_compared_as_words() -> None:
    ((kept, taken, added, rest),) = compare_texts(
        "龙葵素含量是 200 mg/kg 左右。", "龙葵素含量是 20 mg/kg 左右。"
    )
    assert (taken.change, taken.text) == (Change.TAKEN, "200")
    assert (added.change, added.text) == (Change.ADDED, "20")
    assert (kept.text, rest.text) == ("龙葵素含量是 ", " mg/kg 左右。")


def test_a_paragraph_written_anew_is_shown_whole() -> None:
    assert [
        [(piece.change, piece.text) for piece in paragraph]
        for paragraph in compare_texts("甲乙丙丁。\n\n不变", "Something else\n\n不变\n\n新的")
    ] == [
        [(Change.TAKEN, "甲乙丙丁。")],
        [(Change.ADDED, "Something else")],
        [(Change.KEPT, "不变")],
        [(Change.ADDED, "新的")],
    ]


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_both_texts_can_be_read_from_their_differences(before: str, after: str) -> None:
    pieces = [piece for paragraph in compare_texts(before, after) for piece in paragraph]
    for text, left_out in ((before, Change.ADDED), (after, Change.TAKEN)):
        told = "".join(piece.text for piece in pieces if piece.change is not left_out)
        lines = "".join(line for line in text.splitlines() if line.strip())
        assert told == lines


@given(TEXTS)
@settings(max_examples=40)
def test_no_sign_is_lost_between_words(text: str) -> None:
    assert "".join(words_in(text)) == text


def test_only_the_fields_that_differ_are_shown() -> None:
    other = ArticleFacts("short-facts", "题", "要", "文", details=Details(ages="6 岁"))
    (found,) = differences(FACTS, other)
    assert found.name == "details"
    assert differences(FACTS, FACTS) == ()


def test_a_note_is_anchored_on_a_line_that_says_something() -> None:
    assert [line.number for line in numbered_lines("题", "一\n\n三\n ")] == [WHOLE, 1, 3]
    found = find_line("题", "一\n\n三", 3)
    assert found is not None
    assert found.text == "三"
    assert find_line("题", "一\n\n三", 2) is None
    assert find_line("题", "一", 9) is None


@pytest.mark.parametrize(
    ("agent", "purpose", "counts"),
    [
        ("Mozilla/5.0 (X11) Firefox/140", "", True),
        ("Mozilla/5.0 (compatible; Examplebot/2.1)", "", False),
        ("curl/8.0", "", False),
        ("", "", False),
        ("Mozilla/5.0 Chrome/150", "prefetch;prerender", False),
        ("Mozilla/5.0 Chrome/150", "prerender", False),
    ],
)
def test_machines_and_pages_fetched_ahead_do_not_count(
    agent: str, purpose: str, *, counts: bool
) -> None:
    assert is_person(agent, purpose) is counts


def test_a_quiet_site_writes_at_once_and_a_busy_one_together() -> None:
    now = [0.0]
    readership = Readership(now=lambda: now[0])
    assert readership.add("a", "zh", DAY) == {("a", "zh", DAY): 1}
    now[0] = LONGEST_SECONDS / 2
    assert readership.add("a", "zh", DAY) == {}
    assert readership.add("b", "en", DAY + timedelta(days=1)) == {}
    now[0] = LONGEST_SECONDS
    assert sum(readership.add("a", "zh", DAY).values()) == 3
    for _again in range(MOST_AT_ONCE - 1):
        assert readership.add("a", "zh", DAY) == {}
    assert readership.add("a", "zh", DAY) == {("a", "zh", DAY): MOST_AT_ONCE}


def test_long_texts_are_compared_at_their_ends_alone() -> None:
    before = "\n".join(["首", *["同样的一行"] * 2000, "甲", "尾"])
    after = "\n".join(["首", *["同样的一行"] * 2000, "乙", "尾"])
    lines = compare_lines(before, after)
    assert [(line.change, line.text) for line in lines[-3:]] == [
        (Change.TAKEN, "甲"),
        (Change.ADDED, "乙"),
        (Change.KEPT, "尾"),
    ]
    assert len(lines) == 2004
    assert {piece.change for [piece, *_] in compare_texts(before, before)} == {Change.KEPT}
    assert len(compare_texts(before, after)) == 2004
