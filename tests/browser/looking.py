"""Looking at a page with axe, in every way people read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.conftest import AXE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """
async tags => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
  });
  return found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id} at ${node.target.join(" ")}: ${node.failureSummary}`));
}
"""
# As the server and the two buttons at the top of each page do it.
CHANGE_LOOK = """
([theme, elder]) => {
  document.documentElement.setAttribute("data-theme", theme);
  document.documentElement.toggleAttribute("data-elder", elder);
}
"""
WIDEST = """
() => {
  const root = document.documentElement, most = root.clientWidth;
  if (root.scrollWidth <= most) { return null; }
  const beyond = [...document.body.querySelectorAll("*")].find(
    one => one.getBoundingClientRect().right > most + 1);
  return beyond ? beyond.outerHTML.slice(0, 120) : "something";
}
"""


@dataclass(frozen=True)
class Look:
    """One way of reading a page."""

    name: str
    width: int
    theme: str = "light"
    is_elder: bool = False


LIGHT, PHONE = Look("light", 1280), Look("light, phone", 390)
DARK = Look("dark", 1280, theme="dark")
ELDER = Look("elder, phone", 390, is_elder=True)
ALL_LOOKS = (LIGHT, DARK, PHONE, ELDER)


def flaws_of(page: Page, *looks: Look) -> list[str]:
    """Return what is wrong with the open page: rule, place, how it was looked at, address."""
    page.evaluate(AXE)
    return [
        f"[{look.name}] {page.url}: {flaw}"
        for look in looks or ALL_LOOKS
        for flaw in _flaws(page, look)
    ]


def flaws_in(language: str, page: Page) -> list[str]:
    """Return what is wrong with the open page, looked at in every way that its language changes.

    Words are longer in English, and take more room in large type; colours are those of Chinese.
    """
    if language == "zh":
        return flaws_of(page)
    return [*flaws_of(page, LIGHT, PHONE), *_too_wide(page, ELDER)]


def _flaws(page: Page, look: Look) -> Iterator[str]:
    yield from _too_wide(page, look)
    yield from page.evaluate(RUN_AXE, TAGS)


def _too_wide(page: Page, look: Look) -> Iterator[str]:
    page.set_viewport_size({"width": look.width, "height": 900})
    page.evaluate(CHANGE_LOOK, [look.theme, look.is_elder])
    beyond = page.evaluate(WIDEST)
    if beyond:
        yield f"wider than {look.width} px: {beyond}"
