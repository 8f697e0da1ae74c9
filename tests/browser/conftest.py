"""A real browser against a real server, with forms protected as they are in life."""

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.support import Translations
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)
from werkzeug.serving import make_server

from deploy.tools import WINDOWLESS
from portal.settings import ROOT
from tests.browser.arriving import wait_for_pages
from tests.browser.demo_place import LEFT, DemoPlace, serving
from tests.factories.accounts import sign_in

# Without a window, Chromium does the same pages for half of the work.
CHROMIUM = shutil.which(WINDOWLESS) or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--disable-component-update"]
ENGLISH = Translations.load(ROOT / "translations", ["en"])
PATIENCE = 30_000  # milliseconds; a machine shared by several runs is slow
expect.set_options(timeout=PATIENCE)
AXE = (Path(__file__).parent / "axe-4.14.1" / "axe.min.js").read_text(encoding="utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        wait_for_pages(patch)
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """Serve the site on a free port of this machine and return its address."""
    app.config["WTF_CSRF_ENABLED"] = True
    serving = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()
    app.config["WTF_CSRF_ENABLED"] = False


class Reader:
    """Somebody with a browser."""

    def __init__(
        self, context: BrowserContext, server: str, language: str, *, scripts: bool
    ) -> None:
        self.context = context
        self.server = server
        self.language, self.has_scripts = language, scripts
        self.prefix = "/en" if language == "en" else ""
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(getattr(message, "text", ""))

    def open(self, path: str) -> Page:
        """Open a page in the reader's language."""
        self.page.goto(self.server + self.prefix + path)
        return self.page

    def word(self, words: str, **facts: object) -> str:
        """Return what the portal says in the reader's language where Chinese says ``words``."""
        told = ENGLISH.gettext(words) if self.language == "en" else words
        return told % facts if facts else told

    def press(self, words: str, **facts: object) -> None:
        """Press the button that says so."""
        self.page.get_by_role("button", name=self.word(words, **facts), exact=True).click()

    def follow(self, words: str) -> None:
        """Follow the link that says so."""
        self.page.get_by_role("link", name=self.word(words), exact=True).first.click()

    def field(self, label: str) -> Locator:
        """Return the field whose label begins so."""
        return self.page.get_by_label(re.compile(f"^{re.escape(self.word(label))}"))

    def fill(self, label: str, answer: str) -> None:
        """Write an answer into the field whose label begins so."""
        self.field(label).fill(answer)

    def tick(self, label: str) -> None:
        """Tick the box, or choose the answer, whose label begins so."""
        self.field(label).check()

    def reads(self, words: str, **facts: object) -> None:
        """Check that the page says so, in the reader's language."""
        self.sees(self.word(words, **facts))

    def sign_in(
        self, app: Flask, *roles: str, department: str | None = None, name: str = ""
    ) -> None:
        """Sign in as somebody new, by cookie; the door has tests of its own."""
        client = app.test_client()
        sign_in(client, *roles, department=department, name=name)
        cookie = client.get_cookie("session")
        assert cookie is not None
        self.wear(cookie.value)

    def wear(self, cookie: str) -> None:
        """Take somebody's place: the session is that of this cookie."""
        self.context.add_cookies([{"name": "session", "value": cookie, "url": self.server}])

    def sees(self, text: str) -> None:
        """Check that the page says so."""
        self.page.get_by_text(text).first.wait_for()

    def is_wider_than_the_screen(self) -> bool:
        """Whether the page has to be moved sideways."""
        root = "document.documentElement"
        return bool(self.page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


@pytest.fixture
def reader(browser: Browser, server: str) -> Iterator[Callable[..., Reader]]:
    """Return a way to make readers: with or without scripts, in either language, any width."""
    contexts: list[BrowserContext] = []
    readers: list[Reader] = []

    def make(
        *, scripts: bool = True, language: str = "zh", width: int = 1280, theme: str = "light"
    ) -> Reader:
        screen = ViewportSize(width=width, height=900)
        context = browser.new_context(
            java_script_enabled=scripts, viewport=screen, reduced_motion="reduce"
        )
        context.add_cookies([{"name": "theme", "value": theme, "url": server}])
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        person = Reader(context, server, language, scripts=scripts)
        readers.append(person)
        return person

    yield make
    complaints = [text for person in readers for text in person.complaints]
    for context in contexts:
        context.close()
    refused = [text for text in complaints if "status of 4" not in text]
    assert refused == [], "the browser complained"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoPlace]:
    """Serve the demo place. Processes that run side by side fill its database only once."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with serving(Path(LEFT) if LEFT else shared / "demo", own / "own-demo") as place:
        yield place


@pytest.fixture(scope="session")
def demo_reader(browser: Browser, demo: DemoPlace) -> Iterator[Callable[..., Reader]]:
    """Return a way to read the demo; readers of one language share their browser's window."""
    readers: dict[str, Reader] = {}

    def find(language: str) -> Reader:
        if language not in readers:
            context = browser.new_context(reduced_motion="reduce")
            context.set_default_timeout(PATIENCE)
            readers[language] = Reader(context, demo.server, language, scripts=True)
        return readers[language]

    yield find
    for reader in readers.values():
        reader.context.close()
