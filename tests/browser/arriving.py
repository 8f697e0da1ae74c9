"""A click is over when the page it leads to is there, and not when that has only begun."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

PENDING = ".htmx-request"


def wait_for_pages(patch: pytest.MonkeyPatch) -> None:
    """Let every click wait: one that reads on at once would read half a page, or none."""
    patch.setattr(Locator, "click", _patient(Locator.click, lambda locator: locator.page))
    patch.setattr(Page, "click", _patient(Page.click, lambda page: page))


def _patient(click: Callable[..., None], page_of: Callable[[Any], Page]) -> Callable[..., None]:
    def click_and_wait(clicked: Any, *what: Any, **how: Any) -> None:
        click(clicked, *what, **how)
        page = page_of(clicked)
        page.wait_for_load_state()
        page.locator(PENDING).first.wait_for(state="detached")

    return click_and_wait
