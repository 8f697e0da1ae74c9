"""What a form says where a step was refused."""

from enum import StrEnum

from flask import Flask

from portal.kernel.lifecycle import MoveRefused
from portal.web.forms import BaseForm


class Stage(StrEnum):
    """Stages of something."""

    OPEN = "open"
    OVER = "over"


def test_names_of_stages_are_shown_to_nobody(app: Flask) -> None:
    with app.test_request_context():
        form = BaseForm(formdata=None)
        form.refuse(MoveRefused(Stage.OVER, Stage.OPEN))
        told = [text for _target, text in form.error_list]
    assert told == ["现在不能这样做，情况可能已有变化，请刷新后再看"]
