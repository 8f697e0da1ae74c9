"""The field of files: photos, papers and recordings, looked at by their content."""

import unicodedata
from typing import IO, Any

from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from wtforms import Field, Form, widgets
from wtforms.validators import ValidationError

from portal.kernel.errors import Refused
from portal.web.attachments import CheckedFile, FileLimits, check_file
from portal.web.attachments.scanning import check_for_viruses

LONGEST_NAME = 80
UNSEEN_SIGNS = {"Cc", "Cs"}


class AttachmentField(Field):
    """Files: looked at by their content; what cannot be kept says why."""

    widget = widgets.FileInput(multiple=True)
    checked: list[CheckedFile]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checked = []

    @staticmethod
    def limits() -> FileLimits:
        """Return what may be attached; each field says so itself."""
        raise NotImplementedError

    def process_data(self, _value: object) -> None:
        """Begin with no file at all."""
        self.data: list[FileStorage] = []

    def _value(self) -> bool:
        return False

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the files that were really chosen."""
        self.data = [one for one in valuelist if isinstance(one, FileStorage) and one.filename]

    def pre_validate(self, form: Form) -> None:  # noqa: ARG002 - WTForms' own signature
        """Look at each file; the good ones are in ``checked`` whatever the others are."""
        limits, refused = self.limits(), []
        for sent in self.data[: limits.count]:
            name = _legible(sent.filename or "")[-LONGEST_NAME:]
            try:
                self.checked.append(_looked_at(name, sent.stream, limits))
            except Refused as refusal:
                refused.append(str(refusal.reason))
        if len(self.data) > limits.count:
            refused.append(gettext("最多选 %(count)s 个文件，多出的没有收下", count=limits.count))
        if refused:
            raise ValidationError("；".join(refused))


def _looked_at(name: str, stream: IO[bytes], limits: FileLimits) -> CheckedFile:
    # Its kind first: what is not kept anyway need not be carried to the scanner.
    checked = check_file(name, stream, limits)
    check_for_viruses(name, checked.source)
    return checked


def _legible(name: str) -> str:
    return "".join(sign for sign in name if unicodedata.category(sign) not in UNSEEN_SIGNS)
