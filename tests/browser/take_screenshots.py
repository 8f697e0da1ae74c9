"""python -m tests.browser.take_screenshots [FOLDER]: renew docs/screenshots from the demo place.

Every picture is taken at 1440 and at 390 px. --english takes them in English, to be looked at.
"""

import argparse
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from portal.settings import ROOT
from tests.browser.conftest import CHROMIUM, PATIENCE, QUIET, Reader
from tests.browser.demo_place import DemoPlace, serving
from tests.browser.journeys.citizens import STORY

WIDTHS = (1440, 390)
COLOURS = 256
LANGUAGES = {False: "zh-CN", True: "en"}  # of the browser's own buttons
HEIGHT = "document.documentElement.scrollHeight"


def open_page(address: str) -> Callable[[Reader, DemoPlace], None]:
    """Return how to come to a page that is simply opened."""

    def come(reader: Reader, demo: DemoPlace) -> None:
        reader.open(address.format_map(demo.known))

    return come


def make_a_mistake(reader: Reader, _demo: DemoPlace) -> None:
    """Come to a step that says what is missing."""
    page = reader.open("/complaints/new/complaint/respondent")
    page.locator("#respondent").fill("示例阿明海鲜面馆")
    page.locator("#case-form button.btn").click()
    page.locator(".errs").wait_for()


def get_a_receipt(reader: Reader, _demo: DemoPlace) -> None:
    """Come to a receipt."""
    page = reader.open("/complaints/new/tip/respondent")
    page.locator("#respondent").fill("示例阿明海鲜面馆")
    for name in ("domain", "category"):
        page.locator(f"input[name={name}]").first.check()
    page.locator("#told").fill(STORY)
    page.locator("#case-form button.btn").first.click()
    page.locator("#code").wait_for()


def follow_a_case(reader: Reader, demo: DemoPlace) -> None:
    """Come to a case with messages and a reward to be claimed."""
    reader.wear(demo.tracking(demo.known["claimable case"]))
    reader.open("/track/case").locator("#talk").wait_for()


def open_desk(reader: Reader, demo: DemoPlace) -> None:
    """Come to a handler's queue."""
    reader.sign_in(demo.app, "handler", department="market-regulation", name="demo-handler")
    reader.open("/desk/cases/")


def open_first(role: str, address: str) -> Callable[[Reader, DemoPlace], None]:
    """Return how somebody at work comes to the first thing of a list."""

    def come(reader: Reader, demo: DemoPlace) -> None:
        reader.sign_in(demo.app, role, name=f"demo-{role}")
        page = reader.open(address)
        page.locator(f"main :is(td, th, li) a[href^='{address}']").first.click()
        page.wait_for_load_state()

    return come


SHOTS: dict[str, Callable[[Reader, DemoPlace], None]] = {
    "home": open_page("/"),
    "search": open_page("/sampling/?q=芹菜"),
    "result": open_page("{failed}"),
    "enterprise": open_page("{enterprise}"),
    "form": make_a_mistake,
    "receipt": get_a_receipt,
    "tracking": follow_a_case,
    "article": open_page("{article}"),
    "desk": open_desk,
    "ways": open_page("/complaints/new"),
    "door": open_page("{enterprise}/door"),
    "objection": open_first("enterprise", "/owner/objections/"),
    "repair": open_first("data-officer", "/desk/repairs/"),
}


def save(page: Page, file: Path) -> None:
    """Save the open page, whole, in the colours it has most of."""
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    counted = taken.getcolors(taken.width * taken.height) or []
    used = [colour for _count, colour in sorted(counted, reverse=True)][:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in cast("list[tuple[int, ...]]", used) for part in colour])
    taken.quantize(palette=palette, dither=Image.Dither.NONE).save(file, optimize=True)


def take(browser: Browser, demo: DemoPlace, folder: Path, language: str, width: int) -> None:
    """Take every picture at one width."""
    for name, come_to in SHOTS.items():
        context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", color_scheme="light"
        )
        context.set_default_timeout(PATIENCE)
        reader = Reader(context, demo.server, language, scripts=True)
        come_to(reader, demo)
        # A bar that sticks to the screen belongs at the end of a picture of the whole page.
        page = reader.page
        page.evaluate("document.fonts.ready.then(() => null)")
        page.set_viewport_size({"width": width, "height": int(page.evaluate(HEIGHT))})
        save(page, folder / f"{name}-{width}.png")
        context.close()


def main() -> None:
    """Take every picture at every width."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screenshots")
    asked.add_argument("--english", action="store_true")
    told = asked.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as temporary,
        serving(Path(temporary) / "demo", Path(temporary) / "own") as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, f"--lang={LANGUAGES[told.english]}"]
        )
        for width in WIDTHS:
            take(browser, demo, told.folder, "en" if told.english else "zh", width)
        browser.close()


if __name__ == "__main__":
    main()
