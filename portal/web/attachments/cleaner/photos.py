"""Photos as newer telephones keep them (HEIC): painted as JPEG, which everybody can open."""

import io
import sys
from typing import IO

import pi_heif
from PIL import Image, ImageCms

QUALITY = 90
BROKEN, TOO_MANY_PIXELS = 3, 4


def clean_photo(source: IO[bytes], target: IO[bytes], pixels: int) -> None:
    """Write the photo, upright and in common colours, without anything but its pixels."""
    pi_heif.register_heif_opener(thumbnails=False)
    try:
        picture = Image.open(io.BytesIO(source.read()), formats=["HEIF"])
        if picture.width * picture.height > pixels:
            sys.exit(TOO_MANY_PIXELS)
        picture.load()
    except (OSError, ValueError, EOFError, RuntimeError):
        sys.exit(BROKEN)
    plain = _in_common_colours(picture).convert("RGB")
    plain.info = {}
    plain.save(target, "JPEG", quality=QUALITY)


def _in_common_colours(picture: Image.Image) -> Image.Image:
    # The reader has turned the photo upright already; only its colours are left to be moved.
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        common = ImageCms.createProfile("sRGB")
        moved = ImageCms.profileToProfile(picture.convert("RGB"), own, common)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return moved or picture
