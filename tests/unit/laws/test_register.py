"""The register of laws: complete, in both languages, laid over by place."""

from pathlib import Path

import pytest

from portal.laws.register import read_register
from portal.laws.rules import Confidence, Law
from portal.places.profile import available_places, load_profile
from portal.places.reading import ProfileInvalid

ONE = """
example:
  kind: {kind}
  name: {{zh: 示例法, en: Example Law}}
  in_force_on: 2020-01-01
  confidence: certain
  topics: [food]
  about: {{zh: 说明, en: About}}
  points: [{{article: 第一条, zh: 说, en: Says}}]
"""


def laws_of(place: str) -> list[Law]:
    return list(read_register(load_profile(place).layers).values())


@pytest.mark.parametrize("place", available_places())
def test_every_law_is_told_in_both_languages_with_its_articles(place: str) -> None:
    laws = laws_of(place)
    assert len(laws) > 20
    for law in laws:
        assert law.points, law.code
        texts = [law.name, law.about, *(text for text in (law.version, law.note) if text)]
        assert all(text.zh and text.en for text in texts), law.code
        for point in law.points:
            assert point.article.startswith("第"), law.code
            assert point.zh.endswith("。"), point.zh
            assert point.en.endswith("."), point.en


def test_what_was_not_read_in_its_text_says_so() -> None:
    unsure = {law.code for law in laws_of("lucheng") if law.confidence is Confidence.TO_CONFIRM}
    assert {"complaints-measures-2026", "zhejiang-rewards"} <= unsure


def test_a_narrower_layer_adds_and_replaces(tmp_path: Path) -> None:
    nation, place = tmp_path / "nation", tmp_path / "place"
    for layer, kind in ((nation, "law"), (place, "local")):
        layer.mkdir()
        (layer / "laws.yaml").write_text(ONE.format(kind=kind), encoding="utf-8")
    assert read_register((nation, place))["example"].kind == "local"
    assert read_register((nation, tmp_path / "none"))["example"].kind == "law"


def test_a_faulty_law_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "laws.yaml").write_text(ONE.format(kind="gossip"), encoding="utf-8")
    with pytest.raises(ProfileInvalid, match=r"laws.yaml:3: example.kind"):
        read_register((tmp_path,))
