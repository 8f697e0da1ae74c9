"""Promises of printed signs: whole, readable by all, and never a false name."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from flask import Flask

from portal.kernel import typesetting
from portal.kernel.errors import NotFound
from portal.places.profile import load_profile
from portal.ratings.door import offers, printing
from portal.ratings.door.showing import sheet_facts
from portal.ratings.door.signs import sign_of
from portal.ratings.scheme_files import schemes
from portal.web.codes import code_of
from tests.factories.door import read_code, read_sheet
from tests.factories.enterprises import make_enterprise
from tests.factories.ratings import make_rating

RARE, ABSENT = "示例犇羴鱻酒楼", "示例\U00020bb7\u3b4d酒楼"
ADDRESS = "https://portal.example.org/door/" + "x" * 32


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand on a machine without fonts of its own."""
    own = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[typesetting.FONTS]
    )
    monkeypatch.setattr(typesetting, "_fonts", lambda **_which: own)


@pytest.fixture
def well_stocked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Stand on a machine whose fonts have what those that come along lack."""
    few = tmp_path / "few"
    few.mkdir()
    shutil.copy(next(typesetting.FONTS.glob("*Serif*")), few)
    fonts = {
        of_machine: typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[typesetting.FONTS if of_machine else few],
        )
        for of_machine in (False, True)
    }
    monkeypatch.setattr(typesetting, "_fonts", lambda *, of_machine: fonts[of_machine])
    yield


def facts_of(name: str) -> dict[str, object]:
    enterprise = make_enterprise(name, address="双屿街道示例路 18 号")
    make_rating(enterprise)
    return sheet_facts(sign_of(enterprise), page="https://portal.example.org/enterprises/E-1")


@pytest.mark.usefixtures("inside", "bare")
@pytest.mark.parametrize("size", ["a4", "a6"])
def test_a_sheet_is_one_page_whose_code_and_words_can_be_read(size: str) -> None:
    facts = facts_of("示例瓯江水产食品有限公司")
    sheet = printing.print_sheet(size, facts=facts, code=code_of(ADDRESS))
    code, text = read_sheet(sheet)
    assert code == ADDRESS
    for words in ("示例瓯江水产食品有限公司", "B 级，较低风险", "Grade B", "2026-05-06", "打印"):
        assert words in text.replace("\r\n", "")
    assert load_profile("lucheng").place.bureau.zh in text


@pytest.mark.usefixtures("inside", "bare")
def test_a_sheet_is_tagged_embeds_its_fonts_and_is_always_the_same() -> None:
    facts = facts_of("示例瓯江水产食品有限公司")
    sheet, again = (
        printing.print_sheet("a4", facts=facts, code=code_of(ADDRESS)) for _time in range(2)
    )
    assert sheet == again
    assert b"pdfuaid" in sheet
    assert b"/StructTreeRoot" in sheet
    assert b"/FontFile" in sheet


@pytest.mark.usefixtures("inside", "bare")
@pytest.mark.parametrize("size", ["a4", "a6"])
def test_the_longest_name_and_level_fit_on_one_page(size: str) -> None:
    facts = facts_of("示例" + "很长的名字" * 39 + "公司")
    facts["address"] = "示例路" * 100
    levels = [(scheme, level) for scheme in schemes().values() for level in scheme.levels]
    scheme, level = max(levels, key=lambda pair: (len(pair[1].code), len(pair[1].meaning.en)))
    facts |= {"plate": level.code, "plate-width": len(level.code), "colour": level.colour}
    facts |= {"levels": len(scheme.levels), "position": scheme.position(level.code)}
    facts["meaning"] = {"zh": level.meaning.zh, "en": level.meaning.en}
    code, _text = read_sheet(printing.print_sheet(size, facts=facts, code=code_of(ADDRESS)))
    assert code == ADDRESS


@pytest.mark.usefixtures("inside", "bare")
def test_a_name_of_gbk_is_set_with_the_fonts_that_come_along() -> None:
    _code, text = read_sheet(printing.print_sheet("a4", facts=facts_of(RARE), code=code_of("x:y")))
    assert RARE in text


@pytest.mark.usefixtures("inside", "bare")
def test_a_name_no_font_has_is_refused_by_its_signs() -> None:
    with pytest.raises(printing.Unprintable, match="\U00020bb7\u3b4d"):
        printing.print_sheet("a4", facts=facts_of(ABSENT), code=code_of(ADDRESS))


@pytest.mark.usefixtures("inside", "well_stocked")
def test_a_rare_name_is_set_with_the_fonts_of_the_machine() -> None:
    facts = facts_of(RARE)
    _code, text = read_sheet(printing.print_sheet("a4", facts=facts, code=code_of(ADDRESS)))
    assert RARE in text
    assert printing.needs_fonts_of_machine(RARE)


@pytest.mark.usefixtures("bare")
def test_a_badge_shows_the_code_where_no_font_has_the_name(inside: Flask) -> None:
    enterprise = make_enterprise(ABSENT)
    with inside.test_request_context("/"):
        painted = offers.paint_badge(sign_of(enterprise), theme="light")
        by_code = offers.draw_badge(sign_of(enterprise), theme="light", name=enterprise.address_key)
    assert painted == printing.paint_badge(by_code, written=enterprise.address_key)
    assert "/door/" in read_code(painted)


@pytest.mark.usefixtures("inside")
def test_without_a_grade_there_is_nothing_to_print() -> None:
    with pytest.raises(NotFound):
        sheet_facts(sign_of(make_enterprise()), page="")


def test_a_fault_of_the_sheet_itself_is_not_taken_for_a_rare_name() -> None:
    with pytest.raises(typst.TypstError):
        printing.print_sheet("a4", facts={"name": "示例"}, code=code_of(ADDRESS))


def test_a_warning_of_the_typesetter_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[])
    monkeypatch.setattr(typesetting, "_fonts", lambda **_which: nothing)
    with pytest.raises(RuntimeError, match="unknown font"):
        printing.needs_fonts_of_machine("abc")
