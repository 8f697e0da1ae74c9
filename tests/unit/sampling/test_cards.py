"""The cards of explanation: whole, told apart, and found however an item is written."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.errors import NotFound
from portal.sampling.cards import book, find_card, get_card, list_cards, list_hazards
from portal.sampling.cards.book import CardError, read_book
from tests.conftest import SHARED

HAN = re.compile(r"[\u3400-\u9fff]")
PARTS = ("name", "what", "why_limit", "health", "advice")
FOLDERS = ("eshian_foodmate", "foodmate_sampling_big")
COMMONEST, SHARE = 60, 0.95
CARDS = list_cards()


@pytest.mark.parametrize("card", CARDS, ids=lambda card: str(card.code))
def test_a_card_is_whole_in_both_languages(card: book.Card) -> None:
    for part in PARTS:
        told = getattr(card, part)
        assert HAN.search(told.zh) or part == "name", f"{part} says nothing in Chinese"
        assert told.en, f"{part} says nothing in English"
        assert not HAN.search(told.en), f"{part} has Chinese in its English"
    assert card.standards, "a card rests on a standard"
    assert card.hazard in list_hazards()
    for part in PARTS[1:]:
        assert getattr(card, part).zh.endswith("。")
        assert getattr(card, part).en.endswith((".", "?"))


def test_there_are_cards_for_every_class_and_no_two_say_the_same() -> None:
    assert len(CARDS) >= COMMONEST
    assert all(list_cards(hazard.code) for hazard in list_hazards())
    for part in PARTS:
        for tongue in ("zh", "en"):
            said = Counter(getattr(getattr(card, part), tongue) for card in CARDS)
            assert [text for text, count in said.items() if count > 1] == []


def test_no_card_promises_a_limit_in_numbers() -> None:
    amounts = re.compile(r"\d\s*(?:mg|μg|g|CFU|IU)/\s*(?:k?g|m?L)", re.IGNORECASE)
    told = [getattr(card, part).zh for card in CARDS for part in PARTS]
    assert [text for text in told if amounts.search(text)] == []


@pytest.mark.parametrize("card", CARDS, ids=lambda card: str(card.code))
def test_a_card_is_found_by_each_of_its_names(card: book.Card) -> None:
    for name in card.search_terms:
        assert find_card(name) == card
    for kin in card.covers:
        found = find_card(kin.zh)
        assert found is not None
        assert (found.code, found.name) == (card.code, kin), "kin are explained, not confused"
    assert get_card(card.code) is card


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("苯并（а）芘", "benzopyrene"),
        ("苯并(α)芘", "benzopyrene"),
        ("苯并［a］芘", "benzopyrene"),
        ("苯并[a]芘，μg/kg", "benzopyrene"),
        ("环己基氨基磺酸钠（甜蜜素）", "cyclamate"),
        ("环己基氨基磺酸钠（又名甜蜜素）", "cyclamate"),
        ("甜蜜素（以环己基氨基磺酸计）", "cyclamate"),
        ("酸价（以脂肪计）（KOH）", "acid-value"),
        ("酸值/酸价(以KOH计)", "acid-value"),
        ("  二氧化硫 残留量", "sulphur-dioxide"),
        ("灭蝇胺（≤0.5mg/kg）", "cyromazine"),
        ("毒死蜱残留量", "chlorpyrifos"),
        ("镉(以Cd计)", "cadmium"),
        ("铝的残留量(干样品,以Al计)", "aluminium"),
        ("1.菌落总数", "total-plate-count"),
        ("2.6-苄基腺嘌呤", "benzyladenine"),
        ("黄曲霉毒素Ｂ₁", "aflatoxin-b1"),
        ("余氯（游离氯）", "residual-chlorine"),
        ("4-氯苯氧乙酸钠(以4-氯苯氧乙酸计)", "chlorophenoxyacetate"),
    ],
)
def test_an_item_is_found_however_it_is_written(written: str, code: str) -> None:
    found = find_card(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "unknown", ["", "（）", "某某新项目", "x" * 500, "(" * 150, "以计", "\x00"]
)
def test_what_no_card_explains_is_not_guessed(unknown: str) -> None:
    assert find_card(unknown) is None


def test_an_unknown_code_is_not_found() -> None:
    with pytest.raises(NotFound):
        get_card("nothing")


@given(st.text(max_size=60))
def test_no_name_whatever_breaks_the_search(name: str) -> None:
    found = find_card(name)
    assert found is None or found.code


def _rows(file: Path) -> Iterator[dict[str, str]]:
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    titles, *rows = csv.reader(io.StringIO(text))
    for row in rows:
        told: dict[str, str] = {}
        for title, cell in zip(titles, row, strict=False):
            told.setdefault(title, cell.strip())
        yield told


def _failing_items() -> Counter[str]:
    """Count the items by hand, apart from the importer: plain splitting, no look at limits."""
    counts: Counter[str] = Counter()
    seen: set[tuple[str, ...]] = set()
    for folder in FOLDERS:
        for file in sorted((SHARED / "fixtures" / folder).glob("*.csv")):
            for row in _rows(file):
                told = row.get("检测项目") or row.get("不合格原因") or ""
                one = (row.get("物料名称", row.get("产品名称", "")), row.get("生产商", ""), told)
                if told and HAN.search(told) and one not in seen:
                    seen.add(one)
                    counts.update(re.split(r"[;；\n]", re.sub(r"（[≤≥不].*?）", "", told)))
    return counts


def test_the_commonest_failing_items_have_a_card() -> None:
    if not (SHARED / "fixtures" / FOLDERS[0]).is_dir():
        pytest.skip("the folder of fixtures is not here")
    commonest = [(name.strip(), count) for name, count in _failing_items().most_common(COMMONEST)]
    total = sum(count for _name, count in commonest)
    explained = sum(count for name, count in commonest if find_card(name))
    missing = [name for name, _count in commonest if not find_card(name)]
    assert explained / total >= SHARE, missing
    assert len(missing) <= COMMONEST * (1 - SHARE), missing


WHOLE = (
    "{name: {zh: %s, en: A}, what: {zh: x, en: x}, why_limit: {zh: x, en: x},"
    " health: {zh: x, en: x}, advice: {zh: x, en: x}, standards: [%s]}"
)
BROKEN = {
    "part": ("{a: {name: {zh: 甲, en: A}}}", "is missing"),
    "standard": (f"{{a: {WHOLE % ('甲', 'GB 0')}}}", "'GB 0' is missing"),
}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Return a folder of cards without a card."""
    (tmp_path / "hazards.yaml").write_text(
        "{one: {zh: 一, en: One}, two: {zh: 二, en: Two}}", encoding="utf-8"
    )
    (tmp_path / "standards.yaml").write_text("{GB 1: {zh: 标准, en: S}}", encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("{}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("content", "reason"), BROKEN.values(), ids=list(BROKEN))
def test_a_card_that_lacks_something_is_told_by_file_and_name(
    shelf: Path, content: str, reason: str
) -> None:
    (shelf / "one.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(CardError, match=reason) as refused:
        read_book(shelf)
    assert str(refused.value).startswith("one.yaml: a:")


@pytest.mark.parametrize(
    ("code", "name", "reason"), [("a", "乙", "of this code"), ("b", "甲（ ）", "is a$")]
)
def test_two_cards_may_not_share_code_or_name(
    shelf: Path, code: str, name: str, reason: str
) -> None:
    (shelf / "one.yaml").write_text(f"{{a: {WHOLE % ('甲', 'GB 1')}}}", encoding="utf-8")
    (shelf / "two.yaml").write_text(f"{{{code}: {WHOLE % (name, 'GB 1')}}}", encoding="utf-8")
    with pytest.raises(CardError, match=reason):
        read_book(shelf)


def test_every_standard_is_cited_by_some_card() -> None:
    cited = {standard.number for card in CARDS for standard in card.standards}
    told = yaml.safe_load((book.FOLDER / "standards.yaml").read_text(encoding="utf-8"))
    assert sorted(set(told) - cited) == []
