"""Sending a kept file: nothing in it may run, and no cache may keep it."""

from flask import Response

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
}


def response_for(content: bytes, media_type: str, *, is_download: bool = False) -> Response:
    """Return a file as an answer; a download keeps no name that somebody once gave it."""
    suffix = SUFFIXES.get(media_type, "bin")
    answer = Response(content, mimetype=media_type)
    kind = "attachment" if is_download else "inline"
    answer.headers["Content-Disposition"] = f'{kind}; filename="evidence.{suffix}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer
