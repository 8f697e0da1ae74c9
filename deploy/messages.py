"""make messages: collect every sentence of the site for the translators, in a stable order."""

import tempfile
from pathlib import Path

from deploy import environment, tools
from deploy.console import ROOT, finish, say

CATALOGUE = ROOT / "translations" / "messages.pot"
LANGUAGES = ("en",)
STEADY: tuple[str, ...] = (
    *("--sort-by-file", "--no-location", "--width=100", "--omit-header"),
    *("-k", "_", "-k", "lazy_gettext", "-k", "ngettext:1,2"),
)
UPDATE = ("--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date")
BABEL = ("babel.messages.frontend", "-q")


def extract(target: Path) -> int:
    """Write every sentence of code and templates to ``target``."""
    return tools.run(*BABEL, "extract", "-F", "babel.cfg", *STEADY, "-o", str(target), ".")


def drift() -> int:
    """Say whether translations/messages.pot still holds exactly the sentences of the site."""
    with tempfile.TemporaryDirectory(prefix="portal-messages-") as folder:
        fresh = Path(folder) / "messages.pot"
        if extract(fresh):
            return 1
        kept = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.is_file() else ""
        if fresh.read_text(encoding="utf-8") == kept:
            return 0
    say("translations/messages.pot is not what the site says: run 'make messages'.")
    return 1


def main() -> int:
    """Renew the catalogue and bring every translation in line with it; nothing is guessed."""
    environment.ready("requirements.txt")
    CATALOGUE.parent.mkdir(exist_ok=True)
    if extract(CATALOGUE):
        return 1
    for language in LANGUAGES:
        folder = CATALOGUE.parent / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        words = ("-i", str(CATALOGUE), "-l", language, "-d", str(CATALOGUE.parent))
        is_new = not (folder / "messages.po").is_file()
        command = ("init", *words) if is_new else ("update", *UPDATE, *words)
        if tools.run(*BABEL, *command, "--width=100"):
            return 1
    return 0


if __name__ == "__main__":
    finish(main)
