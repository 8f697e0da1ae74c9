"""Files that somebody sends: what they really are, and copies without what they give away.

A *cleaned copy* shows what the file shows and tells nothing else: no place, device, author, time.
A file of which none can be made is *held*: sealed, for whoever handles the matter alone.
"""

from portal.web.attachments.checking import CheckedFile, FileLimits, check_file
from portal.web.attachments.kinds import PDF, family_of
from portal.web.attachments.sources import PIECE, Source, pieces_of, size_of

__all__ = [
    "PDF",
    "PIECE",
    "CheckedFile",
    "FileLimits",
    "Source",
    "check_file",
    "family_of",
    "pieces_of",
    "size_of",
]
