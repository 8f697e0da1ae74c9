"""The segments of a JPEG: its tags are left out, its pixels stay as they are, bit for bit.

For photos inside a PDF, which must not be painted again: their colours may be a printer's.
"""

START, END, SCAN = 0xD8, 0xD9, 0xDA
MARK = 0xFF
STUFFED = 0x00
RESTARTS = range(0xD0, 0xD8)
TEMPORARY = 0x01
COMMENT = 0xFE
TAGS = range(0xE0, 0xF0)
# What a reader needs to know of the pixels: their shape, and how colours are to be read.
NEEDED = {0xE0, 0xEE}


class NotRead(Exception):  # noqa: N818 - it says what happened to the file
    """This is not a JPEG, or not one that can be read."""


def without_tags(photo: bytes) -> bytes:
    """Return the photo without tags, comments, and whatever follows its end."""
    if photo[:2] != bytes((MARK, START)):
        raise NotRead("start")
    out, at = [photo[:2]], 2
    while at < len(photo):
        marker, begins = _marker(photo, at)
        if marker == END:
            return b"".join([*out, bytes((MARK, END))])
        ends = begins + _length(photo, begins)
        if (marker not in TAGS and marker != COMMENT) or marker in NEEDED:
            out.append(bytes((MARK, marker)) + photo[begins:ends])
        at = ends
        if marker == SCAN:
            at = _end_of_scan(photo, ends)
            out.append(photo[ends:at])
    raise NotRead("end")


def _marker(photo: bytes, at: int) -> tuple[int, int]:
    if photo[at] != MARK:
        raise NotRead("marker")
    while at < len(photo) and photo[at] == MARK:
        at += 1
    if at >= len(photo) or photo[at] in (STUFFED, TEMPORARY) or photo[at] in RESTARTS:
        raise NotRead("marker")
    return photo[at], at + 1


def _length(photo: bytes, at: int) -> int:
    length = int.from_bytes(photo[at : at + 2], "big")
    if length < 2 or at + length > len(photo):  # noqa: PLR2004 - the length counts itself
        raise NotRead("length")
    return length


def _end_of_scan(photo: bytes, at: int) -> int:
    while True:
        at = photo.find(bytes((MARK,)), at)
        if at < 0 or at + 1 >= len(photo):
            raise NotRead("scan")
        follower = photo[at + 1]
        if follower == MARK:
            at += 1
        elif follower == STUFFED or follower in RESTARTS:
            at += 2
        else:
            return at
