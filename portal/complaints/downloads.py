"""Sending a kept file: nothing in it may run, and no cache may keep it."""

from collections.abc import Iterable

from flask import Response

from portal.complaints import services
from portal.complaints.models import Evidence
from portal.web.played import played_answer

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
# What somebody goes back and forth in: a part of it may be asked for.
PLAYED = ("video/", "audio/")


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


def shown_copy(file: Evidence) -> Response | None:
    """Return the copy of a file that may be shown, or the part asked for; None without a copy.

    Every part has the same strict headers as the whole. Raises NotFound where the file is gone.
    """
    pieces = services.pieces_of_cleaned(file)
    if pieces is None:
        return None
    if not file.shown_type.startswith(PLAYED):
        return response_for(pieces, file.shown_type)
    return played_answer(
        services.size_of_cleaned(file),
        whole=lambda: pieces,
        part=lambda first, stop: services.part_of_cleaned(file, first, stop),
        answer=lambda content: response_for(content, file.shown_type),
    )
