"""Which kind of file it is, told by its content: what it is called says nothing."""

import filetype

PDF = "application/pdf"
HEIC = "image/heic"
# What is written again in this process, and under which name the library knows it.
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
# Kinds that one and the same cleaning serves, under the name they are kept by.
SAME = {"audio/x-wav": "audio/wav", "image/heif": HEIC, "audio/x-m4a": "audio/mp4"}
HEAD = 8192
# One recorder writes this brand for pictures in motion, another for sound alone: both are MP4.
MP4_BRANDS = {b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"avc1", b"dash"}


def kind_of(head: bytes) -> str | None:
    """Return the media type that the first bytes of a file tell, None where they tell none."""
    guessed: str | None = filetype.guess_mime(head)
    if guessed is None and head[4:8] == b"ftyp" and head[8:12] in MP4_BRANDS:
        guessed = "video/mp4"
    return SAME.get(guessed or "", guessed)


def family_of(kind: str) -> str:
    """Return image, video, audio or application."""
    return kind.partition("/")[0]
