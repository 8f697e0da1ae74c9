"""Channels: whose address it is, and how months are counted."""

from datetime import date

import pytest

from portal.channels.register import read_register
from portal.channels.rules import count_by_month, is_on_host
from portal.kernel.months import last_months
from portal.places.profile import available_places, load_profile


@pytest.mark.parametrize(
    ("link", "address", "is_own"),
    [
        ("https://example.com/a", "https://example.com/", True),
        ("https://example.com.evil.test/a", "https://example.com/", False),
        ("https://example.com@evil.test/", "https://example.com/", False),
        ("ftp://example.com/a", "https://example.com/", False),
        ("https://[broken", "https://example.com/", False),
        ("https://example.com/a", None, False),
    ],
)
def test_a_link_stays_on_the_host_of_its_channel(
    link: str, address: str | None, is_own: bool
) -> None:
    assert is_on_host(link, address) is is_own


def test_a_month_without_an_entry_is_shown_as_none() -> None:
    months = last_months(date(2026, 2, 3), 3)
    days = [("a", date(2026, 2, 1)), ("a", date(2025, 12, 31)), ("gone", date(2026, 2, 1))]
    assert count_by_month(days, ["a", "b"], months) == {"a": [1, 0, 1], "b": [0, 0, 0]}


@pytest.mark.parametrize("place", available_places())
def test_no_account_is_invented(place: str) -> None:
    register = read_register(load_profile(place).layers)
    assert register
    for channel in register.values():
        assert channel.source
        assert channel.is_own or (channel.name is None) is (channel.address is None)
