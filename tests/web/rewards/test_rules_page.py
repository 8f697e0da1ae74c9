"""The rules, in the open: schemes, worked examples, a calculator, and the same for programmes."""

from fractions import Fraction
from typing import Any

from flask import Flask

from portal.rewards.counting import count, read_asked
from portal.rewards.scheme_files import schemes_of
from tests.unit.rewards import oracle
from tests.visitor import Visitor

RULES = "/rewards/rules"
COMPUTATION = "/rewards/computation.json"
GOOD = {"scheme": "zhejiang-2023", "grade": "2", "base": "68,400"}
ASKED = {"scheme": "zhejiang-2023", "grade": "2", "base": "6840000"}
HTMX = {"HX-Request": "true"}


def test_the_examples_on_the_page_are_what_the_text_says(citizen: Visitor) -> None:
    """Each is counted again by an oracle written from the regulations."""
    leading = next(row for row in schemes_of("lucheng") if row.id == "zhejiang-2023")
    expected = []
    for row in leading.examples:
        matched = row.base_fen if row.matched_fen is None else row.matched_fen
        base, part = Fraction(row.base_fen, 100), Fraction(matched, 100)
        expected.append(f"¥{oracle.award(row.grade, base, part, Fraction(row.uplift)):,}")
    shown = citizen.get(RULES).all(".rwd-examples .rwd-out")
    assert shown == expected
    assert len(shown) >= 5


WORKED = (
    "不足本级最低 ¥3,000，按 ¥3,000 计",  # floor
    "按罚没款的 5% 计：¥400,000 × 5%＝¥20,000",  # percentage
    "超过每案上限 ¥1,000,000，按 ¥1,000,000 计",  # cap
    "达到会商数额，须与财政部门会商决定",  # finance consulted
    "内部举报人提高：¥30,000 × 2＝¥60,000",  # insider
    "不足本级最低 ¥5,000，按 ¥5,000 计",  # no fine
    "其中与举报内容相符的部分：¥200,000，只按这一部分计",  # partial match
    "3 人分：¥333.34、¥333.33、¥333.33，合计正好 ¥1,000",  # shares
)


def test_every_kind_of_case_is_worked_out_step_by_step(citizen: Visitor) -> None:
    steps = citizen.get(RULES).all(".rwd-examples li li, .rwd-examples .rwd-flag")
    for told in WORKED:
        assert any(step.startswith(told) for step in steps), told


def test_the_rules_show_authority_and_what_nobody_has_set(citizen: Visitor) -> None:
    page = citizen.get(RULES)
    assert "国市监稽规〔2021〕4号" in page.text
    assert "第十八条" in page.text
    assert "待局法制机构确认" in page.text
    riders = page.soup.select_one("[id^=rider-local]")
    assert riders is not None
    assert riders.get_text().count("未设定") >= 8


def test_the_rules_say_who_may_and_how_to_claim(citizen: Visitor) -> None:
    page = citizen.get(RULES)
    for told in (
        "举报人是自然人", "证据证明举报人因举报从其他市场主体得到报酬",
        "领取时凭身份代码和举报密码", "授权委托书", "只奖励最先举报的人",
        "规定没有写，是本站的做法",
        "把握高 · 读自原文", "2023-04-01 起施行",
    ):  # fmt: skip
        assert told in page.text, told


def test_the_calculator_shows_each_step(citizen: Visitor) -> None:
    page = citizen.get(RULES, query_string={**GOOD, "uplift": "100"})
    assert page.all(".rwd-sum b") == ["¥6,000"]
    second = page.all(".rwd-answer .rwd-steps li")[1]
    assert second == "按罚没款的 3% 计：¥68,400 × 3%＝¥2,052 浙江实施细则（条款未见）"
    typed = page.soup.select_one("input[name=base]")
    assert typed is not None
    assert typed["value"] == "68,400"


def test_htmx_gets_the_calculator_alone(citizen: Visitor) -> None:
    page = citizen.get(RULES, query_string=GOOD, headers=HTMX)
    assert page.soup.select_one("html") is None
    assert page.all(".rwd-sum b") == ["¥3,000"]


WRONG = [
    ({"grade": "9"}, "grade"),
    ({"grade": ""}, "grade"),
    ({"grade": "two"}, "grade"),
    ({"base": "-1"}, "base"),
    ({"base": "abc"}, "base"),
    ({"base": ""}, "base"),
    ({"base": "1.234"}, "base"),
    ({"base": "9999999999999"}, "base"),
    ({"base": "\x00"}, "base"),
    ({"uplift": "101"}, "uplift"),
    ({"uplift": "half"}, "uplift"),
    ({"scheme": "nothing"}, "scheme"),
    ({"scheme": "rider-local"}, "scheme"),
    ({"on": "2020-01-01"}, "on"),
    ({"on": "soon"}, "on"),
    ({"grade": "9" * 5000}, "grade"),
    ({"matched": "68,400.01"}, "matched"),
    ({"matched": "-1"}, "matched"),
    ({"shares": "0"}, "shares"),
    ({"shares": "101"}, "shares"),
    ({"shares": "two"}, "shares"),
]


def test_a_value_that_cannot_be_is_told_at_its_field(citizen: Visitor) -> None:
    for changed, field in WRONG:
        page = citizen.get(RULES, status=422, query_string={**GOOD, **changed})
        assert page.soup.select_one(f"#{field}-error") is not None, changed
    fragment = citizen.get(RULES, status=422, query_string={**GOOD, "grade": "9"}, headers=HTMX)
    assert fragment.soup.select_one("#grade-error") is not None
    assert fragment.soup.select_one("html") is None


def test_the_calculator_counts_a_part_and_shares_it(citizen: Visitor) -> None:
    asked = {**GOOD, "grade": "3", "base": "500000", "matched": "200,000", "shares": "3"}
    page = citizen.get(RULES, query_string=asked)
    assert page.all(".rwd-sum b") == ["¥2,000"]
    assert "3 人分：¥666.67、¥666.67、¥666.66，合计正好 ¥2,000" in page.text
    for name in ("matched", "shares"):
        typed = page.soup.select_one(f"input[name={name}]")
        assert typed is not None
        assert typed["value"] == asked[name]


def read(citizen: Visitor, address: str, **asked: Any) -> Any:
    return citizen.client.get(address, **asked).get_json()


def test_a_programme_reads_every_scheme_with_its_authority(citizen: Visitor) -> None:
    told = read(citizen, "/rewards/schemes.json")
    found = {row["id"]: row for row in told["schemes"]}
    assert set(found) == {"zhejiang-2023", "national-2021", "insiders-2024", "rider-local"}
    cap = found["zhejiang-2023"]["figures"]["cap_fen"]
    assert (cap["value"], cap["confidence"], cap["tag"]) == (100_000_000, "high", "F")
    assert found["zhejiang-2023"]["figures"]["large_from_fen"]["article"] == "第三条"
    assert found["zhejiang-2023"]["working_days"]["claim"]["value"] == 30
    riders = found["rider-local"]
    assert {figure["value"] for figure in riders["figures"].values() if figure} == {None}
    assert (riders["valid_from"], riders["grades"]) == (None, [])


def test_a_programme_gets_the_same_computation(app: Flask, citizen: Visitor) -> None:
    told = read(citizen, COMPUTATION, query_string={**ASKED, "uplift": "0.5", "shares": "1,2"})
    with app.app_context():
        answer = count(read_asked({**ASKED, "uplift": "0.5", "shares": "1,2"}))
    assert told["amount_fen"] == answer.computation.amount_fen == 450_000
    assert told["shares_fen"] == [150_000, 300_000]
    assert [step["step"] for step in told["steps"]][:2] == ["base", "percent"]


UNANSWERED = [
    ({"grade": "4"}, "grade"),
    ({"base": "0.5"}, "base"),
    ({"on": "2020-01-01"}, "on"),
    ({"scheme": ""}, "scheme"),
    ({"base": "\x00"}, "base"),
    ({"uplift": "２"}, "uplift"),
]


def test_a_programme_is_told_which_input_to_change(citizen: Visitor) -> None:
    for changed, field in UNANSWERED:
        answer = citizen.client.get(COMPUTATION, query_string={**ASKED, **changed})
        assert answer.status_code == 422, changed
        assert answer.mimetype == "application/problem+json"
        assert answer.get_json()["parameter"] == field


def test_a_worked_sum_says_on_paper_what_was_asked(citizen: Visitor) -> None:
    """The form is not printed, so the answer names the scheme, the grade and the fines itself."""
    [asked] = citizen.get(RULES, query_string=GOOD).all(".rwd-answer .rwd-put")
    assert asked == "浙江省举报奖励实施细则，奖励等级 2，罚没款（元） 68,400"
    assert citizen.get(RULES).all(".rwd-put") == []


def test_an_article_nobody_has_seen_is_told_in_english_too(citizen: Visitor) -> None:
    page = citizen.get(f"/en{RULES}")
    assert "Zhejiang Rules (Article not seen)" in page.text
    assert "条款未见" not in page.text
