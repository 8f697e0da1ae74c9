"""Pictures, made anew: what was hidden in the file stays behind."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from portal.kernel.errors import Refused
from portal.science.words import WORDS

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_EDGE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


@dataclass(frozen=True)
class Picture:
    """A picture as the portal keeps it: WebP, at most 1,600 pixels wide or high."""

    content: bytes
    width: int
    height: int


def make_picture(raw: bytes) -> Picture:
    """Re-encode an uploaded picture; raises Refused with words that say how to put it right.

    Place, time and camera are not copied. A small file that unfolds into a huge picture is
    refused before it is unfolded.
    """
    if len(raw) > LARGEST_FILE:
        raise Refused(WORDS["picture_big"], field="picture")
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(WORDS["picture_pixels"], field="picture")
            return _encode(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(WORDS["picture_pixels"], field="picture") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Refused(WORDS["picture_kind"], field="picture") from None


def _encode(picture: Image.Image) -> Picture:
    has_alpha = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    plain = picture.convert("RGBA" if has_alpha else "RGB")
    plain.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    made = io.BytesIO()
    plain.save(made, "WEBP", quality=QUALITY)
    return Picture(made.getvalue(), plain.width, plain.height)
