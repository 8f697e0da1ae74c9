"""Files: judged by their content, cleaned of what they give away, or refused in words."""

import io
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from portal.complaints.files import check_file
from portal.kernel.errors import Refused
from portal.web.attachments import FileLimits
from tests.factories import files

TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf")
LIMITS = FileLimits(count=9, size=1024 * 1024, pixels=1_000_000, types=TYPES)
TELLING = files.TELLING.encode()
UPRIGHT = files.SIZE[::-1]
RED, BLUE = (200, 30, 30), (0, 0, 255)


def shown(content: bytes | None) -> Image.Image:
    assert content is not None
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def is_near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_painted_again_upright_and_tells_nothing_else(kind: str) -> None:
    checked = check_file("x", files.photo(kind), LIMITS)
    assert TELLING in checked.original
    assert checked.cleaned is not None
    assert TELLING not in checked.cleaned
    clean = shown(checked.cleaned)
    assert clean.format == kind
    assert clean.size == UPRIGHT
    assert not clean.getexif()
    assert is_near(clean.getpixel((30, 2)), BLUE)
    assert is_near(clean.getpixel((2, 2)), RED)
    assert len(checked.sha256) == 64


def test_a_photo_of_a_newer_telephone_becomes_one_that_everybody_can_open() -> None:
    checked = check_file("x.heic", files.HEIC, LIMITS)
    assert checked.media_type == "image/heic"
    assert checked.copy_type == "image/jpeg"
    clean = shown(checked.cleaned)
    assert clean.format == "JPEG"
    assert clean.size == UPRIGHT
    assert b"SECRET" not in (checked.cleaned or b"")
    assert is_near(clean.getpixel((30, 2)), BLUE)


def test_colours_are_moved_and_the_profile_that_names_a_device_goes() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    clean = shown(check_file("x", files.photo(icc_profile=lab), LIMITS).cleaned)
    assert "icc_profile" not in clean.info
    assert is_near(clean.getpixel((2, 2)), RED)
    broken = files.photo(icc_profile=b"no profile at all")
    assert is_near(shown(check_file("x", broken, LIMITS).cleaned).getpixel((2, 2)), RED)


def test_a_see_through_picture_stays_see_through() -> None:
    out = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    assert shown(check_file("x.png", out.getvalue(), LIMITS).cleaned).mode == "RGBA"


def test_a_picture_that_is_something_else_as_well_is_a_picture_only_in_its_copy() -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as held:
        held.writestr("run.html", "<script>alert(1)</script>")
    both = files.photo() + archive.getvalue()
    assert zipfile.is_zipfile(BytesIO(both))
    cleaned = check_file("x.jpg", both, LIMITS).cleaned
    assert cleaned is not None
    assert not zipfile.is_zipfile(BytesIO(cleaned))
    assert b"script" not in cleaned


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是照片或 PDF"),
        (b"<script>alert(1)</script>", "不是照片或 PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "不是照片或 PDF"),
        (b"<!doctype html>" + files.paper(is_bare=True), "不是照片或 PDF"),
        (b"MZ\x90\x00", "不是照片或 PDF"),
        (b"GIF89a", "不是照片或 PDF"),
        (b"\xff\xd8\xff\xe0 not really a photo", "打不开"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, "打不开"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "打不开"),
        (files.photo()[:400], "打不开"),
        (files.HEIC[:300], "打不开"),
        (b"%PDF-1.7\n", "打不开"),
        (b"\xff\xd8\xff" + b"x" * 1024 * 1024, "超过 1 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words_that_name_it(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_file("示例.jpg", content, LIMITS)
    assert words in str(refusal.value.reason)
    assert "示例.jpg" in str(refusal.value.reason)


def bomb(side: int) -> bytes:
    """Return a few bytes that say they are a picture of so many pixels."""
    small = files.photo("PNG")
    header = b"IHDR" + side.to_bytes(4, "big") * 2 + small[24:29]
    return small[:12] + header + zlib.crc32(header).to_bytes(4, "big") + small[33:]


@pytest.mark.parametrize("side", [1001, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(Refused, match="像素太多"):
        check_file("x.png", bomb(side), LIMITS)


def test_a_newer_photo_of_too_many_pixels_is_refused_too() -> None:
    tight = FileLimits(count=1, size=LIMITS.size, pixels=100, types=TYPES)
    with pytest.raises(Refused, match="像素太多"):
        check_file("x.heic", files.HEIC, tight)


def test_a_file_on_disk_is_judged_as_one_in_memory() -> None:
    content = files.paper()
    on_disk = check_file("x", io.BytesIO(content), LIMITS)
    assert on_disk.original == content
    assert on_disk.size == len(content)
    assert on_disk.sha256 == check_file("x", content, LIMITS).sha256
