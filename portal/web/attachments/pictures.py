"""Pictures are painted again, upright and in common colours: every tag stays behind."""

import io

from flask_babel import gettext as _
from PIL import Image, ImageCms, ImageOps

from portal.kernel.errors import Refused
from portal.web.attachments.kinds import PICTURES

# The quality keeps small print readable.
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
    ZeroDivisionError,
)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
SRGB = ImageCms.createProfile("sRGB")


def painted_again(name: str, content: bytes, kind: str, pixels: int) -> bytes:
    """Return the picture without anything but its pixels.

    Raises Refused for one that cannot be opened, or has more than so many pixels: that is told
    before any are unpacked.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[PICTURES[kind]]) as picture:
            if picture.width * picture.height > pixels:
                raise _too_many(name)
            return _written(_plain(picture), PICTURES[kind])
    except BOMBS:
        raise _too_many(name) from None
    except BROKEN:
        raise Refused(
            _("“%(name)s”打不开，可能已经损坏，请换一张", name=name), field="files"
        ) from None


def _too_many(name: str) -> Refused:
    return Refused(_("“%(name)s”像素太多，请缩小一半后再选", name=name), field="files")


def _plain(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    is_clear = "A" in picture.getbands() or "transparency" in picture.info
    upright = ImageOps.exif_transpose(picture)
    mode = "RGBA" if is_clear else "RGB"
    if profile and not is_clear:
        upright = _in_common_colours(upright, profile)
    return upright if upright.mode == mode else upright.convert(mode)


def _in_common_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    # A profile names the screen or the camera, so the colours move and the profile goes.
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        moved = ImageCms.profileToProfile(picture, own, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return moved or picture


def _written(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.info = {}  # whatever a format would carry over from one writing to the next
    picture.save(out, kind, quality=QUALITY)
    return out.getvalue()
