"""What a file may be, at most, and how one that is more or something else is refused."""

import lzma
import zipfile
import zlib

from portal.kernel.errors import Refused
from portal.tables.words import FILE_REFUSALS

MEGABYTE = 1024 * 1024
# A small archive can unpack into more than the machine holds.
LARGEST_UNPACKED = 600 * MEGABYTE
LARGEST_BUNDLE = 150 * MEGABYTE
MOST_MEMBERS = 60
LARGEST_PART = 8 * MEGABYTE
# What a damaged archive raises: the library lets each way of packing speak for itself.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    OSError,
    NotImplementedError,
)


class FileRefused(Refused):
    """The file is not a table that can be read; nothing of it was kept."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(str(FILE_REFUSALS[code]) % facts, field="file")
        self.code = code
