"""Pictures that stand for the photos people send: a till receipt on a table."""

import io

from PIL import Image, ImageDraw

from portal.demo.chance import Chance

SIZE = (720, 960)
TABLE, PAPER, INK = (173, 151, 124), (247, 245, 238), (84, 84, 84)
EDGES = (150, 90, 570, 870)
LINES = 14
MOST_SHADE = 24


def picture_of_receipt(number: int) -> bytes:
    """Return a drawn receipt (PNG); another number, another receipt."""
    chance = Chance(f"receipt {number}")
    shade = chance.between(0, MOST_SHADE)
    picture = Image.new("RGB", SIZE, tuple(part - shade for part in TABLE))
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = EDGES
    draw.rectangle(EDGES, fill=PAPER)
    step = (bottom - top) // (LINES + 2)
    for line in range(1, LINES + 1):
        y = top + line * step
        draw.line((left + 40, y, left + 40 + chance.between(120, 220), y), fill=INK, width=7)
        draw.line((right - 40 - chance.between(40, 80), y, right - 40, y), fill=INK, width=7)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
