"""What cannot be true of a scheme is refused when it is read, by file, line and field."""

import re
from pathlib import Path

import pytest

from tests.unit.rewards.folder import change, fault, load, put

UNDATED_EXAMPLE = """valid_from:
examples:
  - {title: {zh: 甲, en: a}, grade: 1, base_fen: 0, amount_fen: 0}
"""


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
        ("national-2021", "uplift_most:\n  value: 1", "uplift_most:\n  value: -0.1",
         "uplift_most.value: is not between 0 and 1"),
        ("national-2021", "uplift_most:\n  value: 1", "uplift_most:\n  value: 1.01",
         "uplift_most.value: is not between 0 and 1"),
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
        ("zhejiang-2023", "shares: [1, 1, 1]", "shares: [1, 1, 2]",
         "shares_fen: computes to [25000, 25000, 50000]"),
        ("zhejiang-2023", "matched_fen: 20000000", "matched_fen: 50000001", "matched_outside"),
        ("zhejiang-2023", "percent: {value: 5, confidence: high", "percent: {value: 5",
         "grades[0].percent: has a value and no confidence"),
        ("national-2021", "confidence: low\n  proposed: true",
         "confidence: low\n  proposed: true\n  article: 第一条",
         "is proposed by this site and cites an article"),
        ("national-2021", 'verdicts: ["true", partly_true]', 'verdicts: ["true", maybe]',
         "verdicts[1]: there is no verdict 'maybe'"),
        ("national-2021", "percent: {value: 5, confidence: high, tag: F}", "percent: {value: }",
         "grades[0].percent: is not set"),
        ("national-2021", "percent: {value: 5",
         "fixed_fen: {value: 5, confidence: low}\n    percent: {value: 5",
         "grades[0].fixed_fen: has no meaning in a scheme of kind share"),
        ("zhejiang-2023", "cap_fen: {value: 100000000, confidence: high, tag: F}",
         "cap_fen: {value: }",
         "cap_fen: is not set, and a share cannot be counted without"),
        ("national-2021", "cap_fen: {value: 100000000", "cap_fen: {value: 1.0e+30",
         "is not a whole number"),
        ("national-2021", "id: national-2021", "id: national-2021\ndigest: abc",
         "digest: is no field here"),
        ("national-2021", "id: national-2021", "id: zhejiang-2023\nversion: x", "stands twice"),
        ("rider-local", "kind: fixed", "kind: share", "a scheme of shares needs grades"),
        ("rider-local", "day_cap_fen: {value: }\nmonth_cap_fen: {value: }",
         "day_cap_fen: {value: 501, confidence: low}\nmonth_cap_fen: {value: 500, confidence: low}",
         "day_cap_fen.value: is above month_cap_fen"),
        ("rider-local", "pool_fen: {value: }\nmonth_pool_fen: {value: }",
         "pool_fen: {value: 501, confidence: low}\nmonth_pool_fen: {value: 500, confidence: low}",
         "pool_fen.value: is above month_pool_fen"),
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


def test_a_fixed_scheme_is_checked_too(folder: Path) -> None:
    grades = (
        "grades:\n  - {number: 1, name: {zh: 甲, en: a}, when: {zh: 甲, en: a},"
        " fixed_fen: {value: 5001, confidence: low}}\n"
    )
    change(folder, "rider-local", "cap_fen: {value: }", grades + "cap_fen: {value: }")
    load(folder)
    change(
        folder,
        "rider-local",
        "day_cap_fen: {value: }",
        "day_cap_fen: {value: 5000, confidence: low}",
    )
    assert "grades[0].fixed_fen.value: is above day_cap_fen" in fault(folder)


def test_one_version_stands_in_one_file(folder: Path) -> None:
    put(folder, "again", (folder / "national-2021.yaml").read_text(encoding="utf-8"))
    assert "version: stands in another file of this folder as well" in fault(folder)
