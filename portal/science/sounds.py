"""Recordings, packed anew: what was hidden in the file stays behind."""

import re
from dataclasses import dataclass
from typing import IO

from portal.kernel.errors import Refused
from portal.science.writing_words import WRITING
from portal.web.attachments import Source, pieces_of, size_of
from portal.web.attachments.kinds import HEAD, kind_of
from portal.web.attachments.scanning import check_for_viruses
from portal.web.attachments.sources import bytes_of, head_of
from portal.web.attachments.workshop import cleaned_copy

# Half an hour of speech at 128 kbit/s.
LARGEST_SOUND = 30 * 1024 * 1024
SOUNDS = ("audio/mpeg", "audio/mp4", "audio/ogg")
FILM = "video/mp4"
# A track of an MP4 says in its header what handles it: “vide” where it is moving pictures.
MOVING = re.compile(rb"hdlr.{8}vide", re.DOTALL)
# Sound has no pixels to count.
NO_PIXELS = 1


@dataclass(frozen=True)
class Sound:
    """A recording as the portal keeps it: its sound alone, bit for bit."""

    content: Source
    media_type: str

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return size_of(self.content)


def make_sound(sent: IO[bytes]) -> Sound:
    """Pack an uploaded recording anew; raises Refused with words that say how to put it right.

    Its kind is read from the content, whatever it is called. Title, cover, place and device are
    not copied.
    """
    size = size_of(sent)
    if not size:
        raise Refused(WRITING["file_empty"], field="sound")
    if size > LARGEST_SOUND:
        raise Refused(WRITING["sound_big"], field="sound")
    kind = _kind_of(sent)
    check_for_viruses(str(WRITING["sound_word"]), sent)
    return Sound(_packed(sent, kind), kind)


def _kind_of(sent: IO[bytes]) -> str:
    kind = kind_of(head_of(sent, HEAD))
    if kind == FILM and not MOVING.search(bytes_of(sent)):
        kind = "audio/mp4"  # many recorders call their sound what others call a film
    if kind == FILM:
        raise Refused(WRITING["sound_film"], field="sound")
    if kind not in SOUNDS:
        raise Refused(WRITING["sound_kind"], field="sound")
    return kind


def _packed(sent: IO[bytes], kind: str) -> Source:
    try:
        copy = cleaned_copy("", sent, kind, NO_PIXELS)
    except Refused:
        raise Refused(WRITING["sound_broken"], field="sound") from None
    if copy is None:
        raise Refused(WRITING["sound_held"], field="sound")
    return copy


def pieces(sound: Sound) -> list[bytes]:
    """Return the bytes, in pieces."""
    return list(pieces_of(sound.content))
