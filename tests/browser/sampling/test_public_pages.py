"""What stands beside the results can be used by everybody: notices, plans, figures, cards."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.kernel import clock
from tests.browser.conftest import Reader
from tests.browser.demo_place import DemoPlace
from tests.browser.looking import DARK, ELDER, LIGHT, PHONE, Look, flaws_of

Readers = Callable[[str], Reader]
# Where a page is, and which link of it leads to one of those it lists.
LISTED = {
    "announcements": ("/sampling/announcements/", ".samp-notices h2 a"),
    "plans": ("/sampling/plans/", "main tbody a"),
}
ALONE = {
    "quick tests": "/sampling/quick-tests/",
    "statistics": "/sampling/statistics",
    "disposals": "/sampling/disposals",
    "cards": "/sampling/items",
    "a card": "/sampling/items/cyromazine",
    "answers": "/sampling/answers/item?result=failed",
    "a result on a day": "{corrected}?as_of={yesterday}",
}
LOOKS: dict[str, tuple[Look, ...]] = {"zh": (LIGHT, DARK, ELDER), "en": (PHONE,)}


@pytest.mark.parametrize("kind", [*LISTED, *ALONE])
def test_it_is_for_everybody(demo: DemoPlace, demo_reader: Readers, kind: str) -> None:
    flaws = []
    for language, looks in LOOKS.items():
        reader = demo_reader(language)
        address, link = LISTED.get(kind, (ALONE.get(kind, ""), ""))
        known = {**demo.known, "yesterday": str(clock.today() - timedelta(days=1))}
        page = reader.open(address.format_map(known))
        flaws += flaws_of(page, *looks)
        if link:
            page.locator(link).first.click()
            page.wait_for_load_state()
            assert not page.url.endswith(address)
            flaws += flaws_of(page, *looks)
    assert flaws == []


def test_the_menu_knows_where_its_kindred_pages_belong(
    demo: DemoPlace, demo_reader: Readers
) -> None:
    reader = demo_reader("zh")
    for address in ("/sampling/plans/", "/sampling/quick-tests/", "/sampling/announcements/"):
        page = reader.open(address)
        marked = page.locator(".nav a[aria-current]").all_inner_texts()
        assert marked == ["查抽检"], address
