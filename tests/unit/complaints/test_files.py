"""Files: judged by their content, cleaned of what they give away, or refused in words."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from portal.complaints.files import check_file
from portal.kernel.errors import Refused
from portal.web.attachments import FileLimits
from tests.web.complaints.journeys import photo

TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
LIMITS = FileLimits(count=9, size=1024 * 1024, pixels=1_000_000, types=TYPES)


def tagged() -> bytes:
    """Return a photo that tells its device, its author and that it lies on its side."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "示例相机"
    exif[ExifTags.Base.Artist] = "SECRET-ARTIST"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (28.0, 1.0, 2.0)
    return photo(size=(40, 20), exif=exif)


def test_the_copy_keeps_the_picture_upright_and_nothing_else() -> None:
    checked = check_file("x.jpg", tagged(), LIMITS)
    assert b"SECRET-ARTIST" in checked.original
    assert checked.cleaned is not None
    assert b"SECRET-ARTIST" not in checked.cleaned
    with Image.open(BytesIO(checked.cleaned)) as clean:
        assert clean.size == (20, 40)
        assert not clean.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_of_picture_stays_its_kind(kind: str) -> None:
    checked = check_file("x", photo(kind), LIMITS)
    assert checked.cleaned is not None
    with Image.open(BytesIO(checked.cleaned)) as clean:
        assert clean.format == kind
    assert len(checked.sha256) == 64


def test_a_see_through_picture_stays_see_through() -> None:
    out = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    checked = check_file("x.png", out.getvalue(), LIMITS)
    assert checked.cleaned is not None
    with Image.open(BytesIO(checked.cleaned)) as clean:
        assert clean.mode == "RGBA"


def test_a_pdf_is_kept_and_cannot_be_cleaned() -> None:
    assert check_file("x.pdf", b"%PDF-1.7\n", LIMITS).cleaned is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是照片或 PDF"),
        (b"<script>alert(1)</script>", "不是照片或 PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "不是照片或 PDF"),
        (b"MZ\x90\x00", "不是照片或 PDF"),
        (b"GIF89a", "不是照片或 PDF"),
        (b"\xff\xd8\xff\xe0 not really a photo", "打不开"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, "打不开"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "打不开"),
        (b"\xff\xd8\xff" + b"x" * 1024 * 1024, "超过 1 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words_that_name_it(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_file("示例.jpg", content, LIMITS)
    assert words in str(refusal.value.reason)
    assert "示例.jpg" in str(refusal.value.reason)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Refused, match="像素太多"):
        check_file("x.png", photo("PNG", size=(2000, 1000)), LIMITS)
