"""Where there is no scheme, no reward, nobody yet: pages have nothing and say so."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.complaints.rules import Track, Verdict
from portal.rewards import explained, panels, queries
from portal.rewards.rules import Part, Schemes
from portal.rewards.scheme_files import schemes
from tests.factories import rewards as factory


def test_without_a_scheme_in_force_the_rules_have_no_examples(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explained, "schemes", lambda: Schemes(()))
    assert explained.leading_scheme() is None
    assert explained.list_computable() == []
    monkeypatch.undo()
    riders = schemes().find_version("rider-local", "unset")
    assert riders is not None
    assert explained.work_examples(riders) == []
    labels = [row.label for row in explained.list_figures(replace(riders, windows=None))]
    assert len(labels) == 10


def test_a_case_without_a_reward_has_no_panel(inside: Flask) -> None:
    case = factory.make_concluded(Track.TIP, Verdict.UNTRUE)
    assert panels.show_to_reporter(case) is None
    assert panels.show_to_handler(case) is None


def test_before_a_proposal_only_the_handler_of_the_case_took_a_part(inside: Flask) -> None:
    reward = factory.make_opened()
    reward.case.handler = None
    assert {part for part, _name in queries.parts_taken(reward)} <= {Part.HANDLE}
