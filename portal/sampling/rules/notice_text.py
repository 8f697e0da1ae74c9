"""Reading a notice of 核查处置: which batches it is about, what it says was done, in its words.

Three shapes are known: running text in which each part names its 抽样编号 (上虞), lines of
label：value (温州, 包头, 黄岩), and tables with one row for a batch. Nothing is guessed: what is
not plainly there is left for a person to fill in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from portal.tables.rules.dates import parse_day

NUMBER = re.compile(
    r"抽样(?:单)?编号\s*(?:为|是|[:：])?\s*[（(【“]?\s*([A-Za-z0-9][A-Za-z0-9-]{9,40})"
)
LABEL = re.compile(r"[【\[]?([^\s：:；;，,。【】\[\]\t]{2,16})[】\]]?\s*[：:]\s*")
# "一、黑芝麻": a heading and nothing else. "（二）核查处置情况：…" still tells of the batch above.
PART_HEAD = re.compile(r"^\s*(?:第?[一二三四五六七八九十百]+|\d{1,3})[、.．][^。；;：:，]{0,40}$")
# Punctuation stays as it is written: what a notice says is shown in its own words.
WIDE: dict[int, int | str] = {
    0x3000: " ",
    **{
        code: code - 0xFEE0
        for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
        for code in range(first, last + 1)
    },
}
# What labels of the flat shapes mean; the first word found in a label counts.
LABELS: Mapping[str, str] = {
    "抽样编号": "number",
    "抽样单编号": "number",
    "被抽样单位": "seller",
    "食品生产经营单位": "seller",
    "经营者": "seller",
    "当事人": "seller",
    "样品名称": "product",
    "食品名称": "product",
    "产品名称": "product",
    "不合格项目": "item",
    "环节": "chain",
    "送达日期": "served",
    "送达时间": "served",
    "报告编号": "report",
    "文书号": "paper",
    "决定书": "paper",
    "处罚依据": "basis",
    "处理依据": "basis",
    "违反": "breached",
    "原因": "cause",
    "整改": "recheck",
    "风险控制": "control",
    "处置情况": "measures",
    "处理情况": "measures",
    "处罚情况": "measures",
    "处罚决定": "measures",
    "处理决定": "measures",
    "核查处置": "measures",
    "罚没": "money",
}
# A new part of a flat notice begins where one of these comes again.
FIRST_LABELS = frozenset({"number", "seller", "product"})


@dataclass(frozen=True)
class Part:
    """What a notice says of one batch. ``number`` is empty where it names none."""

    number: str
    text: str
    told: Mapping[str, str] = field(default_factory=dict)


def tidy(text: str) -> str:
    """Return a notice's text with its wide letters and digits folded, and no empty lines."""
    plain = text.replace("\x00", "").translate(WIDE)
    lines = (line.strip(" \r\t") for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def title_of(text: str) -> str:
    """Return the title of a notice: the first line that says 通告, 公告 or 核查处置."""
    lines = text.split("\n")[:10]
    words = ("通告", "公告", "公示", "核查处置")
    return next((line[:300] for line in lines if any(word in line for word in words)), "")


def parts_of(text: str) -> Sequence[Part]:
    """Return what a notice says of each batch, in its order."""
    flat = list(_flat_parts(text))
    by_number = list(_numbered_parts(text))
    known = {part.number for part in by_number}
    labelled = [part for part in flat if part.number or len(part.told) > 1]
    if len(labelled) >= len(by_number) and known <= {part.number for part in labelled}:
        return labelled
    return by_number


def _numbered_parts(text: str) -> Iterator[Part]:
    found = list(_first_mentions(text))
    starts = [
        _start_of(text, match.start(), _end(found, place)) for place, match in enumerate(found)
    ]
    for place, match in enumerate(found):
        last = starts[place + 1] if place + 1 < len(found) else len(text)
        yield Part(match[1].upper(), text[starts[place] : max(last, match.end())].strip())


def _first_mentions(text: str) -> Iterator[re.Match[str]]:
    # A number told again before another one is still the same batch's part.
    last = ""
    for match in NUMBER.finditer(text):
        if match[1].upper() != last:
            last = match[1].upper()
            yield match


def _end(found: Sequence[re.Match[str]], place: int) -> int:
    return found[place - 1].end() if place else 0


def _start_of(text: str, at: int, lowest: int) -> int:
    # The heading above a number ("一、黑芝麻") belongs to its part.
    line = text.rfind("\n", lowest, at) + 1 or lowest
    above = text.rfind("\n", lowest, max(line - 1, lowest)) + 1
    heading = text[above : line - 1] if above else ""
    return above if heading and PART_HEAD.match(heading) else line


def _flat_parts(text: str) -> Iterator[Part]:
    told: dict[str, str] = {}
    lines: list[str] = []
    for line in text.split("\n"):
        pairs = list(_pairs(line))
        begins = next((name for name, _value in pairs if name in FIRST_LABELS), None)
        if begins is not None and begins in told:
            yield _part(told, lines)
            told, lines = {}, []
        for name, value in pairs:
            told.setdefault(name, value)
        if pairs or told:
            lines.append(line)
    if told:
        yield _part(told, lines)


def _part(told: Mapping[str, str], lines: Sequence[str]) -> Part:
    return Part(told.get("number", "").upper(), "\n".join(lines), dict(told))


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    found = list(LABEL.finditer(line))
    for place, match in enumerate(found):
        name = name_of(match[1])
        if name:
            last = found[place + 1].start() if place + 1 < len(found) else len(line)
            yield name, line[match.end() : last].strip(" ;；，,。【[")


def name_of(label: str) -> str:
    """Return what a label of a notice means, or nothing."""
    plain = "".join(label.split())
    return next((name for word, name in LABELS.items() if word in plain), "")


def part_of_row(titles: Sequence[str], cells: Sequence[str]) -> Part:
    """Return what one row of a table says of a batch."""
    pairs = [(title, cell.strip()) for title, cell in zip(titles, cells, strict=False)]
    told: dict[str, str] = {}
    for title, cell in pairs:
        if cell and name_of(title):
            told.setdefault(name_of(title), cell)
    text = "\n".join(f"{title}：{cell}" for title, cell in pairs if cell and title)
    return Part(told.get("number", "").upper(), text, told)


def day_in(text: str) -> date | None:
    """Return the first whole day in a text; None where there is none."""
    return parse_day(text) if text else None
