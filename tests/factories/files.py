"""Files for tests, each telling things that nobody should learn from it."""

import base64
import io
from typing import Any

import av
import numpy as np
import pikepdf
from PIL import ExifTags, Image

# Found in no copy that anybody is shown.
TELLING = "SECRET-OF-A-FILE"
PLACE = "+28.0102+120.6500/"
TAGS = {
    "location": PLACE,
    "com.apple.quicktime.location.ISO6709": PLACE,
    "com.apple.quicktime.make": f"{TELLING}-MAKE",
    "artist": f"{TELLING}-ARTIST",
    "comment": f"{TELLING}-COMMENT",
    "creation_time": "2026-01-02T03:04:05Z",
}
# A photo as telephones keep it: 48 x 32, blue where it begins, lying on its side, with a make
# and a place. Nothing the portal is built with can write one.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAcZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
    "AAAAAAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAAB6gABAAAAAAAAAF4AAgAAAAACSAABAAAAAAAAAHIAAAA4aWlu"
    "ZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAB"
    "BWlwcnAAAADkaXBjbwAAAHZodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkA"
    "AAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAADAAAAABAAAAIAAAAAH////w"
    "AAAAAv///+AAAAACAAAADnBpeGkAAAAAAQgAAAAJaXJvdAMAAAAZaXBtYQAAAAAAAAABAAEGgQIDBYSGAAAAGmly"
    "ZWYAAAAAAAAADmNkc2MAAgABAAEAAADYbWRhdAAAAFooAa8J4OO/nI9v/+WT7r/wAj/+iy8Lvit2KjX/WQ7f3vCQ"
    "1/Wrg36zmboBKNsjwICFn018p7/0hkLD7bPv/1Olreym+nneohagEWcn/iWbKqEn4bKlQWaeUfAAAAAGRXhpZgAA"
    "TU0AKgAAAAgAAwEPAAIAAAAMAAAAMgESAAMAAAABAAYAAIglAAQAAAABAAAAPgAAAABTRUNSRVQtTUFLRQAAAQAC"
    "AAUAAAADAAAAUAAAAAAAAAAcAAAAAQAAAAEAAAABAAAAAgAAAAE="
)
SIZE = (48, 32)
FRAMES = 10


def photo(kind: str = "JPEG", **saved: Any) -> bytes:
    """Return a photo that tells make, author and place, and lies on its side."""
    picture = Image.new("RGB", SIZE, (200, 30, 30))
    picture.paste((0, 0, 255), (0, 0, 24, 16))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = f"{TELLING}-MAKE"
    exif[ExifTags.Base.Artist] = f"{TELLING}-ARTIST"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (28.0, 1.0, 2.0)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, **saved)
    return out.getvalue()


def paper(*, password: str = "", is_bare: bool = False) -> bytes:
    """Return a PDF of one page; unless bare, it tells its author and does things when opened."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    if not is_bare:
        _tell(pdf)
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=password) if password else False)
    return out.getvalue()


def _tell(pdf: pikepdf.Pdf) -> None:
    name = pikepdf.Name
    with pdf.open_metadata() as about:
        about["dc:creator"] = [f"{TELLING}-XMP"]
    pdf.docinfo["/Author"] = f"{TELLING}-AUTHOR"
    pdf.Root.OpenAction = pikepdf.Dictionary(S=name.JavaScript, JS=f"app.alert('{TELLING}')")
    pdf.attachments["secret.txt"] = f"{TELLING}-ATTACHED".encode()
    page = pdf.pages[0]
    picture = pikepdf.Stream(
        pdf,
        photo(),
        Type=name.XObject,
        Subtype=name.Image,
        Width=SIZE[0],
        Height=SIZE[1],
        ColorSpace=name.DeviceRGB,
        BitsPerComponent=8,
        Filter=name.DCTDecode,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
    page.Contents = pikepdf.Stream(pdf, b"100 0 0 100 0 0 cm /I Do")
    page.Annots = pikepdf.Array([pdf.make_indirect(note) for note in _notes()])


def _notes() -> list[pikepdf.Dictionary]:
    name: Any = pikepdf.Name
    rest: dict[str, Any] = {"Type": name.Annot, "Rect": [0, 0, 10, 10]}
    return [
        pikepdf.Dictionary(Subtype=name.Text, T=f"{TELLING}-NOTE", Contents="seen", **rest),
        pikepdf.Dictionary(Subtype=name.FileAttachment, Contents=f"{TELLING}-FILE", **rest),
        pikepdf.Dictionary(
            Subtype=name.Link,
            A=pikepdf.Dictionary(S=name.URI, URI=f"http://{TELLING}.example"),
            **rest,
        ),
    ]


def recording(form: str, pictures: str = "", sound: str = "", tags: Any = None) -> bytes:
    """Return a recording of one second in a format of FFmpeg's; it tells place and maker."""
    out = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if form in {"mp4", "mov"} else {}
    file = av.open(out, "w", format=form, options=options)
    file.metadata.update(TAGS if tags is None else tags)
    moving: Any = file.add_stream(pictures, rate=FRAMES) if pictures else None
    if moving:
        moving.width, moving.height, moving.pix_fmt = *SIZE, "yuv420p"
    heard: Any = _sound(file, sound) if sound else None
    if moving:
        _film(file, moving)
    if heard:
        _hear(file, heard)
    file.close()
    return out.getvalue()


def _sound(file: Any, codec: str) -> Any:
    narrow = codec == "libopencore_amrnb"
    stream = file.add_stream(codec, rate=8000 if narrow else 48000, layout="mono")
    if codec == "libmp3lame":
        stream.format = "s16p"
    return stream


def _film(file: Any, stream: Any) -> None:
    for number in range(FRAMES):
        picture = np.full((SIZE[1], SIZE[0], 3), number * 20, np.uint8)
        file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
    file.mux(stream.encode(None))


def _hear(file: Any, stream: Any) -> None:
    kind = stream.codec_context.format.name
    length = stream.codec_context.frame_size or 1024
    silence = np.zeros((1, length), np.float32 if kind.startswith("flt") else np.int16)
    for number in range(FRAMES):
        sound = av.AudioFrame.from_ndarray(silence, format=kind, layout="mono")
        sound.sample_rate, sound.pts = stream.rate, number * length
        file.mux(stream.encode(sound))
    file.mux(stream.encode(None))
