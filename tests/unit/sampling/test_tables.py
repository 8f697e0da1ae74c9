"""Tables as they are laid out: heads of two rows, continued and slipped rows, analyte columns."""

from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.batches import Result
from portal.sampling.rules.headers import best_header, known_as
from portal.sampling.tables import Table, TableRow, questions_of, table_of
from portal.tables.reading.sheets import listed_sheet

TITLES = ["序号", "抽样编号", "食品名称", "被抽样单位名称", "检验结论", "抽样日期", "备注"]


def laid_out(
    *rows: list[str],
    name: str = "",
    learned: dict[str, str] | None = None,
    hidden_columns: frozenset[int] = frozenset(),
    hidden_lines: frozenset[int] = frozenset(),
) -> Table:
    numbered = [(line, list(cells)) for line, cells in enumerate(rows, start=1) if any(cells)]
    sheet = listed_sheet(name, numbered)
    sheet = replace(sheet, hidden_columns=hidden_columns, hidden_lines=hidden_lines)
    return table_of(sheet, learned or {})


def told(table: Table) -> list[TableRow]:
    return list(table.rows())


def sample(number: int, **changes: str) -> list[str]:
    row = {
        "序号": f"{number}",
        "抽样编号": f"XBJ26330302{number:09d}",
        "食品名称": "豇豆",
        "被抽样单位名称": "示例店",
        "检验结论": "合格",
        "抽样日期": "2026-10-15",
        "备注": "",
    }
    return list({**row, **changes}.values())


def test_a_head_of_two_rows_is_read_as_one() -> None:
    table = laid_out(
        ["某区抽检结果"],
        ["食品名称", "被抽样单位", "", "标称生产企业", "", "检验情况", ""],
        ["", "名称", "地址", "名称", "地址", "项目", "结论"],
        ["豇豆", "示例店", "某路", "示例厂", "某县", "镉", "合格"],
    )
    assert table.header is not None
    assert table.header.columns == {
        "product": (0,),
        "seller": (1,),
        "seller_address": (2,),
        "maker": (3,),
        "maker_address": (4,),
        "item": (5,),
        "result": (6,),
    }
    assert [row.line for row in told(table)] == [4]
    assert table.above == ((1, ["某区抽检结果"]),)


def test_rows_that_only_add_an_item_belong_to_the_sample_above() -> None:
    table = laid_out(
        ["食品名称", "被抽样单位名称", "不合格项目", "检验值", "标准值", "检验结论"],
        ["豇豆", "示例店", "镉", "0.2mg/kg", "≤0.1mg/kg", "不合格"],
        ["", "", "铅", "0.4mg/kg", "≤0.3mg/kg", ""],
        ["", "/", "", "", "", "合格"],
        ["姜", "示例店", "镉", "0.3mg/kg", "≤0.1mg/kg", "不合格"],
    )
    rows = told(table)
    assert [row.fields["product"] for row in rows] == [("豇豆",), ("豇豆",), ("",), ("姜",)]
    assert rows[1].fields["item"] == ("铅",)
    assert rows[1].fields["result"] == ("不合格",)
    assert rows[1].cells[0] == "", "what the file says stays as it is"


def test_the_header_on_the_next_page_and_remarks_below_are_no_rows() -> None:
    table = laid_out(TITLES, sample(1), TITLES, sample(2), ["注：以上为示例"], ["合计 2 批次"])
    assert [row.line for row in told(table)] == [2, 4]


def test_a_row_that_slipped_to_the_left_is_refused() -> None:
    slipped = [*sample(9)[:2], "示例店", "合格", "2026-10-15", "", ""]
    table = laid_out(TITLES, *[sample(number) for number in range(1, 15)], slipped)
    assert [row.refused for row in told(table)] == [""] * 14 + ["row_shifted"]
    fine = laid_out(TITLES, *[sample(number) for number in range(1, 15)], sample(15, 检验结论=""))
    assert not any(row.refused for row in told(fine))


def test_hidden_rows_and_columns_are_read_and_not_used() -> None:
    rows = [sample(1), sample(2)]
    table = laid_out(TITLES, *rows, hidden_columns=frozenset({3}), hidden_lines=frozenset({3}))
    assert table.header is not None
    assert table.header.hidden == {"seller": (3,)}
    assert "seller" not in table.header.columns
    assert [row.refused for row in told(table)] == ["", "row_hidden"]
    assert told(table)[0].cells[3] == "示例店"
    marked = laid_out([*TITLES[:-1], "公告日期（隐藏栏）"], *rows)
    assert marked.header is not None
    assert marked.header.hidden == {"announced_on": (6,)}


def test_columns_of_analytes_become_items() -> None:
    titles = ["食品名称", "被抽样单位名称", "铅（mg/kg）", "毒死蜱", "检验结论"]
    table = laid_out(
        titles,
        ["豇豆", "店", "0.1", "未检出", "合格"],
        ["姜", "店", "", "0.5", "不合格"],
        ["葱", "店", "0.4", "0.5", "不合格"],
    )
    passed, failed, unclear = told(table)
    assert passed.fields["item"] == ("铅；毒死蜱",)
    assert passed.fields["value"] == ("0.1mg/kg；未检出",)
    assert failed.fields["item"] == ("毒死蜱",)
    assert unclear.refused == "item_unclear"


def test_a_header_of_words_nobody_knows_is_no_row() -> None:
    rows = [["啥东西", "哪家", "啥时候"], ["豇豆", "示例店", "2026-01-02"]]
    table = laid_out(*rows)
    assert not table.is_ready
    assert [one.title for one in table.questions] == rows[0]
    assert [one.samples[0] for one in table.questions] == rows[1]
    fields = ("product", "seller", "sampled_on")
    again = laid_out(*rows, learned=dict(zip(rows[0], fields, strict=True)))
    assert again.is_ready
    assert [row.fields["product"] for row in told(again)] == [("豇豆",)]


def test_a_sheet_without_a_header_is_asked_about() -> None:
    rows = [["豇豆", "示例店", "合格"], ["姜", "示例店", "不合格"]]
    table = laid_out(*rows)
    assert not table.is_ready
    assert [one.samples[0] for one in table.questions] == ["豇豆", "示例店", "合格"]
    assert all(one.lacks_product for one in table.questions)
    answers = ("product", "seller", "result")
    learned = {known_as("", column, 3): field for column, field in enumerate(answers)}
    again = laid_out(*rows, learned=learned)
    assert again.is_ready
    assert not again.questions
    assert [row.fields["product"] for row in told(again)] == [("豇豆",), ("姜",)]
    ignored = laid_out(*rows, learned=dict.fromkeys(learned, "ignored"))
    assert not ignored.is_ready
    assert not ignored.questions


def test_what_was_learned_is_not_asked_again_whatever_the_cells_say() -> None:
    rows = [["食品名称", "被抽样单位名称", "检验结论", "天气", "到样日期"]]
    rows += [["豇豆", "店", "合格", "晴", "不详地"] for _ in range(6)]
    asked = questions_of([laid_out(*rows), laid_out(*rows)])
    assert [one.title for one in asked] == ["天气", "到样日期"]
    learned = {"天气": "ignored", "到样日期": "sampled_on"}
    table = laid_out(*rows, learned=learned)
    assert not table.questions
    assert table.header is not None
    assert table.header.columns["sampled_on"] == (4,)


def test_cells_contradict_a_title() -> None:
    rows = [["食品名称", "被抽样单位名称", "检验结论", "抽样日期"]]
    rows += [["豇豆", "店", "合格", "示例路"] for _ in range(6)]
    assert [one.title for one in laid_out(*rows).questions] == ["抽样日期"]


def test_cells_tell_units_from_enterprises_and_laboratories_from_shops() -> None:
    def columns(title: str, cell: str) -> list[str]:
        rows = [["食品名称", "规格", "商标", title], *[["姜", "散装", "甲", cell]] * 6]
        table = laid_out(*rows)
        assert table.header is not None
        return [name for name, places in table.header.columns.items() if 3 in places]

    assert columns("单位", "mg/kg") == ["unit"]
    assert columns("单位", "示例食品商行") == []
    assert columns("抽检单位", "示例检验检测研究院") == ["laboratory"]
    assert columns("抽检单位", "示例超市") == ["seller"]
    assert columns("编号", "XBJ26330302000000001") == ["number"]
    assert columns("抽样编号", "甲") == ["number"]
    assert columns("编号", "甲") == []
    assert columns("铅", "示例店") == []
    assert columns("检验结果", "合格") == ["result"]
    assert columns("检验结果", "0.5") == ["value"]


def test_a_column_that_only_counts_is_known_by_its_cells() -> None:
    rows = [["编号", "食品名称", "规格", "商标"]]
    rows += [[f"{number}", "姜", "散装", "甲"] for number in range(1, 7)]
    table = laid_out(*rows)
    assert table.header is not None
    assert "number" not in table.header.columns
    assert not table.questions


def test_the_title_states_the_verdict_of_a_list() -> None:
    table = laid_out(["不合格名单"], TITLES, sample(1))
    assert table.verdict_above is Result.FAILED
    assert laid_out(TITLES, sample(1), name="合格").verdict_above is Result.PASSED
    assert laid_out(TITLES, sample(1)).verdict_above is None


GROUPS = {
    "被抽样单位": {"名称": "seller", "地址": "seller_address"},
    "标称生产企业": {"名称": "maker", "地址": "maker_address"},
}
PLAIN = {
    "食品名称": "product",
    "规格型号": "spec",
    "商标": "trademark",
    "检验结论": "result",
    "抽样编号": "number",
    "分类": "category",
}
DECORATED = st.sampled_from(["{}", "{}*", " {} ", "★{}", "{}\n", "\u3000{}", "{}（必填）"])


@given(
    st.permutations([*PLAIN]),
    st.lists(st.sampled_from([*product(GROUPS, ("名称", "地址"))]), unique=True),
    st.integers(0, 4),
    st.data(),
)
def test_a_head_is_found_under_titles_and_decorations(
    plain: list[str], grouped: list[tuple[str, str]], above: int, data: st.DataObject
) -> None:
    grouped.sort()
    upper = [data.draw(DECORATED).format(title) for title in plain]
    lower = ["" for _ in plain]
    expected = [PLAIN[title] for title in plain]
    for place, (group, title) in enumerate(grouped):
        is_first = place == 0 or grouped[place - 1][0] != group
        upper.append(group if is_first else "")
        lower.append(title)
        expected.append(GROUPS[group][title])
    titles = [[f"示例 {number}"] for number in range(above)]
    heads = [upper, lower] if grouped else [upper]
    header = best_header([*titles, *heads, ["豇豆", "x", "y"]])
    assert header is not None
    assert header.first_row == above
    found = {place: name for name, places in header.columns.items() for place in places}
    assert [found.get(place) for place in range(len(expected))] == expected
