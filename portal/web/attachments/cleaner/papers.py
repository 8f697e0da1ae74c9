"""PDFs: written again without who made them, when, with what, and without anything that acts."""

import sys
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

# It runs apart, where the portal cannot be imported.
from .segments import NotRead, without_tags  # noqa: TID252 - see above

BROKEN, HELD = 3, 5
# What tells of the maker, or does something when it is opened.
TELLING = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/CreatorInfo",
    "/AF",
    "/AA",
    "/JS",
    "/OpenAction",
    "/XFA",
    "/Thumb",
    "/Perms",
    "/Legal",
    "/DSS",
    "/Threads",
    "/SpiderInfo",
    "/URI",
)
NAMED = ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations")
ACTING = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/ResetForm",
    "/GoToR",
    "/GoToE",
    "/URI",
    "/Rendition",
    "/RichMediaExecute",
    "/Movie",
    "/Sound",
    "/Named",
    "/Hide",
    "/SetOCGState",
    "/Trans",
    "/GoTo3DView",
}
# Notes on a page that are seen stay, without their author and time; the others carry something.
SEEN_NOTES = {
    "/FreeText",
    "/Ink",
    "/Stamp",
    "/Highlight",
    "/Underline",
    "/StrikeOut",
    "/Squiggly",
    "/Line",
    "/Square",
    "/Circle",
    "/Polygon",
    "/PolyLine",
    "/Text",
    "/Caret",
    "/Widget",
    "/Link",
}
OF_NOTES = ("/T", "/M", "/CreationDate", "/NM", "/Popup", "/IRT", "/RC", "/A", "/Subj")
PICTURE_OF_ITS_OWN = "/JPXDecode"


def clean_paper(source: BinaryIO, target: BinaryIO) -> None:
    """Write the pages again; a PDF with a password, or with pictures not understood, is held."""
    try:
        paper = Pdf.open(source)
    except pikepdf.PasswordError:
        sys.exit(HELD)
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError):
        sys.exit(BROKEN)
    if paper.is_encrypted or not len(paper.pages):
        sys.exit(HELD)
    try:
        _strip(paper)
    except (NotRead, pikepdf.PdfError):
        sys.exit(HELD)
    paper.remove_unreferenced_resources()
    paper.save(
        target,
        fix_metadata_version=False,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )


def _strip(paper: Pdf) -> None:
    for key in ("/Info", "/ID"):
        if key in paper.trailer:
            del paper.trailer[key]
    names = paper.Root.get("/Names")
    if isinstance(names, Dictionary):
        _drop(names, NAMED)
    for one in paper.objects:
        _strip_within(one)


def _strip_within(one: Object) -> None:
    # Direct values stand inside the object that is written with them, so they are walked too.
    waiting = [one]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Stream | Dictionary):
            _strip_one(value)
            keys = [key for key in value.keys() if key != "/Parent"]  # noqa: SIM118 - PDF objects
            waiting += [value[key] for key in keys if _is_direct_group(value[key])]
        elif isinstance(value, Array):
            waiting += [part for part in value if _is_direct_group(part)]


def _is_direct_group(value: object) -> bool:
    return isinstance(value, Array | Dictionary) and not value.is_indirect


def _strip_one(value: Stream | Dictionary) -> None:
    _drop(value, TELLING)
    if str(value.get("/S", "")) in ACTING and ("/Type" not in value or value.Type == Name.Action):
        _drop(value, list(value.keys()))
        return
    if "/Annots" in value:
        _strip_notes(value)
    if str(value.get("/FT", "")) == "/Sig":
        _drop(value, ("/V", "/Lock", "/SV"))
    if isinstance(value, Stream):
        _strip_picture(value)


def _strip_notes(page: Stream | Dictionary) -> None:
    notes = page["/Annots"]
    if not isinstance(notes, Array):
        del page["/Annots"]
        return
    kept = [
        note
        for note in notes
        if isinstance(note, Dictionary) and str(note.get("/Subtype", "")) in SEEN_NOTES
    ]
    for note in kept:
        # A field of a form is named by its /T; that of a note names who wrote it.
        is_field = str(note.get("/Subtype")) == "/Widget"
        _drop(note, [key for key in OF_NOTES if not (is_field and key == "/T")])
    page["/Annots"] = Array(kept)


def _strip_picture(stream: Stream) -> None:
    filters = stream.get("/Filter")
    found = [str(one) for one in filters] if isinstance(filters, Array) else [str(filters)]
    if PICTURE_OF_ITS_OWN in found:
        raise NotRead(PICTURE_OF_ITS_OWN)
    if "/DCTDecode" not in found:
        return
    if found != ["/DCTDecode"]:
        raise NotRead("a photo wrapped twice")
    settings: Any = stream.get("/DecodeParms")
    plain = without_tags(bytes(stream.read_raw_bytes()))
    stream.write(plain, filter=Name.DCTDecode, decode_parms=settings)


def _drop(value: Stream | Dictionary, keys: tuple[str, ...] | list[str]) -> None:
    for key in keys:
        if key in value:
            del value[key]
