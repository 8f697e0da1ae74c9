"""A scheme whose file was edited after use: refused by name and logged; the case stays open."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.rewards import panels, queries, services
from portal.rewards.queries import amounts
from portal.rewards.queries.amounts import SchemeEdited
from portal.rewards.rules import Schemes
from portal.rewards.scheme_files import schemes
from tests.factories import rewards as factory


def edit_schemes(monkeypatch: pytest.MonkeyPatch) -> None:
    edited = Schemes(tuple(replace(scheme, digest="0" * 64) for scheme in schemes()))
    monkeypatch.setattr(amounts, "schemes", lambda: edited)


def test_no_step_is_taken_by_a_scheme_that_says_something_else_now(
    inside: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reward = factory.make_proposed()
    approver = factory.person("approver", "approver-a")
    edit_schemes(monkeypatch)
    with pytest.raises(SchemeEdited, match="zhejiang-2023（版本 2023-04-01）"):
        services.approve_reward(
            reward, seen_round=reward.round, has_declared=True, by=approver.actor
        )
    with pytest.raises(SchemeEdited):
        queries.recount(reward)
    assert "scheme edited after use" in caplog.text
    assert reward.reference in caplog.text


def test_a_version_that_is_gone_is_refused_as_well(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    reward = factory.make_notified()
    monkeypatch.setattr(amounts, "schemes", lambda: Schemes(()))
    with pytest.raises(SchemeEdited):
        queries.recount(reward)


def test_the_case_stays_readable_without_the_amount(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    reward = factory.make_notified()
    edit_schemes(monkeypatch)
    for show in (panels.show_to_reporter, panels.show_to_handler):
        panel = show(reward.case)
        assert panel is not None
        assert panel.template == "rewards/_panel_edited.html"
