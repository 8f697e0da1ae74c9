"""Everybody can use every public page: axe finds nothing, and nothing has to be moved sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.browser.demo_place import DemoPlace
from tests.browser.finding import Where, address_of
from tests.browser.journeys.citizens import STORY
from tests.browser.looking import LIGHT, PHONE, flaws_in, flaws_of

pytestmark = pytest.mark.slow
LANGUAGES = ("zh", "en")
# What kind of page it is, where one of the kind is, how it answers.
PAGES = {
    "home": ("/", 200),
    "results": ("/sampling/", 200),
    "a failed result": ("{failed}", 200),
    "a passed result": ("{passed}", 200),
    "a withdrawn result": ("{withdrawn}", 410),
    "enterprises": ("/enterprises/", 200),
    "fields of enterprises": ("/enterprises/fields", 200),
    "an enterprise": ("{enterprise}", 200),
    "ways to report": ("/complaints/new", 200),
    "tracking": ("/track", 200),
    "verifying a receipt": ("/complaints/verify", 200),
    "keys of receipts": ("/complaints/verify/keys", 200),
    "statistics": ("/complaints/statistics", 200),
    "columns": ("/science/", 200),
    "a column": ("/science/short-facts/", 200),
    "an article": ("{article}", 200),
    "a withdrawn article": ("{withdrawn article}", 410),
    "search": ("/search", 200),
    "commitments": ("/commitments/", 200),
    "a commitment": ("{commitment}", 200),
    "rules and parameters": ("/places/parameters", 200),
    "departments": ("/places/departments", 200),
    "the place": ("/places/about", 200),
    "rewards": ("/rewards/", 200),
    "rules of rewards": ("/rewards/rules", 200),
    "riders": ("/riders/", 200),
    "a rider's enrolment": ("/riders/enrolment", 200),
    "an application": ("/members/apply", 200),
    "ways to join in": ("/members/", 200),
    "signing up for an event": ("/events/fair-market-quick-test/sign-up", 200),
    "voting": ("/rounds/{open round}/vote", 200),
    "walk-in tests": ("/walkins/", 200),
    "the public roll": ("/members/roll", 200),
    "observations": ("/members/observations/", 200),
    "visits": ("/visits/", 200),
    "a request for a visit": ("/visits/request", 200),
    "rumours": ("/rumours/", 200),
    "a rumour": ("/rumours/leftovers-nitrite", 200),
    "sending a claim": ("/rumours/send", 200),
    "concerns": ("/concerns/", 200),
    "a concern": ("/concerns/residue-found", 200),
    "channels": ("/channels/", 200),
    "sign-in": ("/sign-in", 200),
    "accessibility": ("/about/accessibility", 200),
    "privacy": ("/about/privacy", 200),
    "nothing": ("/nothing-here", 404),
}
# The same pages with other things in them: words, places and colours are those of the kind above.
AGAIN = {
    "results by words": ("/sampling/?q=示例", 200),
    "results by filters": ("/sampling/?result=failed&sort=ratio", 200),
    "no results": ("/sampling/?q=没有这样的东西", 200),
    "results by an unknown filter": ("/sampling/?result=unheard-of", 400),
    "a corrected result": ("{corrected}", 200),
    "enterprises by words": ("/enterprises/?q=示例", 200),
    "no enterprises": ("/enterprises/?q=没有这样的东西", 200),
    "enterprises by filters": ("/enterprises/?kind=caterer&since=2020-01-01&sort=name", 200),
    "enterprises by an unknown filter": ("/enterprises/?kind=unheard-of", 400),
    "lesson packs": ("/science/lessons/", 200),
    "saved articles": ("/science/saved", 200),
    "the quiz": ("/quiz/2026-1", 200),
    "answers of the quiz": ("/quiz/2026-1/answers?chosen=1111111111", 200),
    "the press page": ("/press/", 200),
    "a lesson pack": ("/science/lessons/shi-li-ke-kan-dong-shi-pin-biao-qian", 200),
    "brands and signs": ("/science/brands/", 200),
    "a song to be heard": ("/science/songs/song-wash-the-greens", 200),
    "a column of events": ("/science/fairs/", 200),
    "search with hits": ("/search?q=豇豆", 200),
    "search without hits": ("/search?q=没有这样的东西", 200),
    "thanks": ("/members/thanks", 200),
    "events": ("/events/", 200),
    "an event": ("/events/fair-market-quick-test", 200),
    "a campaign": ("/campaigns/food-week/", 200),
    "the result of a round": ("/rounds/{closed round}", 200),
    "proposing": ("/rounds/{open round}/propose", 200),
    "booking a test": ("/walkins/slots/{next slot}/book", 200),
    "a walk-in result": ("{walk-in result}", 200),
    "a counted reward": ("/rewards/rules?grade=2&base=68400", 200),
    "a reward that cannot be counted": ("/rewards/rules?grade=2&base=many", 422),
    "a reward of two": ("/rewards/rules?grade=2&base=68400&matched=30000&shares=2", 200),
}
# Pages built like those above, looked at on a telephone, where least has room.
ALIKE: tuple[Where, ...] = (
    "/receipts/",
    "/receipts/?number=xx-1",
    "/campaigns/",
    "/channels/site",
    "/concerns/ask",
    "/events/sign-ups/",
    "/events/sign-ups/?reference=xx-1",
    "/laws/",
    "/laws/cosmetics-regulations",
    "/owner/claim",
    "/quiz/",
    "/ratings/schemes/",
    "/rounds/",
    "/rounds/{open round}",
    "/rounds/{open round}/voted",
    "/science/series/guochuang",
    "/walkins/results/?number=xx-1",
    "/dishonest-list/",
    ("/dishonest-list/", "/dishonest-list/D-"),
    "/inspections/",
    ("/inspections/", "/inspections/I-"),
    ("/members/observations/", "/members/observations/gc-"),
    "/penalties/",
    ("/penalties/", "/penalties/P-"),
    ("/ratings/schemes/", "/ratings/schemes/catering-annual/"),
    "/sampling/announcements/",
    ("/sampling/announcements/", "/sampling/announcements/N-"),
    "/sampling/answers/category",
    "/sampling/disposals",
    "/sampling/fields",
    "/sampling/items",
    "/sampling/items/cyromazine",
    "/sampling/plans/",
    ("/sampling/plans/", "/sampling/plans/P-"),
    "/sampling/quick-tests/",
    "/sampling/statistics",
    "/sampling/subscriptions/new",
    "{enterprise}/door",
)
Readers = Callable[[str], Reader]


def open_page(demo: DemoPlace, reader: Reader, address: str, status: int) -> Page:
    """Open a page of the demo; fail where it does not answer so."""
    answer = reader.page.goto(demo.server + reader.prefix + address.format_map(demo.known))
    assert answer is not None
    assert answer.status == status
    return reader.page


@pytest.mark.parametrize("kind", PAGES)
def test_a_public_page_is_for_everybody(demo: DemoPlace, demo_reader: Readers, kind: str) -> None:
    flaws = []
    for language in LANGUAGES:
        flaws += flaws_in(language, open_page(demo, demo_reader(language), *PAGES[kind]))
    assert flaws == []


@pytest.mark.parametrize("kind", AGAIN)
def test_other_contents_are_for_everybody(demo: DemoPlace, demo_reader: Readers, kind: str) -> None:
    page = open_page(demo, demo_reader("zh"), *AGAIN[kind])
    assert flaws_of(page, LIGHT, PHONE) == []


@pytest.mark.parametrize("where", ALIKE, ids="".join)
def test_other_pages_are_for_everybody(demo: DemoPlace, demo_reader: Readers, where: Where) -> None:
    reader = demo_reader("zh")
    page = reader.open(address_of(reader, where, demo.known))
    assert page.locator("h1").count() == 1
    assert flaws_of(page, PHONE) == []


def send_nothing(reader: Reader, form: str = "#case-form") -> None:
    """Send a form as it is; it comes back and says what is missing."""
    reader.page.locator(f"{form} button.btn").first.click()
    reader.page.locator(".errs").wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complaint_is_for_everybody_at_every_step(
    demo: DemoPlace, demo_reader: Readers, language: str
) -> None:
    reader = demo_reader(language)
    page = reader.open("/complaints/new/complaint/respondent")
    flaws = flaws_in(language, page)
    send_nothing(reader)
    flaws += flaws_in(language, page)
    page.locator("#respondent").fill("示例小吃店")
    page.locator("#respondent_address").fill("示例街 2 号")
    page.locator("#case-form button.btn").click()
    page.locator("#told").wait_for()
    flaws += flaws_in(language, page)
    send_nothing(reader)
    flaws += flaws_in(language, page)
    page.locator("#told").fill(STORY)
    for name in ("domain", "category"):
        page.locator(f"input[name={name}]").first.check()
    page.locator("#case-form button.btn").click()
    page.locator("#telephone").wait_for()
    flaws += flaws_in(language, page)
    send_nothing(reader)
    assert flaws + flaws_in(language, page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_is_for_everybody(demo: DemoPlace, demo_reader: Readers, language: str) -> None:
    reader = demo_reader(language)
    page = reader.open("/complaints/new/tip/respondent")
    page.locator("#respondent").fill("示例小吃店")
    for name in ("domain", "category"):
        page.locator(f"input[name={name}]").first.check()
    page.locator("#told").fill(STORY)
    # Where a draft was begun before, there is one button, and it leads to the check as well.
    page.locator("#case-form button.btn").last.click()
    page.locator("dl.facts").first.wait_for()
    flaws = flaws_in(language, page)
    page.locator("#case-form button.btn").first.click()
    page.locator("#code").wait_for()
    flaws += flaws_in(language, page)
    send_nothing(reader, "form:has(#is_written)")
    assert flaws + flaws_in(language, page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_following_a_case_is_for_everybody(
    demo: DemoPlace, demo_reader: Readers, language: str
) -> None:
    reader, flaws = demo_reader(language), []
    reader.open("/track")
    send_nothing(reader, "main form")
    flaws += flaws_in(language, reader.page)
    for kind in ("open case", "concluded case", "claimable case"):
        reader.wear(demo.tracking(demo.known[kind]))
        reader.open("/track/case").locator("#history").wait_for()
        flaws += flaws_in(language, reader.page)
    reader.open("/track/reward/")
    flaws += flaws_in(language, reader.page)
    if language == "zh":
        send_nothing(reader, "form[action$='/claim']")
        flaws += flaws_in(language, reader.page)
        answers = reader.page.locator("#claim .rwd-declare input[value=no]").all()
        promised = ("input[value=anonymous]", "input[value=counter]", "#claim-has_promised")
        for answer in (*answers, *map(reader.page.locator, promised)):
            answer.check()
        reader.page.locator("form[action$='/claim'] button").click()
        reader.page.locator(".rwd-code").first.wait_for()
    reader.open("/track/reward/code").locator(".rwd-code").first.wait_for()
    assert flaws + flaws_in(language, reader.page) == []
