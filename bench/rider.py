"""make bench-rider: a rider's tip from the first tap to the receipt, on a slow network and phone.

Chromium with its network held to slow 3G (400 kbit/s down and up, 400 ms there and back) and its
processor to a quarter; nothing is in its cache. Each tap and each letter takes as long as a thumb
takes. With script and without it.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from bench.front_cache import free_port, running
from deploy.console import Stop, finish, say

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
PHONE: ViewportSize = {"width": 360, "height": 740}
# Slow 3G, as browsers' own tools define it: bytes a second, milliseconds.
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOWER_PROCESSOR = 4
# A thumb on glass: one tap with the look before it, one letter (milliseconds).
TAP, LETTER = 900, 250
GOAL = 30.0
ROUNDS = 3
SHOP = "示例麻辣烫"


def _tap(page: Page, selector: str) -> None:
    page.wait_for_timeout(TAP)
    page.locator(selector).first.click()


def one_rider(context: BrowserContext, address: str) -> float:
    """Send one tip and return the seconds from the first request to the secret on the screen."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    began = time.perf_counter()
    page.goto(f"{address}/complaints/rider", wait_until="commit")
    page.locator("#respondent").wait_for()
    _tap(page, "#respondent")
    page.locator("#respondent").press_sequentially(SHOP, delay=LETTER)
    _tap(page, "label:has(input[name=seal][value=broken])")
    _tap(page, "label:has(input[name=platform][value=meituan])")
    _tap(page, "#case-form button.btn")
    page.locator(".words li").nth(4).wait_for()
    spent = time.perf_counter() - began
    page.close()
    return spent


def measure(browser: Browser, address: str, *, scripts: bool) -> float:
    """Return the median over riders who each come for the first time."""
    times = []
    for _round in range(ROUNDS):
        context = browser.new_context(viewport=PHONE, java_script_enabled=scripts, is_mobile=True)
        times.append(one_rider(context, address))
        context.close()
    return median(times)


def main() -> int:
    """Measure with and without script; return 1 where a rider takes longer than half a minute."""
    if not Path(CHROMIUM).exists():
        raise Stop("Chromium is not installed: apt-get install chromium")
    port, reached = free_port(), []
    with tempfile.TemporaryDirectory(prefix="portal-rider-") as folder:
        serve = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--prepare"]
        with (
            running([*serve, "--port", str(port)], port, {"PORTAL_VAR": folder}),
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for name, scripts in (("with script", True), ("without script", False)):
                spent = measure(browser, f"http://127.0.0.1:{port}", scripts=scripts)
                reached.append(spent <= GOAL)
                told = "reached" if reached[-1] else "MISSED"
                say(f"  {name}: {spent:.1f} s to the receipt (goal <= {GOAL:.0f} s): {told}")
            browser.close()
    return int(not all(reached))


if __name__ == "__main__":
    finish(main)
