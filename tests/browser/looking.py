"""Looking at a page with axe, in every way people read it.

Every rule is asked of a page as it stands on a wide screen and on a narrow one: what is shown on
either differs. A change of colours asks what colours decide; large type, which makes colours only
stronger, asks what the room decides. English has the same places and colours as Chinese and other
words: it asks what words decide, and what the room does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from playwright.sync_api import Page

from tests.browser.conftest import AXE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ("color-contrast", "link-in-text-block")
ROOM = ("target-size", "scrollable-region-focusable")
RUN_AXE = """
async ([tags, only, without]) => {
  const found = await axe.run(document, {
    runOnly: only.length ? {type: "rule", values: only} : {type: "tag", values: tags},
    rules: Object.fromEntries(without.map(rule => [rule, {enabled: false}])),
    resultTypes: ["violations"],
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
    """One way of reading a page: how it is shown, and which rules are ``only`` or not asked."""

    name: str
    width: int
    theme: str = "light"
    is_elder: bool = False
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


LIGHT, PHONE = Look("light", 1280), Look("light, phone", 390)
DARK, ELDER = Look("dark", 1280, theme="dark"), Look("elder, phone", 390, is_elder=True)
# The same once a page has been looked at in its plain colours and type.
ALL_LOOKS = (LIGHT, PHONE, replace(DARK, only=COLOURS), replace(ELDER, without=COLOURS))
IN_ENGLISH = (replace(LIGHT, without=COLOURS), replace(PHONE, only=ROOM))


def flaws_of(page: Page, *looks: Look) -> list[str]:
    """Return what is wrong with the open page: rule, place, how it was looked at, address."""
    page.wait_for_load_state()
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
    return [*flaws_of(page, *IN_ENGLISH), *_too_wide(page, ELDER)]


def _flaws(page: Page, look: Look) -> Iterator[str]:
    yield from _too_wide(page, look)
    yield from page.evaluate(RUN_AXE, [TAGS, look.only, look.without])


def _too_wide(page: Page, look: Look) -> Iterator[str]:
    page.set_viewport_size({"width": look.width, "height": 900})
    page.evaluate(CHANGE_LOOK, [look.theme, look.is_elder])
    beyond = page.evaluate(WIDEST)
    if beyond:
        yield f"wider than {look.width} px: {beyond}"
