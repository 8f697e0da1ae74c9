"""The data files of the demo are whole: every product is real enough to be read by the importer."""

from datetime import date

import pytest
from stdnum.cn import uscc

from portal.demo.chance import Chance
from portal.demo.plan import on_the_market
from portal.demo.products import Measurand, Product, products
from portal.demo.register import credit_code, licence_number
from portal.demo.seeds import ARTICLES, seeds
from portal.demo.writing import read_article
from portal.enterprises.rules import doubt_about_licence, licence_kinds
from portal.places.profile import load_profile
from portal.sampling.rules.items import ToldItem, assess
from portal.sampling.rules.measures import Comparison, LimitKind

TASKS = ("food", "agri", "drugs", "quick")
LABORATORY = [product for task in TASKS[:3] for product in products(task)]
TODAY = date(2026, 11, 21)
STANDARDS_CHANGED = date(2025, 2, 8)


def items_of(sold: list[Product]) -> list[Measurand]:
    return [item for product in sold for item in product.items]


def compared(item: Measurand, *, is_failing: bool) -> Comparison:
    value = item.value(Chance("of a test"), is_failing=is_failing)
    assessed = assess(ToldItem(item.name, value, item.limit))
    assert not assessed.unknown_unit, (item.name, value)
    return assessed.comparison


@pytest.mark.parametrize("item", items_of(LABORATORY), ids=lambda item: item.name)
def test_usual_values_are_never_beyond_the_limit(item: Measurand) -> None:
    allowed = {Comparison.WITHIN} if item.is_plain else {Comparison.WITHIN, Comparison.UNKNOWN}
    assert compared(item, is_failing=False) in allowed


@pytest.mark.parametrize(
    "item", [item for item in items_of(LABORATORY) if item.failing], ids=lambda item: item.name
)
def test_failing_values_are_never_within_the_limit(item: Measurand) -> None:
    found = compared(item, is_failing=True)
    kind = assess(ToldItem(item.name, "", item.limit)).item.limit_kind
    has_number = kind not in {LimitKind.PROHIBITED, LimitKind.PLAN}
    # What may not be used is settled by no amount alone.
    assert found is Comparison.BEYOND or (found is Comparison.UNKNOWN and not has_number)


def test_all_34_categories_are_sampled() -> None:
    listed = load_profile("lucheng").parameters.items("sampling.food_categories", TODAY)
    assert {item.code for item in listed} <= {product.category for product in products("food")}


def test_every_cause_has_an_item_that_fails_by_it() -> None:
    causes = {item.cause for item in items_of(list(products("food"))) if item.failing}
    assert causes == set(seeds("sampling")["causes"])


def test_the_rule_of_the_day_is_applied() -> None:
    cake = next(product for product in products("food") if product.name == "蛋糕")

    def limit(on: date) -> str:
        return next(item.limit for item in cake.items_on(on) if "脱氢乙酸" in item.name)

    assert limit(STANDARDS_CHANGED.replace(day=7)) == "≤0.5 g/kg"
    assert limit(STANDARDS_CHANGED) == "不得使用"


def test_an_edition_is_named_only_while_it_is_in_force() -> None:
    cowpea = next(product for product in products("food") if product.name == "豇豆")
    assert cowpea.items[0].standard_on(date(2026, 2, 28)) == "GB 2763-2021"
    assert cowpea.items[0].standard_on(date(2026, 3, 1)) == "GB 2763"


def test_nothing_is_sampled_out_of_season() -> None:
    in_january = {product.name for product in on_the_market("food", date(2026, 1, 20))}
    in_july = {product.name for product in on_the_market("food", date(2026, 7, 17))}
    assert "杨梅" in in_july - in_january
    assert "草莓" in in_january - in_july


def test_codes_and_licences_are_well_formed_and_of_no_real_authority() -> None:
    kinds = seeds("enterprises")["kinds"]
    assert sum(kind["count"] for kind in kinds) == 400
    for kind in kinds:
        code = credit_code(kind["code"], 7)
        assert uscc.is_valid(code)
        assert code[2:8] == "339999"
        if "licence" in kind:
            line = kind.get("lines", [""])[0]
            number = licence_number(kind["licence"], line, 7)
            assert doubt_about_licence(licence_kinds()[kind["licence"]["kind"]], number) is None


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.md")), ids=lambda path: path.name)
def test_articles_move_their_events_along_with_today(path: object) -> None:
    text = ARTICLES.joinpath(str(path)).read_text(encoding="utf-8")
    now, body = read_article(text, on=TODAY)
    later, same = read_article(text, on=TODAY.replace(year=2027))
    assert body == same
    assert body.strip()
    if now.get("event"):
        moved = later["event"]["starts_at"] - now["event"]["starts_at"]
        assert moved.days == 364
        assert later["event"]["starts_at"].weekday() == now["event"]["starts_at"].weekday()
    else:
        assert now == later


def test_a_file_without_front_matter_is_no_article() -> None:
    with pytest.raises(ValueError, match="Just words"):
        read_article("Just words", on=TODAY)
