"""Looking at a file somebody sends: what it really is, and a copy without what it gives away."""

import hashlib
import io
from dataclasses import dataclass

import filetype
from flask_babel import gettext as _
from PIL import Image, ImageOps

from portal.kernel.errors import Refused

PDF = "application/pdf"
MEGABYTE = 1024 * 1024
# What is written again for everyday viewing, and how; the quality keeps small print readable.
WRITTEN_AS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
QUALITY = 90
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    MemoryError,
    EOFError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@dataclass(frozen=True)
class FileLimits:
    """How many files, how large, of which kinds."""

    count: int
    size: int
    pixels: int
    types: tuple[str, ...]


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: the original, and the cleaned copy where one could be made."""

    media_type: str
    original: bytes
    cleaned: bytes | None

    @property
    def sha256(self) -> str:
        """The digest of the original, for the receipt."""
        return hashlib.sha256(self.original).hexdigest()


def check_file(name: str, content: bytes, limits: FileLimits) -> CheckedFile:
    """Return the file as it may be kept; raises Refused in words that name it.

    The type is read from the content; the name says nothing. A PDF cannot be cleaned here and is
    held, sealed, for the handler alone.
    """
    if len(content) > limits.size:
        size = limits.size // MEGABYTE
        raise Refused(
            _("“%(name)s”超过 %(size)d MB，请换一张小一点的", name=name, size=size), field="files"
        )
    kind = filetype.guess_mime(content)
    if kind not in limits.types:
        raise Refused(
            _("“%(name)s”不是照片或 PDF；请换成 JPG、PNG 照片，视频请先截图", name=name),
            field="files",
        )
    if kind == PDF:
        return CheckedFile(kind, content, None)
    return CheckedFile(kind, content, _rewritten(name, content, kind, limits.pixels))


def _rewritten(name: str, content: bytes, kind: str, pixels: int) -> bytes:
    # Writing the pixels again leaves every tag behind: place, device, author, time.
    try:
        with Image.open(io.BytesIO(content), formats=[WRITTEN_AS[kind]]) as picture:
            if picture.width * picture.height > pixels:
                raise Refused(_("“%(name)s”像素太多，请缩小一半后再选", name=name), field="files")
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
            return _written(plain, WRITTEN_AS[kind])
    except BROKEN:
        raise Refused(
            _("“%(name)s”打不开，可能已经损坏，请换一张", name=name), field="files"
        ) from None


def _written(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    bare.save(out, kind, quality=QUALITY)
    return out.getvalue()
