from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from portal.places import profile as profiles
from portal.places import reading
from portal.places.profile import (
    UnknownPlace,
    available_places,
    current_place,
    init_app,
    load_profile,
)
from portal.places.rules import Text

LUCHENG, ZHOUSHAN = load_profile("lucheng"), load_profile("zhoushan")


def test_both_shipped_places_are_available() -> None:
    assert available_places() == ("lucheng", "zhoushan")


def test_an_unknown_place_names_those_that_exist() -> None:
    with pytest.raises(UnknownPlace, match="'atlantis'; available: lucheng, zhoushan"):
        load_profile("atlantis")


def test_a_layer_is_not_a_place() -> None:
    with pytest.raises(UnknownPlace):
        load_profile("national")


def test_a_path_is_not_a_place() -> None:
    with pytest.raises(UnknownPlace):
        load_profile("../lucheng")


@pytest.mark.parametrize("code", ["lucheng", "zhoushan"])
def test_no_file_of_a_profile_is_read_twice(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    from_disk = reading._text_of

    def noted(path: Path) -> str:
        read.append(path)
        return from_disk(path)

    monkeypatch.setattr(reading, "_text_of", noted)
    profiles._load(code, profiles.PROFILES)
    assert read
    assert [path for path, times in Counter(read).items() if times > 1] == []


def test_a_shipped_profile_is_read_once() -> None:
    assert load_profile("lucheng") is load_profile("lucheng")


def test_a_portal_starts_with_the_place_it_is_told() -> None:
    app = Flask("one place")
    app.config["PORTAL_PLACE"] = "zhoushan"
    init_app(app)
    with app.app_context():
        assert current_place().place.name == Text("舟山", "Zhoushan")


def test_a_portal_without_a_valid_place_does_not_start() -> None:
    app = Flask("no place")
    app.config["PORTAL_PLACE"] = "nowhere"
    with pytest.raises(UnknownPlace):
        init_app(app)


def test_the_place_tells_who_runs_the_portal() -> None:
    place = LUCHENG.place
    assert place.bureau.zh == "温州市鹿城区市场监督管理局"
    assert [line.number for line in place.hotlines] == ["12315", "12345"]
    assert place.icp_number is None
    assert not place.source_document.draft


def test_the_zhoushan_document_is_a_draft() -> None:
    assert ZHOUSHAN.place.source_document.draft
    assert ZHOUSHAN.place.source_document.number is None


def test_the_oddities_of_the_documents_stay_visible() -> None:
    assert {"letterhead", "five-star"} <= {one.code for one in LUCHENG.place.oddities}
    assert "mistyped-quote" in {one.code for one in ZHOUSHAN.place.oddities}


def test_a_text_is_chinese_unless_english_is_asked_for() -> None:
    name = LUCHENG.place.site_name
    assert name.in_("en") == name.in_("en_GB") == "Clear Bowl"
    assert name.in_("zh_Hans_CN") == name.in_("fr") == str(name) == "一碗明白"


def test_every_street_and_town_is_there() -> None:
    assert len(LUCHENG.regions.streets()) == 14
    assert len(ZHOUSHAN.regions.streets()) == 36
    assert len(ZHOUSHAN.regions.streets(within="330903")) == 9
    assert len(LUCHENG.regions) == len(list(LUCHENG.regions)) == 15


def test_a_region_knows_what_is_above_and_below_it() -> None:
    regions = ZHOUSHAN.regions
    assert [region.name.zh for region in regions.lineage("330922203")] == [
        "舟山市",
        "嵊泗县",
        "花鸟乡",
    ]
    assert regions.is_within("330922203", "330922")
    assert not regions.is_within("330922203", "330903")
    assert len(regions.children(regions.root.code)) == 4
    assert regions.lineage("999999") == ()


def test_a_region_has_an_english_name() -> None:
    region = LUCHENG.regions.find("330302006")
    assert region is not None
    assert region.name == Text("五马街道", "Wuma Subdistrict")


def test_three_spellings_mean_one_body() -> None:
    found = {
        LUCHENG.departments.named(name) for name in ("区发展改革委", "区发展改革局", " 区发改局 ")
    }
    assert len(found) == 1
    assert None not in found


def test_the_market_regulator_takes_in_what_is_filed() -> None:
    assert LUCHENG.departments.intake.code == "market-regulation"
    assert ZHOUSHAN.departments.intake.code == "market-regulation"


def test_lucheng_has_twenty_two_departments_and_one_group() -> None:
    kinds = [department.kind for department in LUCHENG.departments]
    assert (kinds.count("department"), kinds.count("group")) == (22, 1)
    assert len(LUCHENG.departments.offices) == 22
    assert len(LUCHENG.departments) == len(kinds) == 26


def test_zhoushan_names_twelve_sectors_and_says_so() -> None:
    sectors = [department for department in ZHOUSHAN.departments if department.name_basis]
    assert len(sectors) == 12
    ocean = ZHOUSHAN.departments.named("海洋与渔业")
    assert ocean is not None
    assert ocean.name.zh == "市海洋与渔业局"


def test_a_field_leads_to_the_bodies_that_handle_it() -> None:
    assert [body.code for body in LUCHENG.departments.handling("forest-product")] == [
        "natural-resources"
    ]


def test_an_unknown_body_is_none() -> None:
    assert LUCHENG.departments.find("navy") is None
    assert LUCHENG.departments.named("海军") is None


def test_a_body_without_dates_stands_on_every_day() -> None:
    assert LUCHENG.departments.intake.exists(date(2023, 1, 1))


def test_the_population_is_the_latest_known_not_later_than_the_year() -> None:
    latest = LUCHENG.population.latest(2026)
    assert latest is not None
    assert (latest.year, latest.approximate, latest.source.code) == (2020, True, "CENSUS-2020")
    assert LUCHENG.population.latest(2019) is None
    unset = LUCHENG.population.of(2023)
    assert unset is not None
    assert unset.residents is None
    assert len(LUCHENG.population) == len(list(LUCHENG.population))


@pytest.mark.parametrize("place", [LUCHENG, ZHOUSHAN])
def test_the_vocabulary_names_whatever_parameters_use(place: profiles.Profile) -> None:
    for parameter in place.parameters:
        assert place.vocabulary.groups[parameter.group.code] == parameter.group
        assert parameter.unit.value in place.vocabulary.units
    assert place.instruments["samr-order-121"].valid_from == date(2026, 4, 15)
    assert place.sources["SEED1"].name.en


def test_nothing_in_a_profile_tells_where_it_was_made() -> None:
    for path in sorted(profiles.PROFILES.rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        assert str(Path.cwd()) not in text
        assert "shared/" not in text
