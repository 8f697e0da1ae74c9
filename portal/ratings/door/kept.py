"""Drawn once: a picture or sheet is kept under a digest of everything it is made from.

Whoever asks for a sign that was asked for before costs a look-up, however often and with whatever
address; a grade that changes, a new day in its code, another template or typesetter make another
digest. What was made on days before is forgotten bit by bit as new ones are made.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version

from portal.extensions import objects
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.kernel.typesetting import Unprintable
from portal.ratings.door.printing import FOLDER

ROOM = "door"
SWEPT_AT_ONCE = 20
MOST_REFUSALS = 1000
# One at a time in a process: a flood for signs that differ leaves it time for everybody else.
_drawing = threading.Lock()
_refused: OrderedDict[str, Unprintable] = OrderedDict()


def drawn_once(template: str, made_from: Mapping[str, str], draw: Callable[[], bytes]) -> bytes:
    """Return what ``draw`` makes of these facts, from the shelf where it was made today.

    Raises Unprintable as ``draw`` does; that is kept as well.
    """
    told = json.dumps([template, made_from], sort_keys=True)
    name = hashlib.sha256(_makers(template) + told.encode()).hexdigest()
    day = clock.today().isoformat()
    found = _find(name, day)
    if found is not None:
        return found
    with _drawing:
        found = _find(name, day)
        if found is None:
            found = _drawn(name, draw)
            objects().put_as(name, found, room=f"{ROOM}/{day}")
            objects().sweep(ROOM, keeping=day, most=SWEPT_AT_ONCE)
    return found


def _drawn(name: str, draw: Callable[[], bytes]) -> bytes:
    try:
        return draw()
    except Unprintable as why:
        _refused[name] = why
        if len(_refused) > MOST_REFUSALS:
            _refused.popitem(last=False)
        raise


def _find(name: str, day: str) -> bytes | None:
    refused = _refused.get(name)
    if refused is not None:
        raise refused
    try:
        return objects().get(name, room=f"{ROOM}/{day}")
    except NotFound:
        return None


@cache
def _makers(template: str) -> bytes:
    return (FOLDER / template).read_bytes() + version("typst").encode()
