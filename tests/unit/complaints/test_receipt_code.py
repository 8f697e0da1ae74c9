"""The code on a receipt is drawn with one fixed mask: it must be read whatever the number."""

import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from portal.complaints import pages, receipt
from portal.kernel.keys import Keyring

RING = Keyring(b"k" * 32)
UNIT = 4


def painted(code: pages.Drawing) -> Image.Image:
    """Paint each stroke of the path, as a browser fills it."""
    side = (code.size + 8) * UNIT
    picture = Image.new("L", (side, side), 255)
    brush = ImageDraw.Draw(picture)
    for stroke in filter(None, code.path.split("z")):
        place, _, rest = stroke.removeprefix("M").partition("h")
        x, y = (int(part) + 4 for part in place.split())
        length = int(rest.partition("v")[0])
        brush.rectangle((x * UNIT, y * UNIT, (x + length) * UNIT - 1, (y + 1) * UNIT - 1), fill=0)
    return picture


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60), st.sampled_from(["LC", "ZS", "A", "WXYZ"]))
def test_every_number_is_read_from_its_code(token: str, prefix: str) -> None:
    number = receipt.number_for(token, ring=RING, prefix=prefix, year=2026)
    (read,) = zxingcpp.read_barcodes(painted(pages.qr_of(number)))
    assert read.text == number
