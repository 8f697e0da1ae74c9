"""A verdict beside its values."""

import pytest

from portal.sampling.rules.batches import Result
from portal.sampling.rules.joined import ToldItem
from portal.sampling.rules.judging import Judged, judge
from portal.sampling.rules.row_refusals import RowRefused

OVER = ToldItem("镉", "0.3mg/kg", "≤0.1mg/kg")
UNDER = ToldItem("铅", "0.01mg/kg", "≤0.2mg/kg")
OPEN = ToldItem("感官", "略有异味", "应正常")
SWAPPED = ToldItem("汞", "≤0.1mg/kg", "0.3mg/kg")


def judged(*told: ToldItem, result: Result = Result.FAILED, lists_failed: bool = False) -> Judged:
    return judge(told, result, lists_failed=lists_failed, cause="", basis="")


def failing(*told: ToldItem, lists_failed: bool = False) -> tuple[list[str], tuple[str, ...]]:
    items, doubts = judged(*told, lists_failed=lists_failed)
    return [item.name for item in items if item.is_failed], doubts


def test_what_is_over_its_limit_is_what_failed() -> None:
    assert failing(OVER, UNDER) == (["镉"], ())
    assert failing(UNDER, OPEN) == (["感官"], ())


def test_a_column_of_failed_items_names_them_whatever_their_numbers_say() -> None:
    assert failing(OVER, OPEN, lists_failed=True) == (["镉", "感官"], ())
    assert failing(OVER, UNDER, lists_failed=True) == (["镉", "铅"], ("within_limit",))


def test_the_verdict_stands_where_every_value_is_within_its_limit() -> None:
    assert failing(UNDER) == (["铅"], ("within_limit",))
    (item,), _ = judged(UNDER)
    assert (item.ratio, item.value, item.limit_high) == (None, 0.01, 0.2)


def test_beside_one_over_its_limit_what_no_number_settles_is_not_called_failed() -> None:
    assert failing(OVER, OPEN) == (["镉"], ("failing_item_unclear",))


def test_a_passed_row_over_its_limit_shows_no_multiple() -> None:
    (item,), doubts = judged(OVER, result=Result.PASSED)
    assert (item.is_failed, item.ratio, doubts) == (False, None, ("beyond_limit",))
    (item,), doubts = judged(UNDER, result=Result.PASSED)
    assert item.ratio == pytest.approx(0.05)
    assert doubts == ()


def test_doubts_are_named_once() -> None:
    _, doubts = judged(SWAPPED, SWAPPED, ToldItem("甲", "3", "≤2%"))
    assert doubts == ("value_is_limit", "unit_missing")


def test_reference_results_are_not_judged() -> None:
    assert judged(UNDER, result=Result.POSITIVE)[1] == ()
    assert not judged(OVER, result=Result.UNDECIDED)[0][0].is_failed


@pytest.mark.parametrize(
    ("told", "result", "lists_failed", "reason"),
    [
        ((), Result.FAILED, False, "failed_without_item"),
        ((OVER,), Result.PASSED, True, "passed_with_failed_item"),
        ((ToldItem("镉", "3μk/kg", "≤2mg/kg"),), Result.FAILED, False, "unit_unknown"),
        ((ToldItem("镉", "3mg/kg", "≤2μk/kg"),), Result.PASSED, False, "unit_unknown"),
        ((ToldItem("镉", "3CFU/g", "≤2mg/kg"),), Result.FAILED, False, "units_differ"),
    ],
)
def test_what_contradicts_itself_is_refused(
    told: tuple[ToldItem, ...], result: Result, lists_failed: bool, reason: str
) -> None:
    with pytest.raises(RowRefused) as refused:
        judged(*told, result=result, lists_failed=lists_failed)
    assert refused.value.reason == reason
