"""Files to take away: papers and pictures, as copies that tell nothing but what they show."""

from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image

from portal.kernel.errors import Refused
from portal.science.writing_words import WRITING
from portal.web.attachments import PDF, CheckedFile, FileLimits, check_file, size_of
from portal.web.attachments.scanning import check_for_viruses

# A worksheet of some pages, or a sign in print quality.
LARGEST_DOCUMENT = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
KINDS = {PDF: "pdf", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
LIMITS = FileLimits(count=1, size=LARGEST_DOCUMENT, pixels=MOST_PIXELS, types=tuple(KINDS))


@dataclass(frozen=True)
class Document:
    """A file as the portal keeps it; of a picture also how wide and high it is."""

    content: bytes
    media_type: str
    width: int | None = None
    height: int | None = None


def make_document(sent: IO[bytes], field: str) -> Document:
    """Return the cleaned copy of a file; raises Refused at ``field`` with words that help.

    Its kind is read from the content; it keeps neither name, author, place nor device.
    """
    size = size_of(sent)
    if not size:
        raise Refused(WRITING["file_empty"], field=field)
    if size > LARGEST_DOCUMENT:
        raise Refused(WRITING["document_big"], field=field)
    name = str(WRITING["document_word"])
    try:
        checked = check_file(name, sent, LIMITS)
    except Refused as refusal:
        raise Refused(refusal.reason, field=field) from None
    check_for_viruses(name, sent)
    return _kept(checked, field)


def _kept(checked: CheckedFile, field: str) -> Document:
    content = checked.cleaned
    if content is None:
        raise Refused(WRITING["document_held"], field=field)
    if checked.media_type == PDF:
        return Document(content, PDF)
    with Image.open(BytesIO(content)) as picture:
        return Document(content, checked.media_type, picture.width, picture.height)
