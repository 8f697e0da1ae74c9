"""Photos of real cameras and telephones, whole and broken: no copy tells where, who, with what."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from portal.complaints.files import check_file
from portal.kernel.errors import Refused
from portal.web.attachments import FileLimits
from tests.conftest import SHARED

FOLDER = SHARED / "fixtures" / "exif_photos" / "jpg"
PHOTOS = sorted(path for path in FOLDER.rglob("*.jp*g") if path.is_file())
LIMITS = FileLimits(9, 10 * 1024 * 1024, 50_000_000, ("image/jpeg",))
TELLING = (b"Exif", b"http://ns.adobe.com", b"Photoshop", b"ICC_PROFILE", b"GPS")
MAKERS = (b"Canon", b"NIKON", b"Nikon", b"FUJIFILM", b"OLYMPUS", b"Panasonic", b"SONY", b"KODAK")

pytestmark = pytest.mark.skipif(not PHOTOS, reason="the photos lie outside the repository")


def is_whole(path: Path) -> bool:
    try:
        with Image.open(path) as picture:
            picture.load()
    except (OSError, SyntaxError):
        return False
    return True


@pytest.mark.parametrize("path", PHOTOS, ids=lambda path: path.name)
def test_a_photo_is_cleaned_or_refused_in_words(path: Path) -> None:
    if not is_whole(path):
        with pytest.raises(Refused, match="打不开"):
            check_file(path.name, path.read_bytes(), LIMITS)
        return
    cleaned = check_file(path.name, path.read_bytes(), LIMITS).cleaned
    assert cleaned is not None
    assert not [one for one in (*TELLING, *MAKERS) if one in cleaned]
    with Image.open(BytesIO(cleaned)) as clean:
        assert not clean.getexif()
        assert set(clean.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


@pytest.mark.parametrize("which", ["landscape", "portrait"])
def test_however_the_camera_was_held_the_copy_stands_upright(which: str) -> None:
    shapes, looks = set(), []
    for number in range(1, 9):
        path = FOLDER / "orientation" / f"{which}_{number}.jpg"
        cleaned = check_file(path.name, path.read_bytes(), LIMITS).cleaned
        with Image.open(BytesIO(cleaned or b"")) as clean:
            shapes.add(clean.width > clean.height)
            looks.append(clean.convert("L").resize((12, 12)))
    assert shapes == {which == "landscape"}
    first = looks[0].tobytes()
    for look in looks[1:]:
        apart = sum(abs(one - other) for one, other in zip(first, look.tobytes(), strict=True))
        assert apart / len(first) < 12
