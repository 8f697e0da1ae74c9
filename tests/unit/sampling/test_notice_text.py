"""Notices of 核查处置 in the shapes that bureaus write; every one here is made up."""

from datetime import date
from typing import Any

import pytest

from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.rules.notice_facts import Proposal, money_in_fen, proposals_of
from portal.sampling.rules.notice_text import (
    Part,
    name_of,
    part_of_row,
    parts_of,
    tidy,
    title_of,
)

D = DisposalStage
RUNNING = """示例市市场监督管理局关于不合格食品核查处置情况的通告（2026年第3期）
现将有关情况通告如下：
一、黑芝麻
抽样编号为GC22330000300532081的黑芝麻，被抽样单位为示例副食店。
（一）抽检基本情况：酸价项目不符合食品安全国家标准。
（二）流通环节核查处置情况：依法于2022年11月22日向示例副食店直接送达编号NO202247977的检验报告，并进行了现场检查，未发现同批次产品。经调查，不合格原因为储存不当。当事人的行为违反《中华人民共和国食品安全法》第三十四条第一款第(二)项的规定，依据《中华人民共和国食品安全法》第一百二十四条第一款、第一百三十六条的规定，决定免予处罚，没收违法所得20元。
二、豇豆
抽样编号：ＸＢＪ26330302000000001的豇豆。2026年3月1日邮寄送达检验报告（编号：NO1234567）。现场尚有库存3.5公斤，已责令下架封存。2026年4月2日作出示例市监罚〔2026〕12号行政处罚决定，罚款1.5万元，没收违法所得1,234.50元。2026年4月20日复查，已整改完毕。
"""
LABELLED = """食品生产经营单位名称：示例超市 食品名称：豇豆 抽样编号：XBJ26330302000000002
不合格项目：灭蝇胺
处置情况：依据《食品安全法》第一百三十六条，责令改正，当场警告
食品生产经营单位名称：示例店
食品名称：韭菜
不合格项目：腐霉利
处置情况：免予处罚
"""
SEMICOLONS = (
    "被抽样单位：示例超市；抽样地址：示例路；样品名称：茄子；检验不合格项目：镉；处置情况：责令改正"
)
BRACKETS = """【食品名称】豇豆
【抽样编号】：XBJ26330302000000003
【处理情况】：罚款500元"""


def of(text: str) -> list[tuple[Part, dict[DisposalStage, Proposal]]]:
    parts = parts_of(tidy(text))
    return [(part, {one.stage: one for one in proposals_of(part)}) for part in parts]


def test_running_text_is_cut_at_each_number_with_its_heading() -> None:
    (sesame, _steps), (beans, _more) = of(RUNNING)
    assert sesame.number == "GC22330000300532081"
    assert sesame.text.startswith("一、黑芝麻")
    assert "豇豆" not in sesame.text
    assert beans.number == "XBJ26330302000000001", "wide letters are folded"
    assert beans.text.startswith("二、豇豆")
    assert "核查处置情况的通告" in title_of(tidy(RUNNING))


def test_every_field_of_a_running_notice_is_read() -> None:
    _part, steps = of(RUNNING)[0]
    assert list(steps) == [D.NOTIFIED, D.CONTROLLED, D.TRACED, D.PENALISED]
    served = steps[D.NOTIFIED]
    assert served.done_on == date(2022, 11, 22)
    assert served.facts == {"chain": "流通", "served_how": "直接", "report_number": "NO202247977"}
    assert served.document == "检验报告 NO202247977"
    assert steps[D.CONTROLLED].facts == {"stock": "未发现同批次产品"}
    assert steps[D.CONTROLLED].done_on == date(2022, 11, 22), "the same sentence says so"
    assert "储存不当" in steps[D.TRACED].facts["cause"]
    decided = steps[D.PENALISED]
    assert decided.facts == {
        "breached": "《中华人民共和国食品安全法》第三十四条第一款第(二)项",
        "basis": "《中华人民共和国食品安全法》第一百二十四条第一款、第一百三十六条",
        "decision": "免予处罚，没收违法所得20元",
        "confiscated_fen": 2000,
    }


def test_a_day_that_is_not_written_is_left_open() -> None:
    first, second = (steps for _part, steps in of(RUNNING))
    assert first[D.PENALISED].done_on is None
    assert first[D.TRACED].done_on is None
    assert second[D.CONTROLLED].done_on is None


def test_amounts_papers_and_days_of_decisions_are_read() -> None:
    _part, steps = of(RUNNING)[1]
    decided = steps[D.PENALISED]
    assert decided.done_on == date(2026, 4, 2)
    assert "示例市监罚〔2026〕12号" in decided.document
    assert decided.facts["fined_fen"] == 1_500_000
    assert decided.facts["confiscated_fen"] == 123_450
    assert steps[D.CONTROLLED].facts["stock"] == "尚有库存3.5公斤"
    assert steps[D.RECHECKED].done_on == date(2026, 4, 20)


def test_no_sentence_of_one_batch_is_read_as_anothers() -> None:
    text = "抽样编号为XBJ26330302000000001的豇豆。\n（二）核查处置情况：责令改正，罚款500元。\n"
    (first, steps), (second, more) = of(f"{text}抽样编号为XBJ26330302000000002的韭菜。警告。")
    assert "罚款500元" in first.text
    assert steps[D.PENALISED].facts["fined_fen"] == 50_000
    assert "罚款" not in second.text
    assert more[D.PENALISED].facts == {"decision": "警告"}


def test_a_number_told_twice_is_one_part() -> None:
    text = "抽样编号为XBJ26330302000000001的豇豆。该抽样编号XBJ26330302000000001的产品已售完。"
    assert [part.number for part, _steps in of(text)] == ["XBJ26330302000000001"]


def test_lines_of_label_and_value_make_a_part_each() -> None:
    (first, steps), (second, more) = of(LABELLED)
    assert first.number == "XBJ26330302000000002"
    assert first.told["product"] == "豇豆"
    assert steps[D.PENALISED].facts["decision"] == "责令改正，当场警告"
    assert steps[D.PENALISED].facts["basis"] == "《食品安全法》第一百三十六条"
    assert second.number == "", "no number is guessed from shop and product"
    assert more[D.PENALISED].facts["decision"] == "免予处罚"


def test_labels_between_semicolons_and_in_brackets_are_read() -> None:
    ((part, steps),) = of(SEMICOLONS)
    assert (part.told["seller"], part.told["product"]) == ("示例超市", "茄子")
    assert steps[D.PENALISED].facts["decision"] == "责令改正"
    ((part, steps),) = of(BRACKETS)
    assert part.number == "XBJ26330302000000003"
    assert steps[D.PENALISED].facts["fined_fen"] == 50_000


def test_a_row_of_a_table_is_a_part() -> None:
    titles = ["序号", "抽样编号", "送达日期", "处置情况", "备注"]
    part = part_of_row(titles, ["1", "xbj26330302000000004", "2026-03-01", "罚款500元", ""])
    assert part.number == "XBJ26330302000000004"
    steps = {one.stage: one for one in proposals_of(part)}
    assert steps[D.NOTIFIED].done_on == date(2026, 3, 1)
    assert steps[D.PENALISED].facts["fined_fen"] == 50_000
    assert "备注" not in part.text


@pytest.mark.parametrize(
    ("figure", "ten_thousand", "fen"),
    [
        ("20", None, 2000),
        ("1,234.50", None, 123_450),
        ("1，000", None, 100_000),
        ("0.5", "万", 500_000),
        ("1.2345", "万", 1_234_500),
        ("1.0000001", "万", None),
        (",", None, None),
        ("", None, None),
    ],
)
def test_money_is_exact_or_none(figure: str, ten_thousand: str | None, fen: int | None) -> None:
    assert money_in_fen(figure, ten_thousand) == fen


@pytest.mark.parametrize("text", ["", "\n\n", "没有任何标签的一段话。", "：：：", "抽样编号："])
def test_what_names_no_batch_has_no_part(text: str) -> None:
    assert [part for part in parts_of(tidy(text)) if part.number] == []


def test_labels_that_mean_nothing_here_are_passed_over() -> None:
    facts: dict[str, Any] = {"温馨提示": "", "处置情况说明": "measures", "食品名称": "product"}
    assert {label: name_of(label) for label in facts} == facts
