"""Sending a sealed file: nothing in it may run, and no cache may keep it."""

from flask import Response

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
}


def attachment_answer(content: bytes, media_type: str) -> Response:
    """Return a file to be saved; it keeps no name that somebody once gave it."""
    answer = Response(content, mimetype=media_type)
    suffix = SUFFIXES.get(media_type, "bin")
    answer.headers["Content-Disposition"] = f'attachment; filename="attachment.{suffix}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer
