"""What results can be filtered by: the name in the address, the answers, what each is called."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from portal.kernel import clock
from portal.places.profile import current_place
from portal.sampling import telling
from portal.sampling.cards import find_card, list_hazards
from portal.sampling.rules.batches import ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.words import CATEGORIES, DISPOSAL_STAGES, DOMAINS, KINDS, RESULTS, STAGES
from portal.web.locale import language

PUBLIC_RESULTS = (Result.FAILED, Result.PASSED, Result.NEGATIVE, Result.POSITIVE)
Labels = Mapping[str, str]
# Lengths of codes of divisions (GB/T 2260): a city's, a county's.
CITY, COUNTY = 4, 6


class Listing(StrEnum):
    """In which order a filter's answers stand."""

    GIVEN = "given"
    MOST_FIRST = "most-first"
    NEWEST_FIRST = "newest-first"


@dataclass(frozen=True)
class Filter:
    """One thing results can be asked by.

    ``name`` stands in addresses, ``plural`` is the field of the question (ResultFilter).
    ``given`` returns the answers known beforehand, in order; ``has_more`` says that the results
    bring others, which ``call`` names. ``under`` names the filter that has to be answered first.
    """

    name: str
    plural: str
    title: Any
    make: Callable[[str], Any] = str
    given: Callable[[], Labels] = dict
    has_more: bool = False
    call: Callable[[str], str] = str
    listing: Listing = Listing.GIVEN
    under: str = ""
    is_open: bool = False

    def offered(self, values: Iterable[str]) -> list[tuple[str, str]]:
        """Return the answers with their labels: those known beforehand, then the other values."""
        labels = self.labels()
        newest_first = self.listing is Listing.NEWEST_FIRST
        rest = sorted(set(values) - labels.keys(), reverse=newest_first)
        return [*labels.items(), *((value, self.call(value)) for value in rest)]

    @property
    def called(self) -> str:
        """Its title in the reader's language."""
        return _called(self.name, str(get_locale()))

    def label(self, value: str) -> str:
        """Return what one answer is called."""
        return self.labels().get(value) or self.call(value)

    def labels(self) -> Labels:
        """Return the answers known beforehand, as the reader's language calls them."""
        return _labels(self.given, str(get_locale()), current_place().place.code, clock.today())


@lru_cache(maxsize=256)
def _labels(given: Callable[[], Labels], _locale: str, _place: str, _day: date) -> Labels:
    # Every page of search asks for some two hundred words that are the same all day.
    return dict(given())


@lru_cache(maxsize=64)
def _called(name: str, _locale: str) -> str:
    return str(next(one.title for one in FILTERS if one.name == name))


def _of(labels: Mapping[Any, Any]) -> Callable[[], Labels]:
    return lambda: {one.value: str(label) for one, label in labels.items()}


def _results() -> Labels:
    return {one.value: str(RESULTS[one]) for one in PUBLIC_RESULTS}


def region_depths() -> Mapping[str, int]:
    """Return how deep each region lies, by code, each followed by those within it."""
    return _depths(current_place().place.code, clock.today())


@lru_cache(maxsize=16)
def _depths(_place: str, _day: date) -> Mapping[str, int]:
    regions = current_place().regions

    def walk(code: str, depth: int) -> list[tuple[str, int]]:
        below = [row for child in regions.children(code) for row in walk(child.code, depth + 1)]
        return [(code, depth), *below]

    return dict(walk(regions.root.code, 0))


def _regions() -> Labels:
    return {code: telling.region_label(code) for code in region_depths()}


def _hazards() -> Labels:
    return {hazard.code: hazard.name.in_(language()) for hazard in list_hazards()}


def _other_category(category: str) -> str:
    # What is none of the 34: labels() knows those.
    return str(CATEGORIES.get(category, category))


def _item(name: str) -> str:
    card = find_card(name)
    return card.name.in_(language()) if card else name


def region_prefix(code: str) -> str:
    """Return what the codes of everything within a region begin with: a city's end in 00."""
    return code[:CITY] if len(code) == COUNTY and code.endswith("00") else code


def _year(value: str) -> str:
    return str(_("%(year)s 年", year=value))


def _this_year() -> Labels:
    # Asked about from its first day on, when nothing of it is public yet.
    year = str(clock.today().year)
    return {year: _year(year)}


RESULT = Filter(
    "result", "results", lazy_gettext("结论"), make=Result, given=_results, is_open=True
)
FILTERS = (
    RESULT,
    Filter("domain", "domains", lazy_gettext("领域"), make=Domain, given=_of(DOMAINS)),
    Filter(
        "category",
        "categories",
        lazy_gettext("食品大类"),
        given=telling.category_labels,
        has_more=True,
        call=_other_category,
        is_open=True,
    ),
    Filter(
        "subcategory",
        "subcategories",
        lazy_gettext("食品细类"),
        has_more=True,
        listing=Listing.MOST_FIRST,
        under="category",
    ),
    Filter("stage", "stages", lazy_gettext("抽样环节"), make=ChainStage, given=_of(STAGES)),
    Filter("region", "regions", lazy_gettext("地区"), make=region_prefix, given=_regions),
    Filter(
        "item",
        "items",
        lazy_gettext("不合格项目"),
        has_more=True,
        call=_item,
        listing=Listing.MOST_FIRST,
    ),
    Filter("hazard", "hazards", lazy_gettext("危害类别"), given=_hazards),
    Filter(
        "disposal",
        "disposals",
        lazy_gettext("处置进度"),
        make=DisposalStage,
        given=_of(DISPOSAL_STAGES),
    ),
    Filter(
        "year",
        "years",
        lazy_gettext("公开年份"),
        make=int,
        given=_this_year,
        has_more=True,
        call=_year,
        listing=Listing.NEWEST_FIRST,
    ),
    Filter(
        "announcement",
        "announcements",
        lazy_gettext("公告"),
        has_more=True,
        listing=Listing.NEWEST_FIRST,
    ),
    Filter("kind", "kinds", lazy_gettext("任务类型"), make=TaskKind, given=_of(KINDS)),
)
