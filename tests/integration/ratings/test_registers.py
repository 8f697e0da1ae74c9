"""Bringing in a register of another authority: what is kept, what is refused, what pages say."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.enterprises.identifiers import EnterpriseIdentifier
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus
from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused
from portal.ratings import queries
from portal.ratings.models import Rating
from portal.ratings.registers import importing, reading
from portal.ratings.registers.comparing import Change, Entry
from portal.ratings.registers.importing import Report
from portal.ratings.rules import Stage
from tests.factories.ratings import PROPOSER
from tests.factories.registers import establishment, write_tables, write_xml
from tests.visitor import Visitor

FIRST, SECOND, THIRD = "2020-08-05", "2020-09-17", "2020-11-12"


def bring(path: Path, **told: object) -> tuple[Report, list[Entry]]:
    heard: list[Entry] = []
    report = importing.import_register("fhrs-uk", [path], by=PROPOSER, hear=heard.append)
    return report, heard


def of_number(number: int) -> Enterprise:
    found = db.session.scalar(
        select(Enterprise)
        .join(EnterpriseIdentifier, EnterpriseIdentifier.enterprise_id == Enterprise.id)
        .where(EnterpriseIdentifier.identifier == str(number))
    )
    assert found is not None
    return found


def levels_of(number: int) -> list[tuple[str, date, date | None, Stage]]:
    history = queries.list_history(of_number(number).id)
    rows = [(one.level, one.effective_on, one.ended_on, one.stage) for one in history]
    return rows[::-1]


@pytest.mark.usefixtures("inside")
def test_a_grade_that_changed_follows_the_one_before(tmp_path: Path) -> None:
    told = establishment(1), establishment(2, RatingValue="Exempt", RatingDate="")
    report, _ = bring(write_xml(tmp_path / "1.xml", FIRST, told))
    assert (report.read, report.told, report.is_kept) == (2, 2, True)
    told = establishment(1, RatingValue="3", RatingDate="2020-09-01"), told[1]
    report, (entry,) = bring(write_xml(tmp_path / "2.xml", SECOND, told))
    assert (entry.change, entry.name, list(entry.fields)) == (
        Change.CHANGED,
        "Example Cafe 1",
        ["grades"],
    )
    assert levels_of(1) == [
        ("5", date(2020, 3, 1), date(2020, 8, 31), Stage.REPLACED),
        ("3", date(2020, 9, 1), None, Stage.IN_FORCE),
    ]
    assert levels_of(2) == [("exempt", date(2020, 8, 5), None, Stage.IN_FORCE)]


@pytest.mark.usefixtures("inside")
def test_a_new_name_keeps_the_old_one(tmp_path: Path) -> None:
    bring(write_xml(tmp_path / "1.xml", FIRST, [establishment(1)]))
    told = establishment(1, BusinessName="Another Cafe", BusinessType="Takeaway/sandwich shop")
    bring(write_xml(tmp_path / "2.xml", SECOND, [told]))
    found = of_number(1)
    assert (found.name, found.kind) == ("Another Cafe", EnterpriseKind.TAKEAWAY)
    assert [former.name for former in found.former_names] == ["Example Cafe 1"]
    assert len(levels_of(1)) == 1


@pytest.mark.usefixtures("inside")
def test_what_is_listed_no_more_is_closed_and_may_come_back(tmp_path: Path) -> None:
    both = [establishment(1), establishment(2)]
    bring(write_xml(tmp_path / "1.xml", FIRST, both))
    report, (gone,) = bring(write_xml(tmp_path / "2.xml", SECOND, both[:1]))
    assert (gone.change, gone.identifier, gone.name) == (Change.REMOVED, "2", "Example Cafe 2")
    assert of_number(2).status is EnterpriseStatus.CLOSED
    assert queries.list_in_force(of_number(2).id, on=date(2020, 9, 17)) == []
    assert len(queries.list_in_force(of_number(2).id, on=date(2020, 9, 16))) == 1
    report, (back,) = bring(write_xml(tmp_path / "3.xml", THIRD, both))
    assert (back.change, report.counts[Change.SAME]) == (Change.ADDED, 1)
    assert of_number(2).status is EnterpriseStatus.OPERATING
    (grade,) = queries.list_in_force(of_number(2).id)
    assert (grade.level, grade.effective_on) == ("5", date(2020, 11, 12))


@pytest.mark.usefixtures("inside")
def test_scores_become_levels_and_a_correction_takes_the_old_one_back(tmp_path: Path) -> None:
    shops = [(19, "Caf\xe9 Example"), (24, "No Score")]
    scores = [(19, 94, 20160513), (19, 70, 20171211), (19, 88, 20171211)]
    files = write_tables(tmp_path, shops, scores)
    report = importing.import_register("sf-inspections", files, by=PROPOSER, on=date(2018, 2, 16))
    assert (report.read, report.told) == (2, None)
    assert of_number(19).name == "Caf\xe9 Example"
    assert [row[0] for row in levels_of(19)] == ["good", "poor"]
    assert levels_of(24) == []
    files = write_tables(tmp_path, shops, [(19, 94, 20160513), (19, 88, 20171211)])
    importing.import_register("sf-inspections", files, by=PROPOSER, on=date(2018, 3, 1))
    assert [row[0] for row in levels_of(19)] == ["good", "adequate"]
    (taken,) = db.session.scalars(select(Rating).where(Rating.stage == Stage.SUSPENDED))
    assert (taken.level, taken.suspension_reason) == ("poor", "来源已更正，不再列出")


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("told", "field", "reason"),
    [
        ({"RatingValue": "6"}, "RatingValue", "没有这个值：6"),
        ({"RatingValue": ""}, "RatingValue", "没有填写"),
        ({"FHRSID": " "}, "FHRSID", "没有填写"),
        ({"BusinessName": "x" * 201}, "BusinessName", "太长"),
        ({"BusinessType": "Zoo"}, "BusinessType", "没有这个值：Zoo"),
        ({"RatingDate": "31/12/2019"}, "RatingDate", "不是日期"),
        ({"RatingDate": "2020-08-06"}, "RatingDate", "晚于导出日期"),
        ({"FHRSID": "1"}, "FHRSID", "出现两次"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_comes_in(
    tmp_path: Path, told: dict[str, str], field: str, reason: str
) -> None:
    rows = [establishment(1), establishment(2, **told)]
    path = write_xml(tmp_path / "1.xml", FIRST, rows)
    report = importing.check_register("fhrs-uk", [path])
    (fault,) = report.faults
    assert (fault.line, fault.field, report.read) == (2, field, 1)
    assert reason in fault.reason
    with pytest.raises(Refused, match="1 条读不懂"):
        bring(path)
    assert db.session.scalar(select(Enterprise.id)) is None


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("pair", [("95", "0"), ("x", "0"), ("nan", "0")])
def test_coordinates_off_the_globe_are_named(tmp_path: Path, pair: tuple[str, str]) -> None:
    path = write_xml(tmp_path / "1.xml", FIRST, [establishment(1)])
    told = "<Latitude>{}</Latitude><Longitude>{}</Longitude>".format(*pair)
    geocode = f"<Geocode>{told}</Geocode>"
    text = path.read_text().replace("</EstablishmentDetail>", f"{geocode}</EstablishmentDetail>")
    path.write_text(text)
    (fault,) = importing.check_register("fhrs-uk", [path]).faults
    assert fault.field == "Geocode/Latitude"


@pytest.mark.usefixtures("inside")
def test_an_unreadable_record_makes_nothing_look_gone(tmp_path: Path) -> None:
    bring(write_xml(tmp_path / "1.xml", FIRST, [establishment(1), establishment(2)]))
    rows = [establishment(1), establishment(2, RatingValue="?")]
    report = importing.check_register("fhrs-uk", [write_xml(tmp_path / "2.xml", SECOND, rows)])
    assert (report.counts[Change.REMOVED], report.fault_count) == (0, 1)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text[:-40], "不是完整的 XML"),
        (lambda text: text.replace("<FHRSE", BOMB + "<FHRSE", 1), "不允许的声明"),
        (lambda text: text.replace(">2</Item", ">3</Item"), "文件头写明 3 家，实际读到 2 家"),
        (lambda text: text.replace("ItemCount", "Other"), "文件不完整"),
        (lambda text: text.replace(FIRST, "yesterday"), "请用 --on 写明"),
        (lambda text: text.replace(FIRST, "2999-01-01"), "晚于今天"),
        (lambda text: text.replace("<FHRSID>1<", "<a/>" * 3000 + "<FHRSID>1<"), "> 2000"),
        (lambda _text: "", "不是完整的 XML"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, change: object, reason: str) -> None:
    path = write_xml(tmp_path / "1.xml", FIRST, [establishment(1), establishment(2)])
    path.write_text(change(path.read_text()))  # type: ignore[operator]
    with pytest.raises(Refused) as refusal:
        bring(path)
    assert reason in str(refusal.value.reason)


@pytest.mark.usefixtures("inside")
def test_an_older_extract_is_refused(tmp_path: Path) -> None:
    bring(write_xml(tmp_path / "2.xml", SECOND, [establishment(1)]))
    older = write_xml(tmp_path / "1.xml", FIRST, [establishment(1)])
    with pytest.raises(Refused, match="较旧"):
        importing.check_register("fhrs-uk", [older])
    with pytest.raises(Refused, match="导出日期是 2020-08-05"):
        importing.check_register("fhrs-uk", [older], on=date(2020, 8, 6))


@pytest.mark.usefixtures("inside")
def test_tables_are_refused_for_what_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = write_tables(tmp_path, [(1, "A")], [(1, 101, 20170101), (7, 90, 20170101)])
    faults = importing.check_register("sf-inspections", files, on=date(2018, 1, 1)).faults
    assert [fault.field for fault in faults] == ["score", "business_id"]
    files[1].write_text("business_id,score,date\n1,x,20170101\n")
    (fault,) = importing.check_register("sf-inspections", files, on=date(2018, 1, 1)).faults
    assert "不是数字" in fault.reason
    for told, reason in (("a,b\n1,2\n", "没有“business_id”"), ("\x81", "不是这些编码")):
        files[0].write_bytes(told.encode("latin-1"))
        with pytest.raises(Refused, match=reason):
            importing.check_register("sf-inspections", files, on=date(2018, 1, 1))
    with pytest.raises(Refused, match="由 2 个文件组成"):
        importing.check_register("sf-inspections", files[:1], on=date(2018, 1, 1))
    with pytest.raises(Refused, match="fhrs-uk, sf-inspections"):
        importing.check_register("other", files)
    monkeypatch.setattr(reading, "LARGEST_FILE", 1)
    with pytest.raises(Refused, match="没有读取"):
        importing.check_register("sf-inspections", files, on=date(2018, 1, 1))


def test_the_command_compares_and_writes_only_on_a_word(app: Flask, tmp_path: Path) -> None:
    path = write_xml(tmp_path / "1.xml", FIRST, [establishment(1)])
    command = ["ratings", "import-register", "fhrs-uk", str(path)]
    runner = app.test_cli_runner()
    for _time in range(2):
        told = runner.invoke(args=command).output
        assert "+ 1  Example Cafe 1" in told
        assert "read 1 (its header says 1); added 1, removed 0, changed 0, same 0" in told
        assert "nothing was written" in told
    assert "brought in" in runner.invoke(args=[*command, "--apply", "--brief"]).output
    write_xml(path, SECOND, [establishment(1, BusinessName="B"), establishment(2, FHRSID="")])
    told = runner.invoke(args=command).output
    assert "    name: Example Cafe 1 -> B" in told
    assert "! 2, FHRSID: 没有填写" in told
    answer = runner.invoke(args=[*command, "--apply"])
    assert (answer.exit_code, "读不懂" in answer.output) == (1, True)


def test_the_page_names_the_number_and_its_register(
    app: Flask, citizen: Visitor, tmp_path: Path
) -> None:
    with app.app_context(), write_intent():
        bring(write_xml(tmp_path / "1.xml", FIRST, [establishment(1), establishment(2)]))
        bring(write_xml(tmp_path / "2.xml", SECOND, [establishment(1)]))
        db.session.commit()
        keys = [of_number(number).reference for number in (1, 2)]
    page = citizen.get(f"/enterprises/{keys[0]}")
    assert "FHRS 编号 1 · 英国食品卫生评级公开数据 · 2020-09-17 的版本" in page.text
    assert "5 级，很好" in page.text
    assert "2020-09-17 起不再列出" in citizen.get(f"/enterprises/{keys[1]}").text
    badge = citizen.client.get(f"/enterprises/{keys[0]}/badge.svg").get_data(as_text=True)
    assert "5 级，很好" in badge
