"""The repository speaks of the product alone: of no machine, of nothing unfinished."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

# Spelt with brackets, so that this list does not find itself.
_MACHINES = ("work", "root", "farm", "opt", "home/[a-z]", "mnt", "Users")
_HOSTS = ("pyp[i][.]org", "pythonh[o]sted", "npm[j]s", "deb[.]debian", "js[d]elivr", "unp[k]g")
_UNFINISHED = ("TO[D]O", "FIX[M]E", "XX[X]", "[l]orem ipsum")
PATTERNS = {
    "a path of a machine": re.compile(rf"(?<![\w.$}}*/-])/(?:{'|'.join(_MACHINES)})/"),
    "a host of packages": re.compile("|".join(_HOSTS)),
    "something unfinished": re.compile(rf"\b(?:{'|'.join(_UNFINISHED)})\b"),
    "a ticket": re.compile(r"\b[Ii]ssues? #?[0-9]"),
}
FOREIGN = ("static/vendor/", "docs/screenshots/")
TEXTS = {
    ".py",
    ".html",
    ".txt",
    ".md",
    ".css",
    ".js",
    ".yaml",
    ".toml",
    ".cfg",
    ".po",
    ".pot",
    ".csv",
}
NAMELESS = {"Makefile", "run", "with-python", ".importlinter", ".gitignore"}


def tracked(root: Path) -> Iterator[str]:
    """Yield every file that is, or would be, part of the repository."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listing, cwd=root, check=True, capture_output=True, text=True)
    for name in sorted(set(found.stdout.splitlines())):
        path = root / name
        is_text = path.suffix in TEXTS or path.name in NAMELESS
        if is_text and path.is_file() and not name.startswith(FOREIGN):
            yield name


def offences(root: Path) -> list[str]:
    """Return every line that speaks of something else than the product."""
    return [
        f"{name}:{number}: {what}: {line.strip()[:100]}"
        for name in tracked(root)
        for number, line in enumerate((root / name).read_text("utf-8").splitlines(), start=1)
        for what, pattern in PATTERNS.items()
        if pattern.search(line)
    ]
