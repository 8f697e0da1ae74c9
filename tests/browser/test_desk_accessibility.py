"""Whoever works at the desk can use every page of it; and nothing hides under a phone's bar."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Reader
from tests.browser.demo_place import DemoPlace
from tests.browser.finding import Where, address_of
from tests.browser.looking import LIGHT, PHONE, flaws_of

pytestmark = pytest.mark.slow
Readers = Callable[[str], Reader]
# Whose page it is, and where it is.
PAGES = {
    "data-officer": (
        "/desk/",
        "/desk/sampling/imports/",
        "/desk/ratings/",
        "/desk/ratings/import",
        "/desk/owners/",
        "/desk/objections/",
        "/desk/incidents/",
        "/desk/mergers/",
        "/desk/rounds/{closed round}",
        "/desk/rounds/new",
        "/desk/walkins/slots/{past slot}",
    ),
    "editor": (
        "/desk/events/",
        "/desk/events/fair-market-quick-test/sign-ups",
        "/desk/campaigns/food-week/2026",
    ),
    "reviewer": ("/desk/sampling/review/", "/desk/ratings/review/", "/desk/replies/", "/desk/jobs"),
    "enterprise": ("/owner/", "/owner/objections/", "/owner/replies/", "/owner/filings/"),
    "handler": (
        "/desk/cases/",
        "/desk/cases/new",
        "/desk/cases/{open case}",
        "/desk/cases/workload/",
        "/desk/cases/national",
        "/desk/disposals/",
        "/desk/observations/",
        "{disposal}",
        "/desk/rewards/",
        "/desk/rewards/{opened reward}",
    ),
    "intake-clerk": ("/desk/rewards/counter/", "/desk/riders/"),
    "approver": ("/desk/rewards/approvals/", "/desk/rewards/approvals/{proposed reward}"),
    "finance": (
        "/desk/rewards/payments/",
        "/desk/rewards/payments/{payable reward}",
        "/desk/rewards/budget/",
        "/desk/rewards/batches/",
        "/desk/rewards/batches/{payment batch}",
        "/desk/rewards/ledger/",
        "/desk/rewards/reconciliations/",
        "/desk/rewards/reconciliations/{accounted month}",
    ),
    "volunteer": (
        "/desk/science/",
        "/desk/science/new",
        "/desk/science/lessons/",
        "/desk/science/lessons/new",
        "/desk/password",
    ),
    "publisher": (
        "/desk/science/reviews/",
        "/desk/science/reviews/zh/{article in review}",
        "/desk/members/",
        "/desk/roll/",
        "/desk/hours/",
        "/desk/visits/",
        "/desk/rumours/",
        "/desk/rumours/leftovers-nitrite",
        "/desk/concerns/",
        "/desk/concerns/residue-found",
        "/desk/channels/",
        "/desk/search/synonyms/",
    ),
    "supervisor": ("/desk/membership/", "/desk/membership/observations/new"),
    "administrator": ("/desk/accounts/", "/desk/passkeys"),
    "auditor": ("/desk/log",),
    "records-officer": ("/desk/retention/",),
}

# Pages like those above, with other things in them, looked at on a telephone, where least has room.
ALIKE: dict[str, tuple[Where, ...]] = {
    "data-officer": (
        "/desk/sessions",
        "/desk/names/",
        ("/desk/names/", "/desk/names/N-"),
        "/desk/dishonest-list/",
        "/desk/dishonest-list/new",
        ("/desk/dishonest-list/", "/desk/dishonest-list/D-"),
        ("/desk/incidents/", "/desk/incidents/Q-"),
        "/desk/inspections/",
        ("/desk/inspections/", "/desk/inspections/I-"),
        ("/desk/objections/", "/desk/objections/Y-"),
        ("/desk/owners/", "/desk/owners/letters/"),
        ("/desk/owners/", "/desk/owners/people/"),
        "/desk/owners/filings/",
        ("/desk/owners/filings/", "/desk/owners/filings/F-"),
        "/desk/penalties/",
        "/desk/penalties/new",
        ("/desk/penalties/", "/desk/penalties/P-"),
        ("/desk/ratings/", "/desk/ratings/R-"),
        "/desk/repairs/",
        "/desk/repairs/new",
        ("/desk/repairs/", "/desk/repairs/X-"),
        "/desk/rounds/",
        "/desk/sampling/columns/",
        ("/desk/sampling/imports/", "/desk/sampling/imports/I-"),
        "/desk/tables/",
        ("/desk/tables/", "/desk/tables/T-"),
        ("/desk/tables/", "/desk/tables/kinds/"),
        "/desk/walkins/",
        "/desk/walkins/slots/new",
    ),
    "editor": (
        "/desk/campaigns/",
        ("/desk/channels/", "/desk/channels/entries/"),
        ("/desk/concerns/", "/desk/concerns/questions/"),
        "/desk/events/fair-market-quick-test/seats",
        ("/desk/rumours/", "/desk/rumours/leads/"),
        "/desk/science/zh/{article in review}",
        "/desk/science/zh/{article in review}/notes/",
        "/desk/science/zh/{article in review}/versions",
        "/desk/science/zh/{public article}/correct",
        ("/desk/science/lessons/", "/desk/science/lessons/shi-"),
    ),
    "reviewer": (
        "/desk/observations/review/",
        ("/desk/observations/review/", "/desk/observations/review/gc-"),
        ("/desk/replies/", "/desk/replies/D-"),
        "/desk/sampling/amendments/",
        "/desk/sampling/announcements/",
        "/desk/sampling/announcements/new",
        ("/desk/sampling/announcements/", "/desk/sampling/announcements/N-"),
        "/desk/sampling/held/",
        "/desk/sampling/plans/new",
        ("/desk/sampling/review/", "/desk/sampling/review/I-"),
        "/desk/walkins/results/",
        ("/desk/walkins/results/", "/desk/walkins/results/bookings/"),
    ),
    "handler": (
        "/desk/cases/channel",
        "/desk/cases/replies/",
        "/desk/cases/{open case}/secret",
        ("/desk/cases/{open case}", "/desk/cases/{open case}/documents/"),
        "/desk/disposals/notices/",
        ("/desk/observations/", "/desk/observations/gc-"),
        "/desk/rewards/interests/",
        "/desk/riders/seals/{open case}",
    ),
    "finance": ("/desk/rewards/payments/verification",),
    "publisher": (
        ("/desk/members/", "/desk/members/zy-"),
        ("/desk/roll/", "/desk/roll/YG-"),
        "/desk/science/brands/",
        ("/desk/science/brands/", "/desk/science/brands/"),
        "/desk/science/reviews/zh/read-food-label/correction",
        "/desk/science/reviews/zh/{public article}/renew",
        "/desk/science/reviews/zh/{public article}/withdraw",
        ("/desk/visits/", "/desk/visits/sm-"),
    ),
    "supervisor": (("/desk/membership/", "/desk/membership/observations/gc-"),),
    "records-officer": (("/desk/retention/", "/desk/retention/certificates/"),),
}


@pytest.mark.parametrize("role", PAGES)
def test_the_desk_is_for_everybody(demo: DemoPlace, demo_reader: Readers, role: str) -> None:
    reader = demo_reader("zh")
    reader.sign_in(demo.app, role, name=f"demo-{role}")
    flaws = []
    for address in PAGES[role]:
        page = reader.open(address.format_map(demo.known))
        assert page.url.endswith(address.format_map(demo.known))
        flaws += flaws_of(page, LIGHT, PHONE)
    reader.context.clear_cookies(name="session")
    assert flaws == []


@pytest.mark.parametrize("role", ALIKE)
def test_other_pages_of_the_desk_are_for_everybody(
    demo: DemoPlace, demo_reader: Readers, role: str
) -> None:
    reader, flaws = demo_reader("zh"), []
    reader.sign_in(demo.app, role, department="market-regulation", name=f"demo-{role}")
    for where in ALIKE[role]:
        address = address_of(reader, where, demo.known)
        page = reader.open(address)
        assert page.url.endswith(address)
        assert page.locator("h1").count() == 1, address
        flaws += flaws_of(page, PHONE)
    reader.context.clear_cookies(name="session")
    assert flaws == []


COVERED = """
() => {
  const bar = document.querySelector(".tabbar");
  const all = [...document.querySelectorAll("main a, main button, main input, footer a")];
  return all.filter(one => one.offsetParent !== null).filter(one => {
    one.focus();
    const where = one.getBoundingClientRect();
    return where.top >= bar.getBoundingClientRect().top;
  }).map(one => one.outerHTML.slice(0, 120));
}
"""
END_IS_COVERED = """
() => {
  window.scrollTo(0, document.body.scrollHeight);
  const bar = document.querySelector(".tabbar").getBoundingClientRect();
  return document.querySelector(".foot-end").getBoundingClientRect().bottom > bar.top;
}
"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", ["/", "/sampling/", "/complaints/new/complaint/respondent"])
def test_the_bar_of_a_phone_hides_nothing_that_has_the_focus(
    demo_reader: Readers, address: str, language: str
) -> None:
    reader = demo_reader(language)
    page = reader.open(address)
    for is_elder in (False, True):
        page.set_viewport_size({"width": 390, "height": 844})
        page.evaluate("on => document.documentElement.toggleAttribute('data-elder', on)", is_elder)
        assert page.evaluate(COVERED) == []
        assert not page.evaluate(END_IS_COVERED)
