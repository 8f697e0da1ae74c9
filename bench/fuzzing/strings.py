"""Hostile text: public lists of it, what hypothesis thinks of, and cursors and files of our own."""

import base64
import json
import random
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from deploy.console import Stop

# Seen in an answer as it was sent, this would run as script.
MARKS = (
    "<x7q onpointerenter=alert(7)>",
    '"><svg/onload=alert(7)>',
    "'-alert(7)-'</script><script>",
)
LONGEST = 20_000
EXAMPLES = 3000


def _cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


OWN = (
    *("\0", "a\0b", "\ud800", "\udfff", "\u202e", "\ufeff", "-1", "0", "9" * 400, "1e999", "NaN"),
    *("99999-99-99", "2026-02-30", "0000-00-00", "x" * LONGEST, "a" + "\u0301" * 10_000),
    "A\r\nSet-Cookie: x=1",
    *("%00", "..%2f..%2fetc%2fpasswd", "file:///etc/passwd", "{{7*7}}", "${7*7}", "' OR 1=1--"),
    *(str(2**31), str(2**63), str(-(2**63) - 1), "١٢", "1_000", "0x10", "1" + "0" * 25),
    _cursor(10**30),
    _cursor("2026-02-30", 1),
    _cursor(None),
    _cursor("9999-12-31", 10**25),
    _cursor("\0", 1),
    _cursor([True], [], {}),
    _cursor("a", 2**63),
)


def hostile_strings(folder: Path) -> list[str]:
    """Return every hostile string: of the lists in a folder, of hypothesis, and our own.

    Raises Stop where the folder holds no list.
    """
    lists = [path for path in sorted(folder.rglob("*.txt")) if path.is_file()]
    if not lists:
        raise Stop(f"No lists of hostile strings in {folder}: name a folder with --strings.")
    read = [path.read_text(encoding="utf-8", errors="surrogateescape") for path in lists]
    lines = [line[:LONGEST] for text in read for line in text.splitlines() if line.strip()]
    return [*OWN, *MARKS, *_of_hypothesis(), *lines]


def _of_hypothesis() -> list[str]:
    thought: list[str] = []

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.text(st.characters(), max_size=200))
    def think(text: str) -> None:
        thought.append(text)

    think()
    return thought


def as_sent(text: str) -> str:
    """Return the text as a body or an address may carry it: no lone surrogates."""
    return text.encode("utf-8", "replace").decode()


def hostile_files(draw: random.Random) -> Sequence[tuple[str, bytes]]:
    """Return files that are not what they say, and some that nearly are."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>")
    png = b"\x89PNG\r\n\x1a\n" + draw.randbytes(400)
    jpeg = b"\xff\xd8\xff\xe1\x00\x10Exif\0\0" + draw.randbytes(600)
    return (
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(7)'/>"),
        ("a.png", png),
        ("a.png", b"\x89PNG\r\n\x1a\n<?php phpinfo(); ?><script>alert(7)</script>"),
        ("a.jpg", jpeg),
        ("a.pdf", b"%PDF-1.7\n" + draw.randbytes(300)),
        ("a.xlsx", packed.getvalue()),
        ("a.xlsx", packed.getvalue()[:-7]),
        ("a.csv", b"\xff\xfe" + draw.randbytes(200)),
        ("a.csv", "抽样编号,食品名称\n=cmd|' /C calc'!A0,<script>alert(7)</script>\n".encode()),
        ("../../a.csv", b"a,b\n" * 50),
        ("", b""),
        ("\0.csv", b"\0" * 100),
        ("a.mp3", b"ID3\x04" + draw.randbytes(200)),
        ("a.mp4", b"\0\0\0\x18ftypmp42" + draw.randbytes(200)),
        ("a.json", b"[" * 5000),
        ("a.xml", b"<!DOCTYPE l [<!ENTITY l 'l'>]><l>&l;</l>"),
    )
