"""The scheme files: whole as shipped, and each fault told by file and field."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from portal.places.profile import load_profile
from portal.places.reading import ProfileInvalid
from portal.rewards import scheme_files
from portal.rewards.rules import Kind, Scheme, Schemes
from portal.rewards.scheme_files import load_schemes, schemes_of

TODAY = date(2026, 11, 21)


UNDATED_EXAMPLE = """valid_from:
examples:
  - {title: {zh: 甲, en: a}, grade: 1, base_fen: 0, amount_fen: 0}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the rewards folder of a place made up of all that Lucheng is laid together from."""
    own = tmp_path / "place" / scheme_files.FOLDER
    for layer in load_profile("lucheng").layers:
        if (layer / scheme_files.FOLDER).is_dir():
            shutil.copytree(layer / scheme_files.FOLDER, own, dirs_exist_ok=True)
    return own


def load(folder: Path) -> Schemes:
    return load_schemes((folder.parent,))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def fault(folder: Path) -> str:
    with pytest.raises(ProfileInvalid) as told:
        load(folder)
    return str(told.value)


def get(scheme_id: str, shelf: Schemes | None = None) -> Scheme:
    return next(scheme for scheme in shelf or schemes_of("lucheng") if scheme.id == scheme_id)


def test_the_provinces_rule_is_offered_before_the_nations() -> None:
    ids = [scheme.id for scheme in schemes_of("lucheng").in_force(TODAY)]
    assert ids == ["zhejiang-2023", "national-2021", "insiders-2024"]


def test_before_the_provinces_rule_the_nations_holds() -> None:
    assert [row.id for row in schemes_of("lucheng").in_force(date(2023, 3, 31))] == ["national-2021"]
    assert schemes_of("lucheng").in_force(date(2021, 11, 30)) == ()


def test_the_riders_scheme_invents_nothing() -> None:
    riders = get("rider-local")
    assert riders.kind is Kind.FIXED
    assert riders.grades is None
    figures = [riders.cap_fen, riders.day_cap_fen, riders.month_cap_fen, riders.pool_fen]
    assert [figure and figure.value for figure in figures] == [None] * 4
    assert not riders.is_in_force(TODAY)


def test_what_a_scheme_leaves_out_comes_from_the_one_it_follows() -> None:
    insiders, national = get("insiders-2024"), get("national-2021")
    assert insiders.grades is not None
    assert national.grades is not None
    taken = [(grade.percent.value, grade.floor_fen.value) for grade in insiders.grades]
    assert taken == [(grade.percent.value, grade.floor_fen.value) for grade in national.grades]
    assert insiders.windows is not None
    assert national.windows is not None
    assert insiders.windows.claim.value == national.windows.claim.value
    assert len(insiders.all_questions) == len(national.all_questions) + 3
    assert schemes_of("lucheng").family_of(insiders) == schemes_of("lucheng").family_of(get("zhejiang-2023"))
    assert schemes_of("lucheng").family_of(get("rider-local")) == "rider-local"


def test_what_is_taken_keeps_the_instrument_that_says_it() -> None:
    zhejiang, national = get("zhejiang-2023"), get("national-2021")
    assert zhejiang.windows is not None
    assert zhejiang.windows.claim.instrument == national.instrument
    assert zhejiang.cap_fen is not None
    assert zhejiang.cap_fen.instrument == zhejiang.instrument
    insiders = get("insiders-2024")
    assert insiders.grades is not None
    assert insiders.grades[0].percent.instrument == national.instrument
    by_code = {question.code: question.instrument for question in insiders.all_questions}
    assert by_code["offender"] == national.instrument
    assert by_code["insider"] == insiders.instrument


def test_numbers_from_memory_await_confirmation() -> None:
    windows = get("zhejiang-2023").windows
    assert windows is not None
    assert windows.claim.awaits_confirmation
    cap = get("zhejiang-2023").cap_fen
    assert cap is not None
    assert not cap.awaits_confirmation


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("national-2021", "id: national-2021", "idd: national-2021", "idd"),
        ("national-2021", "cap_fen: {value: 100000000", "cap_fen: {vlaue: 1", "cap_fen.vlaue"),
        ("national-2021", "floor_fen: {value: 500000", "floor_fen: {value: 200000000",
         "grades[0].floor_fen.value: is above cap_fen"),
        ("national-2021", "consult_from_fen: {value: 50000000",
         "consult_from_fen: {value: 500000000", "consult_from_fen.value: is above cap_fen"),
        ("national-2021", "number: 2", "number: 1", "grades[1].number: grade 1 stands twice"),
        ("national-2021", "number: 3", "number: 4", "grades[2].number: leaves a gap"),
        ("national-2021", "percent: {value: 3", "percent: {value: 6",
         "grades[1].percent.value: is above grade 1's"),
        ("national-2021", "percent: {value: 5", "percent: {value: 101", "between 0 and 100"),
        ("national-2021", "percent: {value: 5", "percent: {value: five", "grades[0].percent.value"),
        ("national-2021", "floor_fen: {value: 300000", "floor_fen: {value: 300000.5",
         "is not a whole number"),
        ("national-2021", "floor_fen: {value: 300000", "floor_fen: {value: 300001",
         "is not a multiple of rounding_fen"),
        ("national-2021", "claim: {value: 30", "claim: {value: -30", "windows.claim.value"),
        ("national-2021", "rounding_fen:\n  value: 100", "rounding_fen:\n  value: 0", "is zero"),
        ("national-2021", "uplift_most:\n  value: 1", "uplift_most:\n  value: -1", "below zero"),
        ("national-2021", "code: supervision-staff", "code: offender", "twice"),
        ("national-2021", "valid_from: 2021-12-01", "valid_from: 2021-12-01\nvalid_to: 2020-01-01",
         "valid_to: lies before"),
        ("national-2021", "valid_from: 2021-12-01", "valid_from: soon", "valid_from"),
        ("national-2021", "level: national", "level: village", "level"),
        ("national-2021", "tag: F}", "tag: G}", "tag"),
        ("insiders-2024", "follows: national-2021", "follows: nobody", "there is no scheme"),
        ("national-2021", "level: national", "level: national\nfollows: zhejiang-2023",
         "follow each other in a circle"),
        ("zhejiang-2023", "amount_fen: 300000", "amount_fen: 300100",
         "examples[0].amount_fen: computes to 300000"),
        ("zhejiang-2023", "  grade: 2\n    base_fen: 6840000", "  grade: 9\n    base_fen: 6840000",
         "examples[0]: grade: grade_unknown"),
        ("rider-local", "kind: fixed", "kind: share", "a scheme of shares needs grades"),
        ("rider-local", "valid_from:\n", UNDATED_EXAMPLE, "in force on no day"),
    ],
)  # fmt: skip
def test_a_faulty_scheme_is_told_by_file_and_field(
    folder: Path, name: str, old: str, new: str, told: str
) -> None:
    change(folder, name, old, new)
    message = fault(folder)
    assert re.search(r"\w+\.yaml:\d+: ", message)
    assert told in message


def second_version(folder: Path, first_ends: str, second_begins: str) -> None:
    older = folder / "zhejiang-2023.yaml"
    text = older.read_text(encoding="utf-8")
    begins = "valid_from: 2023-04-01"
    newer = text.replace('version: "2023-04-01"', 'version: "next"').replace(
        begins, f"valid_from: {second_begins}"
    )
    (folder / "zhejiang-next.yaml").write_text(newer, encoding="utf-8")
    older.write_text(text.replace(begins, f"{begins}\nvalid_to: {first_ends}"), encoding="utf-8")


def test_versions_may_not_overlap(folder: Path) -> None:
    second_version(folder, "2026-12-31", "2026-12-31")
    assert "zhejiang-next.yaml" in fault(folder)
    assert "overlaps" in fault(folder)


def test_versions_may_not_leave_a_gap(folder: Path) -> None:
    second_version(folder, "2026-12-30", "2027-01-01")
    assert "leaves a gap" in fault(folder)


def test_a_next_version_takes_over_on_its_day(folder: Path) -> None:
    second_version(folder, "2026-12-31", "2027-01-01")
    shelf = load(folder)
    for day, version in ((date(2026, 12, 31), "2023-04-01"), (date(2027, 1, 1), "next")):
        held = shelf.find_in_force("zhejiang-2023", day)
        assert held is not None
        assert held.version == version
    assert shelf.find_version("zhejiang-2023", "next") is not None


def test_a_fixed_scheme_is_checked_too(folder: Path) -> None:
    grades = (
        "grades:\n  - {number: 1, name: {zh: 甲, en: a}, when: {zh: 甲, en: a},"
        " fixed_fen: {value: 100}}\n"
    )
    change(folder, "rider-local", "cap_fen: {value: }", grades + "cap_fen: {value: 50}")
    assert "grades[0].fixed_fen.value: is above cap_fen" in fault(folder)


def test_an_edited_scheme_has_another_digest(folder: Path) -> None:
    before = get("national-2021", load(folder)).digest
    change(folder, "national-2021", "percent: {value: 5", "percent: {value: 4")
    assert get("national-2021", load(folder)).digest != before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rewards.level_1.percent", lambda s: s.grades[0].percent.value),
        ("rewards.level_2.floor_fen", lambda s: s.grades[1].floor_fen.value),
        ("rewards.level_3.percent", lambda s: s.grades[2].percent.value),
        ("rewards.cap_fen", lambda s: s.cap_fen.value),
        ("rewards.consult_fen", lambda s: s.consult_from_fen.value),
        ("rewards.major_fine_fen", lambda s: s.large_from_fen.value),
        ("rewards.insider_uplift_percent", lambda s: s.uplift_most.value * 100),
        ("rewards.tell_days", lambda s: s.windows.notice.value),
        ("rewards.claim_days", lambda s: s.windows.claim.value),
        ("rewards.claim_extension_days", lambda s: s.windows.extension.value),
        ("rewards.objection_days", lambda s: s.windows.objection.value),
    ],
)
def test_the_page_of_parameters_and_the_rules_of_rewards_agree(key: str, value: object) -> None:
    parameters = load_profile("lucheng").parameters
    assert callable(value)
    assert parameters.number(key, TODAY) == value(get("zhejiang-2023"))
