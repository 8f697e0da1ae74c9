"""What is brought along to see whether a receipt is genuine."""

import hashlib
import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, FileField, MultipleFileField, TextAreaField
from wtforms.validators import Length, ValidationError

from portal.complaints.signed import LONGEST
from portal.web.forms import BaseForm

LONGEST_NAME = 80
UNSEEN_SIGNS = {"Cc", "Cs"}


class VerifyForm(BaseForm):
    """A receipt, pasted or as a file; and, where somebody likes, what it should tell of."""

    receipt = TextAreaField(
        _("把回执粘贴到这里"), [Length(max=LONGEST, message=_("太长了，请只粘贴回执那几行"))]
    )
    receipt_file = FileField(_("或者选回执文件（receipt.txt）"))
    text = TextAreaField(
        _("当时写的经过或诉求"), [Length(max=LONGEST, message=_("太长了，请只粘贴当时写的那段"))]
    )
    files = MultipleFileField(_("当时交的照片和文件"))

    def validate_receipt(self, field: Field) -> None:
        """Ask for one of the two."""
        if not self.written().strip():
            raise ValidationError(_("请粘贴回执，或者选回执文件"))
        field.data = self.written()

    def written(self) -> str:
        """Return the receipt, as it was pasted or else as its file holds it."""
        pasted = self.receipt.data or ""
        # What is no file is words that some programme sent in its place.
        stream = getattr(self.receipt_file.data, "stream", None)
        if pasted.strip() or stream is None:
            return pasted
        if not hasattr(self, "_read"):
            self._read: str = stream.read(LONGEST).decode("utf-8", "replace")
        return self._read

    def digests(self) -> list[tuple[str, str]]:
        """Return name and SHA-256 (hex) of each file brought along; nothing of it is kept."""
        chosen: list[Any] = [one for one in self.files.data or [] if getattr(one, "filename", "")]
        return [
            (_legible(one.filename), hashlib.file_digest(one.stream, "sha256").hexdigest())
            for one in chosen
        ]


def _legible(name: str) -> str:
    seen = "".join(sign for sign in name if unicodedata.category(sign) not in UNSEEN_SIGNS)
    return seen[-LONGEST_NAME:]
