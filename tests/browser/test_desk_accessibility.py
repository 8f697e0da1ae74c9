"""Whoever works at the desk can use every page of it; and nothing hides under a phone's bar."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Reader
from tests.browser.demo_place import DemoPlace
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
