"""Files on their way in: kept on disk while a request lasts, and only so much of each.

A video of 200 MB is read to its end and thrown away as it comes: the browser then hears what was
wrong, at the field, and nothing else of the form is lost. It takes no memory and little disk.
"""

import tempfile
from typing import IO, Any

from flask import Flask, request
from flask.wrappers import Request

LARGEST_FILE = 64 * 1024 * 1024
IN_MEMORY = 256 * 1024


class Bounded(tempfile.SpooledTemporaryFile[bytes]):
    """A file that keeps one byte more than any file may have, and lets the rest go by."""

    def __init__(self) -> None:
        super().__init__(max_size=IN_MEMORY)
        self._kept = 0

    def write(self, content: Any) -> int:
        """Keep what still has room; the writer need not know."""
        room = max(LARGEST_FILE + 1 - self._kept, 0)
        self._kept += super().write(content[:room])
        return len(content)


class BoundedFiles:
    """What a request needs to bound its files."""

    def _get_file_stream(self, *_told: object, **_named: object) -> IO[bytes]:
        return Bounded()


def init_app(app: Flask) -> None:
    """Bound the files of every request; whatever else requests can do stays."""
    known: type[Request] = app.request_class
    app.request_class = type("PortalRequest", (BoundedFiles, known), {})
    app.teardown_request(_close)


def _close(_failure: BaseException | None) -> None:
    # What came with the request ends with it; whatever is kept was sealed elsewhere by now.
    request.close()
