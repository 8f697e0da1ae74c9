"""Codes to scan, as one path on a square."""

from dataclasses import dataclass

import segno

# What a reader needs to be white around a code, in its modules (ISO/IEC 18004).
QUIET = 4


@dataclass(frozen=True)
class Code:
    """A QR code: ``path`` on a square of ``size`` units, its quiet zone included."""

    size: int
    path: str


def code_of(address: str) -> Code:
    """Return the code of an address. Level M: readable with 15 % of it worn off."""
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=QUIET))
    path = "".join(_strokes(y, bytes(row)) for y, row in enumerate(rows))
    return Code(size=len(rows), path=path)


def svg_of(code: Code) -> str:
    """Return the code as a picture of its own, black on white."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}">'
        f'<rect width="{code.size}" height="{code.size}" fill="#fff"/>'
        f'<path d="{code.path}" fill="#000"/></svg>'
    )


def _strokes(y: int, row: bytes) -> str:
    # One stroke for each run of dark modules: no hairlines show between neighbours.
    strokes, x = [], 0
    while x < len(row):
        run = 0
        while x + run < len(row) and row[x + run]:
            run += 1
        if run:
            strokes.append(f"M{x} {y}h{run}v1h-{run}z")
        x += run or 1
    return "".join(strokes)
