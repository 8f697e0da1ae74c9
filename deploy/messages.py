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
    # Babel's own habit also passes over folders whose name begins with "_": our layouts.
    *("--ignore-dirs", ".*"),
)
UPDATE = ("--no-fuzzy-matching", "--ignore-obsolete", "--omit-header")
HEADER = r"""msgid ""
msgstr ""
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
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
    return 1 if any(_renew(language) for language in LANGUAGES) else 0


def _renew(language: str) -> int:
    catalogue = CATALOGUE.parent / language / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    if not catalogue.is_file():
        catalogue.write_text(HEADER, encoding="utf-8")
    words = ("-i", str(CATALOGUE), "-o", str(catalogue), "-l", language, "--width=100")
    if tools.run(*BABEL, "update", *UPDATE, *words):
        return 1
    # Babel's own header is dates and blanks to be filled in; ours says what readers need.
    catalogue.write_text(HEADER + catalogue.read_text(encoding="utf-8"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    finish(main)
