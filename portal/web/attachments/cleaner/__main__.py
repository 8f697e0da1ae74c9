"""Clean one file: standard input is the file, standard output its copy. Run apart, see workshop.

Ends with 0 where the copy is made, 3 where the file cannot be opened, 4 where a picture has too
many pixels, and with anything else where no copy can be made of it.
"""

import resource
import sys
from importlib import import_module
from pathlib import Path

MEMORY = 1536 * 1024 * 1024
SECONDS = 45
LARGEST_COPY = 512 * 1024 * 1024
OPEN_FILES = 32


def limit_itself() -> None:
    """Take from this program what it will not need."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_COPY),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(kind: str, pixels: int) -> None:
    """Clean the file with what its kind needs; nothing else is loaded."""
    limit_itself()
    # Its own modules, without the portal around them: that would take longer than the cleaning.
    sys.path.append(str(Path(__file__).parent.parent))
    source, target = open(0, "rb", closefd=False), open(1, "wb", closefd=False)  # noqa: SIM115 - they end with the program
    if kind == "application/pdf":
        import_module("cleaner.papers").clean_paper(source, target)
    elif kind == "image/heic":
        import_module("cleaner.photos").clean_photo(source, target, pixels)
    else:
        import_module("cleaner.recordings").clean_recording(source, target, kind)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
