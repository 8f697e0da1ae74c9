"""Versions follow each other day by day; a place adds and replaces; an edit after use shows."""

from datetime import date
from pathlib import Path

import pytest

from portal.rewards.rules import Scheme, Schemes
from portal.rewards.scheme_digests import FORMER, is_unedited
from portal.rewards.scheme_files import load_schemes, schemes_of
from tests.unit.rewards.folder import change, fault, load, put

RIDERS = """id: rider-local
version: "示例-2026"
level: local
kind: fixed
name: {zh: 示例骑手奖励, en: Example rider rewards}
instrument: {name: {zh: 示例办法, en: Example measures}}
valid_from: 2026-01-01
summary: {zh: 示例, en: Example}
grades:
  - number: 1
    name: {zh: 查实, en: Verified}
    when: {zh: 查实, en: Verified}
    fixed_fen: {value: 5000, confidence: low}
day_cap_fen: {value: 30000, confidence: low}
month_cap_fen: {value: 50000, confidence: low}
"""


def get(scheme_id: str, shelf: Schemes) -> Scheme:
    return next(scheme for scheme in shelf if scheme.id == scheme_id)


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


def test_an_edited_scheme_has_another_digest(folder: Path) -> None:
    before = get("national-2021", load(folder)).digest
    change(folder, "national-2021", "percent: {value: 5", "percent: {value: 4")
    assert get("national-2021", load(folder)).digest != before


def test_a_scheme_follows_the_version_that_held_when_it_began(folder: Path) -> None:
    older = (folder / "national-2021.yaml").read_text(encoding="utf-8")
    newer = older.replace('version: "2021-12-01"', 'version: "2025"').replace(
        "valid_from: 2021-12-01", "valid_from: 2025-01-01"
    )
    put(folder, "national-2025", newer.replace("claim: {value: 30", "claim: {value: 40"))
    change(
        folder,
        "national-2021",
        "valid_from: 2021-12-01",
        "valid_from: 2021-12-01\nvalid_to: 2024-12-31",
    )
    windows = get("zhejiang-2023", load(folder)).windows
    assert windows is not None
    assert windows.claim.whole == 30


def test_a_place_sets_what_nobody_had_set(folder: Path, tmp_path: Path) -> None:
    put(tmp_path / "own" / "rewards", "rider-local", RIDERS)
    shelf = load_schemes((folder.parent, tmp_path / "own"))
    riders = [scheme for scheme in shelf if scheme.id == "rider-local"]
    assert [scheme.version for scheme in riders] == ["示例-2026"]
    assert shelf.find_in_force("rider-local", date(2026, 1, 1)) is riders[0]
    assert shelf.find_in_force("rider-local", date(2025, 12, 31)) is None


def test_a_place_replaces_a_version_by_stating_it_again(folder: Path, tmp_path: Path) -> None:
    text = (folder / "zhejiang-2023.yaml").read_text(encoding="utf-8")
    own = text[: text.index("examples:")].replace("percent: {value: 5", "percent: {value: 4")
    put(tmp_path / "own" / "rewards", "anything", own)
    shelf = load_schemes((folder.parent, tmp_path / "own"))
    found = [scheme for scheme in shelf if scheme.id == "zhejiang-2023"]
    assert len(found) == 1
    assert found[0].grades is not None
    assert found[0].grades[0].percent.whole == 4


def test_a_place_outside_zhejiang_has_no_rule_of_zhejiang(folder: Path) -> None:
    (folder / "zhejiang-2023.yaml").unlink()
    assert "zhejiang-2023" not in {scheme.id for scheme in load(folder)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("percent: {value: 5", "percent: {value: 4"),
        ("floor_fen: {value: 300000", "floor_fen: {value: 200000"),
        ("cap_fen: {value: 100000000", "cap_fen: {value: 90000000"),
        ("rounding_fen:\n  value: 100", "rounding_fen:\n  value: 10"),
        ("claim: {value: 30", "claim: {value: 31"),
        ("valid_from: 2021-12-01", "valid_from: 2021-12-02"),
        ("zh: 提供基本事实和相关证据", "zh: 提供事实和相关证据"),
        ("{zh: 举报人是自然人,", "{zh: 举报人是本地自然人,"),
        ('verdicts: ["true", partly_true]', 'verdicts: ["true"]'),
        ("number: 国市监稽规〔2021〕4号", "number: 国市监稽规〔2021〕5号"),
    ],
)
def test_an_edit_of_what_binds_is_noticed(folder: Path, old: str, new: str) -> None:
    # Its own examples would be the first to notice.
    (folder / "zhejiang-2023.yaml").unlink()
    before = get("national-2021", load(folder))
    change(folder, "national-2021", old, new)
    assert not is_unedited(get("national-2021", load(folder)), before.digest)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("valid_from: 2021-12-01", "valid_from: 2021-12-01\nvalid_to: 2030-12-31"),
        ("claim: {value: 30, article: 第十八条, confidence: medium, tag: X}",
         "claim: {value: 30, article: 第十八条, confidence: high, tag: F}"),
        ("en: Grade 1", "en: First grade"),
    ],
)  # fmt: skip
def test_an_end_a_confirmation_and_a_translation_change_no_reward(
    folder: Path, old: str, new: str
) -> None:
    before = get("national-2021", load(folder))
    change(folder, "national-2021", old, new)
    assert is_unedited(get("national-2021", load(folder)), before.digest)


def test_rewards_of_the_first_release_still_know_their_schemes() -> None:
    shelf = schemes_of("lucheng")
    for scheme_id, former in zip(
        ("zhejiang-2023", "national-2021", "insiders-2024"), FORMER, strict=True
    ):
        assert is_unedited(get(scheme_id, shelf), former)
    assert not is_unedited(get("zhejiang-2023", shelf), FORMER[1])
