"""Papers and recordings: packed anew without what they tell; what cannot be is held."""

import io
from functools import cache
from typing import Any

import av
import pikepdf
import pytest

from portal.complaints.files import CheckedFile, check_file
from portal.kernel.errors import Refused
from portal.web.attachments import FileLimits
from portal.web.attachments import workshop as apart
from portal.web.attachments.cleaner import papers, photos, recordings
from portal.web.attachments.cleaner.segments import NotRead, without_tags
from tests.factories import files

MEGABYTE = 1024 * 1024
KINDS = {
    "video/mp4": ("mp4", "libx264", "aac"),
    "video/quicktime": ("mov", "libx264", "aac"),
    "video/webm": ("webm", "libvpx", "libopus"),
    "audio/mp4": ("ipod", "", "aac"),
    "audio/mpeg": ("mp3", "", "libmp3lame"),
    "audio/wav": ("wav", "", "pcm_s16le"),
    "audio/ogg": ("ogg", "", "libopus"),
    "audio/aac": ("adts", "", "aac"),
    "audio/amr": ("amr", "", "libopencore_amrnb"),
}
TYPES = (*KINDS, "application/pdf")
LIMITS = FileLimits(9, MEGABYTE, 1_000_000, TYPES, {"video/mp4": 4 * MEGABYTE})
# Where recorders write place, maker and time; what x264 writes between pictures.
PLACES = (b"28.0102", b"\xa9xyz", b"\xa9mak", b"ISO6709", b"x264", b"2026-01")
TELLING = files.TELLING.encode()
X264 = b"x264 - core"


@cache
def recorded(kind: str) -> bytes:
    return files.recording(*KINDS[kind])


@cache
def checked(kind: str) -> CheckedFile:
    return check_file("x", recorded(kind), LIMITS)


def length_of(content: bytes) -> tuple[Any, float]:
    told: Any
    with av.open(io.BytesIO(content)) as told:
        kinds = [stream.type for stream in told.streams]
        last = max((packet.pts or 0) * packet.time_base for packet in told.demux() if packet.size)
        return kinds, round(float(last), 2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_recording_keeps_its_sound_and_pictures_and_loses_its_tags(kind: str) -> None:
    file = checked(kind)
    assert file.media_type == kind
    assert file.cleaned is not None
    assert not [told for told in (TELLING, *PLACES) if told in file.cleaned]
    assert length_of(file.cleaned) == length_of(file.original)
    with av.open(io.BytesIO(file.cleaned)) as clean:
        assert not {key for key in clean.metadata if key.lower() not in OF_THE_FORMAT}


OF_THE_FORMAT = {"major_brand", "minor_version", "compatible_brands", "encoder"}


@pytest.mark.parametrize("kind", ["video/mp4", "video/quicktime", "audio/mp4", "audio/wav"])
def test_what_goes_was_there(kind: str) -> None:
    assert TELLING in recorded(kind)
    assert X264 in recorded("video/mp4")


def test_a_picture_lying_on_its_side_stays_turned() -> None:
    """The telephone writes how it was held into the header of the track, not into the tags."""
    content = bytearray(recorded("video/mp4"))
    one, none, minus, last = (bytes.fromhex(f"{n:08x}") for n in (1 << 16, 0, 0xFFFF0000, 1 << 30))
    upright = one + none * 3 + one + none * 3 + last
    turned = none + one + none + minus + none * 4 + last
    at = content.find(upright, content.find(b"tkhd"))
    content[at : at + len(turned)] = turned
    cleaned = check_file("x", bytes(content), LIMITS).cleaned
    assert cleaned is not None
    assert turned in cleaned


def test_what_is_hidden_behind_a_recording_is_not_in_its_copy() -> None:
    free = b"\x00\x00\x00\x1cfree" + TELLING.ljust(20, b" ")
    both = recorded("video/mp4") + free + b"<script>alert(1)</script>"
    cleaned = check_file("x", both, LIMITS).cleaned
    assert cleaned is not None
    assert TELLING not in cleaned
    assert b"script" not in cleaned


def test_what_is_not_known_to_carry_nothing_else_is_held() -> None:
    assert check_file("x", files.recording("mp4", "mpeg4"), LIMITS).cleaned is None
    assert check_file("x", files.paper(password="p"), LIMITS).cleaned is None


def test_a_program_that_stumbles_or_takes_too_long_takes_nothing_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 0.001)
    assert check_file("x", files.paper(is_bare=True), LIMITS).cleaned is None


@pytest.mark.parametrize("kind", ["video/mp4", "audio/ogg", "video/webm"])
def test_a_broken_recording_is_refused_in_words(kind: str) -> None:
    with pytest.raises(Refused, match="打不开"):
        check_file("x", recorded(kind)[:60], LIMITS)


def test_a_playlist_that_would_open_other_files_is_no_recording() -> None:
    with pytest.raises(Refused, match="不是照片、PDF、录音或视频"):
        check_file("x.mp4", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", LIMITS)


def test_each_kind_has_its_own_size() -> None:
    with pytest.raises(Refused, match="超过 1 MB"):
        check_file("x", recorded("audio/wav") + b"\0" * MEGABYTE, LIMITS)
    with pytest.raises(Refused, match="超过 4 MB"):
        check_file("x", b"\0" * (4 * MEGABYTE + 1), LIMITS)


def test_a_paper_keeps_its_pages_and_loses_who_made_it_and_what_it_does() -> None:
    file = check_file("x", files.paper(), LIMITS)
    assert TELLING in file.original
    assert file.cleaned is not None
    told = (
        TELLING,
        b"/JavaScript",
        b"/EmbeddedFiles",
        b"/OpenAction",
        b"pikepdf",
        b"/Info",
        b"Exif",
    )
    assert not [one for one in told if one in file.cleaned]
    with pikepdf.open(io.BytesIO(file.cleaned)) as clean:
        assert not clean.docinfo
        assert [str(note.Subtype) for note in clean.pages[0].Annots] == ["/Text", "/Link"]
        picture = clean.pages[0].Resources.XObject.I
        assert picture.read_raw_bytes()[:2] == b"\xff\xd8"


def test_what_stood_in_an_earlier_version_of_a_paper_goes_too() -> None:
    first = files.paper(is_bare=True)
    at = first.rindex(b"%%EOF")
    both = first[:at] + b"%%EOF\n99 0 obj (" + TELLING + b") endobj\n" + first[at:]
    cleaned = check_file("x", both, LIMITS).cleaned
    assert cleaned is not None
    assert TELLING not in cleaned


def test_the_pixels_of_a_photo_in_a_paper_stay_bit_for_bit() -> None:
    photo = files.photo(progressive=True, quality=80)
    plain = without_tags(photo + b"hidden behind its end")
    assert TELLING not in plain
    assert plain.endswith(b"\xff\xd9")
    assert photo[photo.index(b"\xff\xdb") :] == plain[plain.index(b"\xff\xdb") :]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xd0",
        b"\xff\xd8no marker",
        b"\xff\xd8\xff\xe1\x00\x01",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8\xff\xda\x00\x02 scan without end",
        b"\xff\xd8\xff\xda\x00\x02 scan \xff\xff\xff",
    ],
)
def test_a_photo_that_cannot_be_read_through_is_told_apart(content: bytes) -> None:
    with pytest.raises(NotRead):
        without_tags(content)


@pytest.mark.parametrize(
    ("kind", "content", "ending"),
    [
        ("application/pdf", files.paper(), None),
        ("application/pdf", files.paper(password="p"), papers.HELD),
        ("application/pdf", b"%PDF-1.7", papers.BROKEN),
        ("image/heic", files.HEIC, None),
        ("image/heic", files.HEIC[:200], photos.BROKEN),
        ("video/mp4", files.recording("mp4", "libx264", "aac"), None),
        ("audio/mp4", files.recording("mp4", "libx264"), recordings.BROKEN),
        ("video/mp4", files.recording("mp4", "mpeg4"), recordings.HELD),
        ("video/mp4", b"no recording at all", recordings.BROKEN),
    ],
)
def test_each_cleaner_ends_as_the_workshop_expects(
    kind: str, content: bytes, ending: int | None
) -> None:
    source, target = io.BytesIO(content), io.BytesIO()
    if ending is None:
        clean(kind, source, target)
        assert target.getvalue()
        assert TELLING not in target.getvalue()
        return
    with pytest.raises(SystemExit) as ended:
        clean(kind, source, target)
    assert ended.value.code == ending


def clean(kind: str, source: io.BytesIO, target: io.BytesIO) -> None:
    """Clean in this program what is otherwise cleaned apart."""
    if kind == "application/pdf":
        papers.clean_paper(source, target)
    elif kind == "image/heic":
        photos.clean_photo(source, target, 1_000_000)
    else:
        recordings.clean_recording(source, target, kind)
