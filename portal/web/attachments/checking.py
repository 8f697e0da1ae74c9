"""Looking at a file somebody sends: its kind, its size, its cleaned copy."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from portal.kernel.errors import Refused
from portal.web.attachments import workshop
from portal.web.attachments.kinds import HEAD, HEIC, PICTURES, family_of, kind_of
from portal.web.attachments.pictures import painted_again
from portal.web.attachments.sources import Source, bytes_of, head_of, pieces_of, size_of

MEGABYTE = 1024 * 1024
JPEG = "image/jpeg"


@dataclass(frozen=True)
class FileLimits:
    """How many files, how large, of which kinds; ``sizes`` says of a kind what differs."""

    count: int
    size: int
    pixels: int
    types: tuple[str, ...]
    sizes: Mapping[str, int] = field(default_factory=dict)

    def size_of(self, kind: str) -> int:
        """Return how many bytes a file of this kind may have."""
        return self.sizes.get(kind, self.size)

    @property
    def largest(self) -> int:
        """How many bytes any file may have."""
        return max([self.size, *self.sizes.values()])


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: the original, and the cleaned copy where one could be made."""

    media_type: str
    source: Source
    copy: Source | None
    # The copy of a kind that few can show is of another kind.
    copy_type: str = ""

    @property
    def original(self) -> bytes:
        """The file as it was sent, all at once."""
        return bytes_of(self.source)

    @property
    def cleaned(self) -> bytes | None:
        """The cleaned copy, all at once."""
        return None if self.copy is None else bytes_of(self.copy)

    @property
    def size(self) -> int:
        """How many bytes were sent."""
        return size_of(self.source)

    @property
    def sha256(self) -> str:
        """The digest of the original, for the receipt."""
        whole = hashlib.sha256()
        for piece in pieces_of(self.source):
            whole.update(piece)
        return whole.hexdigest()


def check_file(name: str, source: Source, limits: FileLimits) -> CheckedFile:
    """Return the file as it may be kept; raises Refused in words that name it.

    The kind is read from the content; the name says nothing. Of a file that cannot be cleaned
    the copy is None: it is held, sealed, for the handler alone.
    """
    size = size_of(source)
    if size > limits.largest:
        raise _too_large(name, limits.largest)
    kind = kind_of(head_of(source, HEAD))
    if kind is None or kind not in limits.types:
        raise Refused(_refusal_of_kind(name, limits), field="files")
    if size > limits.size_of(kind):
        raise _too_large(name, limits.size_of(kind))
    return _cleaned(name, source, kind, limits)


def _cleaned(name: str, source: Source, kind: str, limits: FileLimits) -> CheckedFile:
    if kind in PICTURES:
        content = bytes_of(source)
        return CheckedFile(kind, content, painted_again(name, content, kind, limits.pixels))
    copy = workshop.cleaned_copy(name, source, kind, limits.pixels)
    return CheckedFile(kind, source, copy, JPEG if kind == HEIC else "")


def _too_large(name: str, most: int) -> Refused:
    return Refused(
        _(
            "“%(name)s”超过 %(size)d MB，请换一个小一点的；视频可以截短，或者只截图",
            name=name,
            size=most // MEGABYTE,
        ),
        field="files",
    )


def _refusal_of_kind(name: str, limits: FileLimits) -> str:
    if any(family_of(kind) in {"video", "audio"} for kind in limits.types):
        return str(_("“%(name)s”不是照片、PDF、录音或视频；请换成常见的格式再选", name=name))
    return str(_("“%(name)s”不是照片或 PDF；请换成 JPG、PNG 照片，视频请先截图", name=name))
