"""Each fault in a profile is told by file, line and field."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal.places import loading
from portal.places.profile import PROFILES, available_places, load_profile
from portal.places.reading import ProfileFile, ProfileInvalid, read_yaml

pytestmark = pytest.mark.slow
FAULTS = [
    ("lucheng/place.yaml", "division_code:", "division_kode:", "place.division_kode"),
    ("lucheng/place.yaml", "code: lucheng", "code: wenzhou", "place.code"),
    ("lucheng/place.yaml", "[zhejiang]", "[zhejiang, mars]", "inherits[1]"),
    ("lucheng/place.yaml", 'zh: "一碗明白"', 'zh: ""', "place.site_name.zh"),
    ("lucheng/place.yaml", "issued_on: 2023-09-28", "issued_on: soon", "issued_on"),
    ("lucheng/regions.csv", "330302006,", "33030200,", "regions[1].code"),
    ("lucheng/regions.csv", "330302024,", "330302023,", "regions[3].code"),
    ("lucheng/regions.csv", "Subdistrict,330302,street", "Subdistrict,330399,street", "[1].parent"),
    ("lucheng/regions.csv", "330302,鹿城区,Lucheng District,,", "330302,a,b,330300,", "[0].parent"),
    ("lucheng/regions.csv", "330302105,山福镇", "330302105,", "regions[14].name_zh"),
    ("lucheng/regions.csv", "330302,town", "330302,village", "regions[13].kind"),
    ("lucheng/regions.csv", "330302,鹿城区,Lucheng District,,district", "", "regions"),
    ("lucheng/departments.yaml", "code: police", "code: agriculture", "departments[7].code"),
    ("lucheng/departments.yaml", "code: police", "code: Police Force", "departments[7].code"),
    ("lucheng/departments.yaml", '["区发展改革局"', '["区商务局"', "departments[17].aliases"),
    ("lucheng/departments.yaml", 'zh: "区法院"', 'zh: "区公安分局"', "departments[8].name"),
    ("lucheng/departments.yaml", "intake: true", "intake: false", "departments"),
    ("lucheng/departments.yaml", "intake: false", "intake: true", "departments[1].intake"),
    ("lucheng/departments.yaml", "handles: [environment]", "handles: [air]", "[3].handles"),
    ("lucheng/departments.yaml", 'tion: "330302"', 'tion: "330900"', "[0].jurisdiction"),
    ("lucheng/departments.yaml", "kind: group", "kind: crowd", "departments[22].kind"),
    ("lucheng/population.yaml", "residents: 1167000", "residents: -4", "population[0].residents"),
    ("lucheng/population.yaml", "year: 2023", "year: 2020", "population[1].year"),
    ("lucheng/population.yaml", "CENSUS-2020", "CENSUS-1820", "population[0].source"),
    ("national/calendar.yaml", "year: 2027", "year: 2026", "years[7].year"),
    ("national/calendar.yaml", "year: 2020", "year: 2019", "years[0].holidays[0].first"),
    ("national/calendar.yaml", "last: 2026-01-03", "last: 2025-12-03", "years[6].holidays[0].last"),
    ("national/calendar.yaml", "working: [2026-01-04]", "working: [2026-01-05]", "working[0]"),
    ("national/calendar.yaml", "first: 2026-10-01", "first: 2016-10-01", ".holidays[6]"),
    ("national/calendar.yaml", "status: provisional", "status: guessed", "years[7].status"),
    ("national/vocabulary.yaml", "code: samr-order-121", "code: samr-order-20", "instruments[1]"),
    ("lucheng/commitments.yaml", "doc: lc", "doc: zs", "commitments[0].doc"),
    ("lucheng/commitments.yaml", "- zs-public-satisfaction", "- lc-bliss", "related[0]"),
    ("lucheng/commitments.yaml", "target: 60", "target: sixty", ".target"),
    ("lucheng/systems.yaml", "  - lc-cosmetic-sampling", "  - lc-nothing", "commitments[2]"),
    ("lucheng/systems.yaml", "  tier: core", "  rank: core", "systems[0].rank"),
]

PARAMETER = """
  - key: complaints.spare_days
    group: complaints
    name: {{zh: "备用", en: "Spare"}}
    unit: {unit}
    value: {value}
    source: {source}
    confidence: {confidence}
    valid_from: {valid_from}
    valid_to: {valid_to}
"""
GOOD = {
    "unit": "working_days",
    "value": "7",
    "source": "SEED2",
    "confidence": "high",
    "valid_from": "2023-01-01",
    "valid_to": "2023-12-31",
}
BAD_PARAMETERS = [
    ({"value": "soon"}, "value", "'soon' is not a whole number of zero or more"),
    ({"value": "-7"}, "value", "-7 is not a whole number"),
    ({"value": "7.5"}, "value", "7.5 is not a whole number"),
    ({"value": "true"}, "value", "True is not a whole number"),
    ({"unit": "moons"}, "unit", "Input should be"),
    ({"unit": "percent", "value": "much"}, "value", "'much' is not a number"),
    ({"unit": "ratio", "value": "false"}, "value", "False is not a number"),
    ({"unit": "flag", "value": "1"}, "value", "1 is not true or false"),
    ({"unit": "code", "value": "5"}, "value", "5 is not a word"),
    ({"unit": "date", "value": "tomorrow"}, "value", "'tomorrow' is not a date"),
    ({"unit": "text", "value": "{zh: 字}"}, "value", "a text has exactly zh and en"),
    ({"unit": "pattern", "value": '"["'}, "value", "is not a pattern"),
    ({"unit": "list", "value": "[]"}, "value", "a list has at least one line"),
    (
        {"unit": "list", "value": "[{code: a, zh: 甲, en: A}, {code: a, zh: 乙, en: B}]"},
        "value",
        "the code 'a' stands twice",
    ),
    ({"source": "null"}, "source", "a value needs one"),
    ({"confidence": "null"}, "confidence", "a value needs one"),
    ({"source": "HEARSAY"}, "source", "'HEARSAY' is in no vocabulary"),
    ({"valid_to": "2022-12-31"}, "valid_to", "ends before it begins (2023-01-01)"),
]


READ: dict[bytes, ProfileFile] = {}


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read anew only the file that a test has broken: all others stand as they are shipped."""

    def read(path: Path) -> ProfileFile:
        content = path.read_bytes() if path.is_file() else b""
        if not content or content not in READ:
            READ[content] = read_yaml(path)
        return replace(READ[content], path=path)

    monkeypatch.setattr(loading, "read_yaml", read)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the shipped profiles that may be broken."""
    return shutil.copytree(PROFILES, tmp_path / "profiles")


def refusal(root: Path) -> ProfileInvalid:
    with pytest.raises(ProfileInvalid) as caught:
        load_profile("lucheng", root)
    return caught.value


def add_parameter(root: Path, **changes: str) -> tuple[Path, int]:
    path = root / "lucheng" / "parameters.yaml"
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(text + PARAMETER.format(**{**GOOD, **changes}), "utf-8")
    return path, text.count("\n") + 2


@pytest.mark.parametrize(("name", "right", "wrong", "field"), FAULTS)
def test_a_fault_is_told_by_file_line_and_field(
    root: Path, name: str, right: str, wrong: str, field: str
) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    fault = refusal(root)
    assert field in fault.field
    assert fault.line >= 1
    assert str(fault) == f"{path.as_posix()}:{fault.line}: {fault.field}: {fault.reason}"


@pytest.mark.parametrize(("changes", "field", "reason"), BAD_PARAMETERS)
def test_a_parameter_that_does_not_fit_is_refused_where_it_stands(
    root: Path, changes: dict[str, str], field: str, reason: str
) -> None:
    path, first = add_parameter(root, **changes)
    fault = refusal(root)
    assert fault.file == path
    assert re.fullmatch(rf"parameters\[\d+\]\.{field}", fault.field)
    assert reason in fault.reason
    lines = path.read_text("utf-8").splitlines()
    assert fault.line >= first
    assert lines[fault.line - 1].strip().removeprefix("- ").startswith(f"{field}:")


def test_a_line_of_a_list_is_told_by_its_place(root: Path) -> None:
    lines = "[{code: a, zh: 甲, en: A}, {code: b, zh: 乙}]"
    path, _ = add_parameter(root, unit="list", value=lines)
    fault = refusal(root)
    assert (fault.file, fault.reason) == (path, "Field required")
    assert fault.field.endswith("].value[1].en")


def test_a_misspelt_field_is_told_by_its_own_line(root: Path) -> None:
    path = root / "lucheng" / "population.yaml"
    text = path.read_text("utf-8").replace("residents: 1167000", "inhabitants: 1167000")
    path.write_text(text, "utf-8")
    line = next(n for n, told in enumerate(text.splitlines(), 1) if "inhabitants" in told)
    fault = refusal(root)
    assert (fault.line, fault.field) == (line, "population[0].inhabitants")
    assert fault.reason == "is no field here (and 1 more)"


def test_a_parameter_that_fits_is_accepted(root: Path) -> None:
    add_parameter(root)
    assert len(load_profile("lucheng", root).parameters.history("complaints.spare_days")) == 1


def test_a_value_of_every_kind_is_accepted(root: Path) -> None:
    add_parameter(root, unit="date", value="2026-04-15", valid_to="2023-06-30")
    add_parameter(root, unit="date", value="2026-04-16", valid_from="2023-07-01")
    parameters = load_profile("lucheng", root).parameters
    assert parameters.value("complaints.spare_days", date(2023, 7, 1)) == date(2026, 4, 16)


def test_a_new_place_needs_nothing_but_its_own_folder(root: Path) -> None:
    folder = root / "yongjia"
    shutil.copytree(root / "lucheng", folder)
    (folder / "vocabulary.yaml").unlink()
    (folder / "parameters.yaml").write_text("parameters: []\n", "utf-8")
    place = (folder / "place.yaml").read_text("utf-8")
    (folder / "place.yaml").write_text(place.replace("code: lucheng", "code: yongjia"), "utf-8")
    profile = load_profile("yongjia", root)
    assert profile.parameters.value("science.columns", date(2026, 1, 1)) is None
    assert available_places(root) == ("lucheng", "yongjia", "zhoushan")


def test_two_periods_of_a_key_may_follow_each_other(root: Path) -> None:
    add_parameter(root)
    add_parameter(root, valid_from="2024-01-01", valid_to="null", value="9")
    assert len(load_profile("lucheng", root).parameters.history("complaints.spare_days")) == 2


def test_two_periods_of_a_key_may_not_overlap(root: Path) -> None:
    _, first = add_parameter(root)
    add_parameter(root, valid_from="2023-12-31", valid_to="null")
    fault = refusal(root)
    assert fault.field.endswith(".valid_from")
    assert fault.line > first
    assert "holds on the same days as parameters[" in fault.reason


def test_a_key_keeps_its_kind_of_value(root: Path) -> None:
    add_parameter(root)
    add_parameter(root, valid_from="2024-01-01", valid_to="null", unit="flag", value="true")
    fault = refusal(root)
    assert fault.field.endswith(".unit")


def test_a_value_with_several_faults_says_how_many_more(root: Path) -> None:
    add_parameter(root, value="soon", valid_to="never")
    assert "(and 1 more)" in refusal(root).reason


def test_a_line_number_is_that_of_the_field(root: Path) -> None:
    path = root / "lucheng" / "place.yaml"
    lines = path.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "timezone" in text)
    path.write_text("\n".join(lines).replace("timezone: Asia/Shanghai", "timezone: 8"), "utf-8")
    fault = refusal(root)
    assert (fault.line, fault.field) == (line, "place.timezone")


def test_a_row_of_a_table_is_told_by_its_line(root: Path) -> None:
    path = root / "lucheng" / "regions.csv"
    path.write_text(path.read_text("utf-8").replace("330302032,广化街道", "330302032,"), "utf-8")
    fault = refusal(root)
    assert (fault.line, fault.field) == (13, "regions[11].name_zh")


def test_a_missing_file_is_named(root: Path) -> None:
    (root / "lucheng" / "population.yaml").unlink()
    fault = refusal(root)
    assert str(fault).endswith("population.yaml:1: (file): is missing")


def test_an_empty_file_is_refused(root: Path) -> None:
    (root / "national" / "calendar.yaml").write_text("", "utf-8")
    assert refusal(root).line == 1


def test_a_calendar_without_years_is_refused(root: Path) -> None:
    (root / "national" / "calendar.yaml").write_text("years: []\n", "utf-8")
    assert "no year is given" in refusal(root).reason


def test_a_place_without_regions_is_refused(root: Path) -> None:
    (root / "lucheng" / "regions.csv").write_text("code,name_zh,name_en,parent,kind\n", "utf-8")
    assert "330302 is missing" in refusal(root).reason


@pytest.mark.parametrize(
    ("text", "line"),
    [("years:\n  - year: [2026\n", 3), ("years:\n\t- year: 2026\n", 2), ("a: 1\n--- \nb: 2\n", 2)],
)
def test_what_is_not_yaml_is_refused_where_it_breaks(root: Path, text: str, line: int) -> None:
    (root / "national" / "calendar.yaml").write_text(text, "utf-8")
    fault = refusal(root)
    assert (fault.line, fault.field) == (line, "(file)")


def test_a_date_that_does_not_exist_is_refused(root: Path) -> None:
    (root / "national" / "calendar.yaml").write_text("years: 2026-13-45\n", "utf-8")
    assert "is not YAML" in refusal(root).reason


def test_bytes_that_are_not_text_are_refused(root: Path) -> None:
    (root / "lucheng" / "place.yaml").write_bytes("place: 鹿城".encode("gbk"))
    assert refusal(root).reason == "is not UTF-8 text"


def test_a_key_given_twice_is_refused(root: Path) -> None:
    path = root / "lucheng" / "place.yaml"
    path.write_text(path.read_text("utf-8") + "place: null\n", "utf-8")
    fault = refusal(root)
    assert (fault.field, fault.reason) == ("place", "stands twice in the same place")


def test_a_fault_inside_the_repository_is_told_from_its_root() -> None:
    file = read_yaml(PROFILES / "lucheng" / "population.yaml")
    told = str(file.fault(("population", 1, "year"), "is odd"))
    where = r"portal/places/profiles/lucheng/population\.yaml:\d+: population\[1\]\.year"
    assert re.fullmatch(where + ": is odd", told)
