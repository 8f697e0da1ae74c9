"""Sound and film: somebody who listens goes back and forth, so a part may be asked for."""

from collections.abc import Callable, Iterable

from flask import Response, request

PART, NO_SUCH_PART = 206, 416
Content = bytes | Iterable[bytes]


def played_answer(
    size: int,
    *,
    whole: Callable[[], Content],
    part: Callable[[int, int], Content],
    answer: Callable[[Content], Response],
) -> Response:
    """Return a file of ``size`` bytes, or the part of it that was asked for.

    ``part`` is given the first byte and the one after the last; ``answer`` makes an answer of what
    is sent, with the same headers for a part as for the whole.
    """
    # What an older answer said is not known here: then the whole is sent.
    asked = None if "If-Range" in request.headers else request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return _with_length(answer(whole()), size)
    wanted = asked.range_for_length(size)
    if wanted is None:
        refused = _with_length(answer(b""), 0)
        refused.status_code = NO_SUCH_PART
        refused.headers["Content-Range"] = f"bytes */{size}"
        return refused
    first, stop = wanted
    some = _with_length(answer(part(first, stop)), stop - first)
    some.status_code = PART
    some.headers["Content-Range"] = f"bytes {first}-{stop - 1}/{size}"
    return some


def _with_length(answer: Response, length: int) -> Response:
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Content-Length"] = str(length)
    return answer
