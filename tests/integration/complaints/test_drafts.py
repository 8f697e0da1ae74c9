"""Drafts: sealed, kept for their time, then gone with their files."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.complaints import queries, services
from portal.complaints.files import CheckedFile, check_file
from portal.complaints.models import Draft, Evidence
from portal.complaints.policy import file_limits
from portal.extensions import objects
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.web.attachments import FileLimits
from tests.factories import files
from tests.web.complaints.journeys import photo

ANSWERS = {"contact": {"name": ["示例投诉人"]}}


def picture() -> CheckedFile:
    """Return a photo that may be kept."""
    return check_file("x.jpg", photo(), file_limits())


def kept(token: str) -> Draft:
    """Return the draft of this token."""
    draft = queries.find_draft(token)
    assert draft is not None
    return draft


def test_a_draft_is_sealed_and_opens_with_its_token_only(inside: Flask) -> None:
    services.keep_draft("token", ANSWERS)
    assert "示例投诉人".encode() not in kept("token").sealed
    assert services.read_draft(kept("token")) == ANSWERS
    assert queries.find_draft("another token") is None
    assert services.read_draft(None) == {}


def test_steps_are_kept_beside_each_other(inside: Flask) -> None:
    services.keep_draft("token", ANSWERS)
    services.keep_draft("token", {"story": {"told": ["示例"]}})
    assert set(services.read_draft(kept("token"))) == {"contact", "story"}


def test_there_is_room_for_so_many_files_and_no_more(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = FileLimits(2, 1024 * 1024, 10_000, ("image/jpeg",))
    monkeypatch.setattr("portal.complaints.policy.file_limits", lambda: few)
    photos = [check_file("x", photo(), few) for _ in range(3)]
    assert services.keep_draft("token", {}, files=photos) == photos[2:]
    assert len(queries.list_draft_files(kept("token"))) == 2


def test_a_file_taken_out_is_gone_from_the_store_too(inside: Flask) -> None:
    services.keep_draft("token", {}, files=[picture()])
    draft = kept("token")
    (file,) = queries.list_draft_files(draft)
    assert services.read_original(file) == photo()
    services.remove_draft_file(draft, "no such file")
    services.remove_draft_file(draft, file.key)
    with pytest.raises(NotFound):
        objects().get(file.original, room="evidence")


def test_a_draft_past_its_time_is_empty_and_then_gone(app: Flask) -> None:
    with app.app_context():
        services.keep_draft("old", ANSWERS, files=[picture(), pdf()])
    later = clock.now() + timedelta(days=30)
    runner = app.test_cli_runner()
    with time_machine.travel(later, tick=False):
        with app.app_context():
            services.keep_draft("young", ANSWERS)
            assert services.read_draft(kept("old")) == {}
        said = runner.invoke(args=["complaints", "purge-drafts", "--dry-run"])
        assert said.output == "Would remove 1 drafts past their time.\n"
        said = runner.invoke(args=["complaints", "purge-drafts"])
        assert said.output == "Removed 1 drafts past their time.\n"
        with app.app_context():
            assert db.session.query(Evidence).count() == 0
            assert services.read_draft(kept("young")) == ANSWERS


def pdf() -> CheckedFile:
    """Return a file that cannot be cleaned."""
    return check_file("x.pdf", files.paper(is_bare=True), file_limits())
