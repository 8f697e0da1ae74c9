"""What a passer-by reads off a sign."""

import io

import pypdfium2
import zxingcpp
from PIL import Image

DOTS_PER_INCH = 150
POINTS_PER_INCH = 72


def read_code(picture: bytes) -> str:
    """Return the one code on a picture."""
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("RGB"))
    return str(found.text)


def read_sheet(sheet: bytes) -> tuple[str, str]:
    """Return the one code and the text of a sheet, which has one page."""
    document = pypdfium2.PdfDocument(sheet)
    (page,) = document
    drawn = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil()
    (found,) = zxingcpp.read_barcodes(drawn)
    text = page.get_textpage().get_text_bounded()
    page.close()
    document.close()
    return str(found.text), text
