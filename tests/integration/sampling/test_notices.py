"""Notices of 核查处置: matched by 抽样编号, confirmed by a person, never guessed."""

import io
import zipfile
from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.sampling import queries, services
from portal.sampling.models import DisposalNotice
from portal.sampling.rules.disposals import DisposalStage, StepTaken
from portal.sampling.rules.notices import EntryReason, EntryStage
from tests.factories.disposals import TODAY, failed_disposal, walk
from tests.factories.sampling import HANDLER, PASSED, published_batch

D = DisposalStage
NUMBER = "XBJ26330302{:09d}"
TEXT = (
    "示例局关于不合格食品核查处置情况的通告（2026年第3期）\n"
    "一、豇豆\n抽样编号为{number}的豇豆。依法于2026年11月12日直接送达编号NO2026的检验报告，"
    "并进行了现场检查，未发现同批次产品。经调查，不合格原因为种植户未过安全间隔期。"
    "违反《中华人民共和国农产品质量安全法》第三十六条的规定，"
    "依据《中华人民共和国农产品质量安全法》第七十一条，责令改正，没收违法所得20元。\n"
)


def notice(text: str, name: str = "通告.txt") -> DisposalNotice:
    return bring(text.encode(), name)


def bring(content: bytes, name: str) -> DisposalNotice:
    return services.receive_notice(
        content=content,
        file_name=name,
        department="market-regulation",
        announced_on=date(2026, 11, 20),
        by=HANDLER,
    )


def of(number: int) -> str:
    return TEXT.format(number=NUMBER.format(number))


def document(*paragraphs: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        text = f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", text)
    return packed.getvalue()


def steps_of(number: int = 1) -> list[StepTaken]:
    days = (12, 12, 16, 18)
    stages = (D.NOTIFIED, D.CONTROLLED, D.TRACED, D.PENALISED)
    return [
        StepTaken(stage, date(2026, 11, day), f"文书 {number}（示例）", facts={"stock": "无"})
        for stage, day in zip(stages, days, strict=True)
    ]


@time_machine.travel(TODAY)
def test_a_notice_proposes_and_a_person_confirms(inside: Flask) -> None:
    disposal = failed_disposal(1)
    brought = notice(of(1))
    (entry,) = brought.entries
    assert brought.title.startswith("示例局关于不合格食品核查处置情况的通告")
    assert (entry.stage, entry.batch) == (EntryStage.WAITING, disposal.batch)
    assert disposal.stage is D.WAITING, "nothing is recorded before somebody has checked it"
    assert services.list_offered(entry) == [D.NOTIFIED, D.CONTROLLED, D.TRACED, D.PENALISED]
    proposed = services.proposals_in(entry)
    assert proposed[0].done_on == date(2026, 11, 12)
    services.confirm_entry(entry, steps=steps_of(), by=HANDLER)
    assert entry.stage is EntryStage.CONFIRMED
    assert disposal.steps[-1].stage is D.PENALISED
    assert {step.notice_id for step in disposal.steps} == {brought.id}
    with pytest.raises(MoveRefused):
        services.confirm_entry(entry, steps=steps_of(), by=HANDLER)


@time_machine.travel(TODAY)
@pytest.mark.parametrize("name", ["通告.docx", "通告.csv"])
def test_documents_and_tables_are_read_as_well(inside: Flask, name: str) -> None:
    failed_disposal(1)
    number = NUMBER.format(1)
    content = document(*of(1).split("\n"))
    if name.endswith("csv"):
        row = f"{number},2026-11-12,责令改正，罚款500元"
        content = f"通告\n抽样编号,送达日期,处置情况\n{row}\n,,\n".encode()
    (entry,) = bring(content, name).entries
    assert entry.stage is EntryStage.WAITING
    assert entry.steps[0]["done_on"] == "2026-11-12"


@time_machine.travel(TODAY)
def test_what_belongs_to_no_disposal_is_listed_with_its_reason(inside: Flask) -> None:
    published_batch(2, **PASSED)
    walk(failed_disposal(3), D.CLOSED)
    walk(failed_disposal(4), D.PENALISED)
    failed_disposal(5).department = "agriculture"
    failed_disposal(6)
    told = "".join(of(number) for number in (2, 3, 4, 5, 6, 9, 6))
    reasons = [entry.reason for entry in notice(told).entries]
    assert reasons == [
        EntryReason.NOT_FAILED,
        EntryReason.ENDED,
        EntryReason.NOTHING_NEW,
        EntryReason.OTHER_DEPARTMENT,
        None,
        EntryReason.UNKNOWN_NUMBER,
        EntryReason.TWICE,
    ]
    flat = "食品名称：豇豆\n被抽样单位：示例生鲜店\n处置情况：责令改正"
    (entry,) = notice(flat).entries
    assert (entry.stage, entry.reason) == (EntryStage.UNMATCHED, EntryReason.NO_NUMBER)
    assert entry.batch is None, "shop and product are no number"


@time_machine.travel(TODAY)
def test_no_step_is_left_out_and_none_recorded_where_one_is_refused(inside: Flask) -> None:
    disposal = failed_disposal(1)
    (entry,) = notice(of(1)).entries
    with pytest.raises(Refused, match="已告知"):
        services.confirm_entry(entry, steps=steps_of()[1:], by=HANDLER)
    with pytest.raises(Refused, match="至少勾选一步"):
        services.confirm_entry(entry, steps=[], by=HANDLER)
    early = StepTaken(D.NOTIFIED, date(2026, 12, 1), "文书（示例）")
    with pytest.raises(Refused) as refused:
        services.confirm_entry(entry, steps=[early], by=HANDLER)
    assert refused.value.field == "notified-done_on"
    assert disposal.stage is D.WAITING


@time_machine.travel(TODAY)
def test_nothing_is_proposed_while_something_is_disputed(inside: Flask) -> None:
    disposal = walk(failed_disposal(1), D.NOTIFIED)
    services.record_step(
        disposal, stage=D.DISPUTED, done_on=date(2026, 11, 20), document="申请书", by=HANDLER
    )
    (entry,) = notice(of(1)).entries
    assert entry.reason is EntryReason.NOTHING_NEW


@time_machine.travel(TODAY)
def test_a_failed_recheck_is_followed_by_a_decision_again(inside: Flask) -> None:
    disposal = walk(failed_disposal(1), D.PENALISED)
    again = StepTaken(D.RECHECKED, date(2026, 11, 20), "复查记录", is_met=False)
    services.take_step(disposal, again, by=HANDLER)
    (entry,) = notice(of(1)).entries
    assert services.list_offered(entry) == [D.PENALISED]


@time_machine.travel(TODAY)
def test_a_part_may_be_left_unused(inside: Flask) -> None:
    failed_disposal(1)
    (entry,) = notice(of(1)).entries
    services.skip_entry(entry, by=HANDLER)
    assert entry.stage is EntryStage.SKIPPED
    with pytest.raises(MoveRefused):
        services.skip_entry(entry, by=HANDLER)


@time_machine.travel(TODAY)
@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "n.txt", "没有从文件里读到文字"),
        (b"PK\x03\x04", "n.docx", "."),
        (b"no zip", "n.docx", "打不开"),
        (document(), "n.docx", "没有从文件里读到文字"),
        ("今天天气很好。".encode(), "n.txt", "没有从通告里读到任何一批"),
        (b"a,b\n1,2\n", "n.csv", "没有从通告里读到任何一批"),
        (b"%PDF-1.7", "n.pdf", "请上传"),
        (b"x" * (20 * 1024 * 1024 + 1), "n.txt", "太大"),
        ("宽".encode() * 2_000_001, "n.txt", "太大"),
        ("".join(f"抽样编号{NUMBER.format(n)}\n" for n in range(2001)).encode(), "n.txt", "太大"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(
    inside: Flask, content: bytes, name: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        bring(content, name)


@time_machine.travel(TODAY)
def test_the_same_notice_is_brought_in_once_and_read_by_its_department(inside: Flask) -> None:
    failed_disposal(1)
    brought = notice(of(1))
    with pytest.raises(Refused, match="已经导入过"):
        notice(of(1))
    own = "market-regulation"
    assert list(queries.list_notices(own)) == [brought]
    assert list(queries.list_notices("agriculture")) == []
    assert queries.get_notice(brought.reference.lower(), department=own) is brought
    assert queries.get_notice_entry(brought.reference, 0, department=own) is brought.entries[0]
    with pytest.raises(NotAllowed):
        queries.get_notice(brought.reference, department="agriculture")
    for reference, position in (("N-0", 0), (brought.reference, 7)):
        with pytest.raises(NotFound):
            queries.get_notice_entry(reference, position, department=own)
