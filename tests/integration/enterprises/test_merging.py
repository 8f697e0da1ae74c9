"""Two entries that are one enterprise: nothing is lost, and what was wrong can be undone."""

from collections.abc import Mapping

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.enterprises import naming_queries, queries, services
from portal.enterprises.models import Enterprise, FormerName, Licence
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused
from tests.factories.enterprises import credit_code, make_enterprise

OFFICER = Actor(kind="staff", name="officer")


def merge(kept: Enterprise, gone: Enterprise, reason: str = "同一家企业") -> None:
    services.merge_enterprises(kept=kept, gone=gone, reason=reason, by=OFFICER)


def test_what_belonged_to_one_belongs_to_the_other_and_its_address_leads_there(
    inside: Flask,
) -> None:
    kept = make_enterprise("示例甲店", credit_code=credit_code(1))
    gone = make_enterprise("示例乙店", credit_code=credit_code(2))
    services.add_licence(gone, kind="small-operator", number="示例 1", by=OFFICER)
    merge(kept, gone)
    assert [one.number for one in kept.licences] == ["示例 1"]
    assert queries.find_enterprise(credit_code(2)) is kept
    assert queries.find_enterprise(gone.reference) is kept
    assert queries.has_moved(gone.reference, kept)
    assert queries.match_name("示例乙店") is kept
    assert queries.count_enterprises() == 1


def test_a_split_gives_each_its_own_back_and_leaves_the_story(inside: Flask) -> None:
    kept, gone = make_enterprise("示例甲店"), make_enterprise("示例乙店")
    services.add_licence(gone, kind="small-operator", number="示例 1", by=OFFICER)
    merge(kept, gone)
    services.add_licence(kept, kind="small-operator", number="示例 2", by=OFFICER)
    db.session.flush()
    merger = naming_queries.get_merger(gone.reference)
    services.split_enterprise(merger, reason="是两家", by=OFFICER)
    assert [one.number for one in gone.licences] == ["示例 1"]
    assert [one.number for one in kept.licences] == ["示例 2"]
    assert queries.match_name("示例乙店") is gone
    assert (merger.split_by, merger.split_reason) == ("officer", "是两家")
    actions = [line.action for line in audit.pending()]
    assert {"enterprise.merged", "enterprise.split"} <= set(actions)


def test_entries_merged_before_follow_and_come_back(inside: Flask) -> None:
    first, second, third = (make_enterprise(f"示例{sign}店") for sign in "甲乙丙")
    merge(second, third)
    merge(first, second)
    assert queries.find_enterprise(third.reference) is first
    services.split_enterprise(
        naming_queries.get_merger(second.reference), reason="是两家", by=OFFICER
    )
    assert queries.find_enterprise(third.reference) is second


def test_what_cannot_be_merged_or_split_says_why(inside: Flask) -> None:
    kept, gone = make_enterprise("示例甲店"), make_enterprise("示例乙店")
    for pair, reason, field in (
        ((kept, kept), "同一家", "kept"),
        ((kept, gone), "  ", "reason"),
    ):
        with pytest.raises(Refused) as refusal:
            merge(*pair, reason=reason)
        assert refusal.value.field == field
    merge(kept, gone)
    with pytest.raises(Refused):
        merge(kept, gone)
    merger = naming_queries.get_merger(gone.reference)
    with pytest.raises(Refused):
        services.split_enterprise(merger, reason="", by=OFFICER)
    services.split_enterprise(merger, reason="是两家", by=OFFICER)
    with pytest.raises(Refused):
        services.split_enterprise(merger, reason="再拆", by=OFFICER)
    with pytest.raises(NotFound):
        naming_queries.get_merger(gone.reference)


def owned() -> Mapping[str, list[tuple[int, int]]]:
    return {
        model.__name__: sorted(db.session.execute(select(model.id, model.enterprise_id)).all())
        for model in (Licence, FormerName)
    }


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["licence", "name", "nothing"]), max_size=5), st.booleans())
def test_a_merger_that_is_split_restores_everything(
    inside: Flask, steps: list[str], is_other: bool
) -> None:
    pair = make_enterprise("示例甲店"), make_enterprise("示例乙店")
    for place, step in enumerate(steps):
        one = pair[place % 2]
        if step == "licence":
            services.add_licence(one, kind="small-operator", number=f"示例 {place}", by=OFFICER)
        elif step == "name":
            services.add_former_name(one, name=f"示例旧名 {place}", by=OFFICER)
    db.session.flush()
    kept, gone = pair[::-1] if is_other else pair
    before = owned()
    merge(kept, gone)
    merger = naming_queries.get_merger(gone.reference)
    services.split_enterprise(merger, reason="是两家", by=OFFICER)
    assert owned() == before
    assert gone.merged_into_id is None
    assert gone.changed_at <= clock.now()
