"""Schemes are data: every score has one level, and a file that contradicts itself is refused."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from portal.places.profile import load_profile
from portal.places.reading import ProfileInvalid
from portal.ratings import scheme_files
from portal.ratings.rules import Factor, SchemeState, exact_score, overdrawn_part, parts_of
from tests.factories.ratings import FACTORS, scheme

RISK = scheme_files.SCHEMES / "food-risk-2016.yaml"


def test_the_cut_offs_of_2016_are_open_on_the_left_and_closed_on_the_right() -> None:
    scores = ["0", "30", "30.01", "36.5", "45", "45.01", "60", "60.01", "100"]
    levels = [scheme().level_of(Decimal(score)) for score in scores]
    assert "".join(level.code for level in levels if level) == "AABBBCCDD"
    assert scheme().level_of(Decimal("100.01")) is None
    assert scheme("credit-class").level_of(Decimal(1)) is None


def test_a_caterer_smiles_from_seven_and_a_half() -> None:
    faces = [scheme("catering-dynamic").level_of(Decimal(score)) for score in ("9.0", "8.9", "7.5")]
    assert [face.code for face in faces if face] == ["大笑", "微笑", "微笑"]


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_every_score_has_exactly_one_level_and_a_worse_score_no_better_one(score: Decimal) -> None:
    risk = scheme()
    holding = [level for level in risk.levels if level.holds(score)]
    assert len(holding) == 1
    worse = risk.level_of(min(score + 5, Decimal(100)))
    assert worse is not None
    assert risk.position(worse.code) >= risk.position(holding[0].code)


def test_the_schemes_say_what_the_public_parameters_say() -> None:
    parameters = load_profile("lucheng").parameters
    rows = parameters.history("ratings.food_risk_2016.levels")[0].value
    assert isinstance(rows, tuple)
    for row, level in zip(rows, scheme().levels, strict=True):
        assert level.lower is not None
        assert level.upper is not None
        assert (level.code, level.lower.at, level.upper.at) == (row.code, row.number, row.upto)
    scale = scheme().scale
    assert scale is not None
    static, dynamic = scale.parts
    for part, key in ((static, "static_points"), (dynamic, "dynamic_points")):
        assert parameters.history(f"ratings.food_risk_2016.{key}")[0].value == part.most


def test_pilots_are_shells_without_levels() -> None:
    pilots = [known for known in scheme_files.schemes().values() if not known.levels]
    assert {known.code for known in pilots} == {"cosmetics-credit", "drug-credit", "device-credit"}
    assert {known.state for known in pilots} == {SchemeState.PILOT}


def test_a_scheme_is_found_by_code_version_and_name() -> None:
    assert scheme_files.find_scheme("food-risk-2016", "2016") is scheme()
    assert scheme_files.find_scheme("food-risk-2016", "1999") is None
    assert scheme_files.find_scheme("nothing") is None
    assert scheme_files.named_scheme("风险分级") is scheme()
    assert scheme_files.named_scheme("别的") is None


def test_b_or_better_are_a_and_b() -> None:
    assert scheme().levels_from("B") == ("A", "B")
    assert scheme().levels_from("E") == ()


def levels_with(**changes: object) -> list[dict[str, object]]:
    levels: list[dict[str, object]] = yaml.safe_load(RISK.read_text("utf-8"))["levels"]
    index = int(str(changes.pop("index")))
    levels[index] = {**levels[index], **changes}
    return levels


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"levels": levels_with(index=1, score={"above": 29, "upto": 45})}, "levels[1].score"),
        ({"levels": levels_with(index=1, score={"from": 30, "upto": 45})}, "levels[1].score"),
        ({"levels": levels_with(index=1, score={"above": 31, "upto": 45})}, "levels[1].score"),
        ({"levels": levels_with(index=0, score={"from": 0, "below": 30})}, "levels[1].score"),
        ({"levels": levels_with(index=0, score={"above": 0, "upto": 30})}, "levels[0].score"),
        ({"levels": levels_with(index=3, score={"above": 60, "upto": 99})}, "levels[3].score"),
        ({"levels": levels_with(index=2, score=None)}, "levels[2].score"),
        ({"levels": levels_with(index=2, score={"upto": 60})}, "levels[2].score"),
        ({"levels": levels_with(index=2, score={"above": 45})}, "levels[2].score"),
        ({"levels": levels_with(index=2, score={"above": 60, "upto": 45})}, "levels[2].score"),
        ({"levels": levels_with(index=2, code="A")}, "levels[2].code"),
        ({"levels": levels_with(index=2, colour="pink")}, "levels[2].colour"),
        ({"levels": []}, "levels"),
        ({"score": None}, "score"),
        ({"kinds": ["bakery"]}, "kinds"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_false_scheme_file_is_refused_and_file_and_field_are_named(
    tmp_path: Path, changes: dict[str, object], field: str
) -> None:
    content = {**yaml.safe_load(RISK.read_text("utf-8")), **changes}
    (tmp_path / "false.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with pytest.raises(ProfileInvalid) as fault:
        scheme_files.load_schemes(tmp_path)
    assert fault.value.file.name == "false.yaml"
    assert fault.value.field.startswith(field)


def test_the_same_version_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(RISK.read_text("utf-8"), "utf-8")
    with pytest.raises(ProfileInvalid, match=r"b\.yaml"):
        scheme_files.load_schemes(tmp_path)


def test_parts_are_summed_and_an_overdrawn_part_is_noticed() -> None:
    assert [points for _, points in parts_of(scheme(), FACTORS)] == [Decimal(27), Decimal("9.5")]
    assert overdrawn_part(scheme(), FACTORS) is None
    more = (*FACTORS, Factor("x", "y", "z", Decimal(14), None, "static"))
    overdrawn = overdrawn_part(scheme(), more)
    assert overdrawn is not None
    assert overdrawn.code == "static"
    assert parts_of(scheme("credit-class"), FACTORS) == ()


def test_a_factor_survives_being_stored() -> None:
    for factor in (*FACTORS, Factor("x", "y", "", Decimal("0.1"))):
        assert Factor.from_json(factor.as_json()) == factor


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("36.5", "36.5"),
        ("7", "7"),
        ("1e9", None),
        ("nan", None),
        ("x", None),
        ("1.234", None),
        ("Infinity", None),
    ],
)
def test_a_score_is_exact_to_two_decimals(text: str, score: str | None) -> None:
    assert exact_score(text) == (None if score is None else Decimal(score))


def test_a_level_that_is_a_word_is_said_in_english_and_a_letter_stays_one() -> None:
    face = scheme("catering-dynamic").level_of(Decimal("8.9"))
    grade = scheme().level_of(Decimal("36.5"))
    assert face is not None
    assert grade is not None
    assert (face.letter("zh"), face.letter("en")) == ("微笑", "Smile")
    assert (grade.letter("zh"), grade.letter("en")) == ("B", "B")
