"""Sending a kept file: nothing in it may run, and no cache may keep it."""

from collections.abc import Iterable

from flask import Response

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "application/pdf": "pdf",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/3gpp": "3gp",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/aac": "aac",
    "audio/amr": "amr",
}
# What a browser shows inside a page of ours; everything else is saved, never opened in place.
SHOWN_IN_PAGES = ("image/", "video/", "audio/")


def response_for(
    content: bytes | Iterable[bytes], media_type: str, *, is_download: bool = False
) -> Response:
    """Return a file as an answer; a download keeps no name that somebody once gave it."""
    suffix = SUFFIXES.get(media_type, "bin")
    answer = Response(content, mimetype=media_type)
    is_shown = media_type.startswith(SHOWN_IN_PAGES) and not is_download
    kind = "inline" if is_shown else "attachment"
    answer.headers["Content-Disposition"] = f'{kind}; filename="evidence.{suffix}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "no-store"
    return answer
