"""Who may open which page of the desk."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories import rewards as factory
from tests.visitor import Visitor
from tests.web.rewards.people import filled_proposal, kept

People = Callable[..., Visitor]
PAGES = [
    "/desk/rewards/",
    "/desk/rewards/{reference}",
    "/desk/rewards/approvals/",
    "/desk/rewards/approvals/{reference}",
    "/desk/rewards/payments/",
    "/desk/rewards/payments/{reference}",
    "/desk/rewards/payments/verification",
    "/desk/rewards/budget/",
    "/desk/rewards/counter/",
]
ACTIONS = [
    "/desk/rewards/{reference}/calculation",
    "/desk/rewards/{reference}/proposal",
    "/desk/rewards/{reference}/refusal",
    "/desk/rewards/{reference}/extension",
    "/desk/rewards/approvals/{reference}/approval",
    "/desk/rewards/approvals/{reference}/return",
    "/desk/rewards/approvals/{reference}/review",
    "/desk/rewards/payments/{reference}/payee",
    "/desk/rewards/payments/{reference}/start",
    "/desk/rewards/payments/{reference}/result",
    "/desk/rewards/payments/{reference}/failure",
    "/desk/rewards/payments/{reference}/retry",
    "/desk/rewards/payments/{reference}/recovery",
    "/desk/rewards/payments/verification",
    "/desk/rewards/budget/",
    "/desk/rewards/counter/",
]


@pytest.fixture
def reference(app: Flask) -> str:
    return kept(app, factory.make_verified)


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_refused_every_page(
    stranger: Visitor, citizen: Visitor, reference: str, address: str
) -> None:
    stranger.get(address.format(reference=reference), status=403)
    signed_out = citizen.get(address.format(reference=reference), status=303)
    assert "sign-in" in signed_out.location


@pytest.mark.parametrize("address", ACTIONS)
def test_a_stranger_is_refused_every_action(
    stranger: Visitor, citizen: Visitor, reference: str, address: str
) -> None:
    stranger.post(address.format(reference=reference), {}, status=403)
    signed_out = citizen.post(address.format(reference=reference), {}, status=303)
    assert "sign-in" in signed_out.location


def test_another_departments_handler_is_refused(
    officer: People, reference: str, app: Flask
) -> None:
    other = officer("handler", department="agriculture")
    own_page = f"/desk/rewards/{reference}"
    other.get(own_page, status=403)
    for action in ("calculation", "proposal"):
        other.post(f"{own_page}/{action}", filled_proposal(app), status=403)
    for action in ("refusal", "extension"):
        other.post(f"{own_page}/{action}", {}, status=403)
    assert reference not in other.get("/desk/rewards/").text


@pytest.mark.parametrize(
    ("role", "closed"),
    [
        ("handler", ["/desk/rewards/approvals/", "/desk/rewards/payments/"]),
        ("approver", ["/desk/rewards/", "/desk/rewards/payments/", "/desk/rewards/counter/"]),
        ("finance", ["/desk/rewards/", "/desk/rewards/approvals/", "/desk/rewards/counter/"]),
        ("intake-clerk", ["/desk/rewards/", "/desk/rewards/budget/"]),
        ("administrator", ["/desk/rewards/approvals/", "/desk/rewards/payments/"]),
        ("auditor", ["/desk/rewards/", "/desk/rewards/payments/"]),
    ],
)
def test_each_role_opens_its_own_pages_only(officer: People, role: str, closed: list[str]) -> None:
    visitor = officer(role)
    for address in closed:
        visitor.get(address, status=403)


@pytest.mark.parametrize("address", [page for page in PAGES if "{reference}" in page])
@pytest.mark.parametrize("unknown", ["JL26-AAAA-AAAA", "%00", "%F0%9F%8D%9A", "x" * 2000])
def test_what_does_not_exist_is_not_found(officer: People, address: str, unknown: str) -> None:
    everybody = officer("handler", "approver", "finance")
    everybody.get(address.format(reference=unknown), status=404)


def test_a_clerk_finds_the_counter_in_the_menu(officer: People) -> None:
    assert "/desk/rewards/counter/" in officer("intake-clerk").get("/desk/").links()
