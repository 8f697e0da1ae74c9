"""Cleaning what can harm whoever opens it: in a program of its own, with little of everything.

Readers of PDFs, recordings and the newer pictures are large programs in C. One that stumbles over
a file made to trip it takes nothing with it but itself.
"""

import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from flask_babel import gettext as _

from portal.kernel.errors import Refused
from portal.web.attachments.sources import Source, Unnamed, as_file

CLEANER = Path(__file__).parent / "cleaner" / "__main__.py"
LONGEST_SECONDS = 60
CLEANED, BROKEN, TOO_MANY_PIXELS = 0, 3, 4
AT_ONCE = 2
# More at once would take the machine from everybody else's page.
_places = BoundedSemaphore(AT_ONCE)


def cleaned_copy(name: str, source: Source, kind: str, pixels: int) -> Source | None:
    """Return the cleaned copy of a file, None where none can be made.

    Raises Refused for a file that cannot be opened, or a picture of more than so many pixels.
    """
    copy = Unnamed()
    with _places:
        code = _clean(source, copy, kind, pixels)
    if code == BROKEN:
        raise Refused(_("“%(name)s”打不开，可能已经损坏，请换一个", name=name), field="files")
    if code == TOO_MANY_PIXELS:
        raise Refused(_("“%(name)s”像素太多，请缩小一半后再选", name=name), field="files")
    return copy if code == CLEANED else None


def _clean(source: Source, copy: Unnamed, kind: str, pixels: int) -> int | None:
    file = as_file(source)
    try:
        # -I: nothing of the environment, nor of the folder it stands in, reaches the program.
        done = subprocess.run(  # noqa: S603 - our own program; the kind is one of our own list
            [sys.executable, "-I", str(CLEANER), kind, str(pixels)],
            stdin=file,
            stdout=copy,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        return None
    return done.returncode
