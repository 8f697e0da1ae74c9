from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.places.profile import load_profile

REGISTERS = Path(__file__).resolve().parents[4] / "shared" / "domain"
PLACES = [("lucheng", "lc", 193), ("zhoushan", "zs", 165)]
LUCHENG, ZHOUSHAN = load_profile("lucheng"), load_profile("zhoushan")

pytestmark = pytest.mark.parametrize(("code", "doc", "count"), PLACES)


def register(name: str) -> list[dict[str, Any]]:
    path = REGISTERS / name
    if not path.exists():
        pytest.skip("the register the profiles were drawn from is not beside the repository")
    rows: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return rows


def test_every_promise_is_there_in_the_documents_words(code: str, doc: str, count: int) -> None:
    quotes = {row["id"]: row["quote"] for row in register("commitments.yaml") if row["doc"] == doc}
    assert {one.id: one.quote for one in load_profile(code).commitments} == quotes
    assert len(quotes) == count


def test_no_field_of_a_promise_is_lost(code: str, doc: str, count: int) -> None:
    profile = load_profile(code)
    for row in register("commitments.yaml"):
        if row["doc"] != doc:
            continue
        promise = profile.find_commitment(row["id"])
        assert promise is not None
        assert (promise.title.zh, promise.title.en) == (row.pop("title_zh"), row.pop("title_en"))
        for field, value in row.items():
            kept = getattr(promise, field)
            assert _as_written(kept) == value, (row["id"], field)


def _as_written(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_every_system_of_the_document_is_there(code: str, doc: str, count: int) -> None:
    profile = load_profile(code)
    named = {
        row["id"]: [source["quote"] for source in row["sources"] if source["doc"] == doc]
        for row in register("systems.yaml")
    }
    kept = {system.id: [source.quote for source in system.sources] for system in profile.systems}
    assert kept == {key: quotes for key, quotes in named.items() if quotes}


def test_an_implied_target_is_not_the_documents(code: str, doc: str, count: int) -> None:
    for promise in load_profile(code).commitments:
        assert (promise.target is None) == (promise.target_basis is None)
        if promise.target_basis == "implied by us":
            assert not promise.target_is_the_documents
        elif promise.target is not None:
            assert promise.target_is_the_documents


def test_a_percentage_target_is_exact(code: str, doc: str, count: int) -> None:
    targets = {promise.target for promise in load_profile(code).commitments}
    assert all(target is None or isinstance(target, Decimal) for target in targets)


def test_promises_and_systems_are_found_by_code(code: str, doc: str, count: int) -> None:
    profile = load_profile(code)
    assert profile.find_commitment(profile.commitments[0].id) is profile.commitments[0]
    assert profile.find_system(profile.systems[0].id) is profile.systems[0]
    assert profile.find_commitment("none") is None
    assert profile.find_system("none") is None


def test_whoever_lucheng_holds_responsible_is_a_known_body(code: str, doc: str, count: int) -> None:
    if code == "lucheng":
        bodies = LUCHENG.departments
        for promise in LUCHENG.commitments:
            for name in (*promise.responsible, *([promise.lead] if promise.lead else [])):
                assert bodies.named(name), (promise.id, name)


def test_a_name_that_is_no_body_stays_as_printed(code: str, doc: str, count: int) -> None:
    names = {name for promise in ZHOUSHAN.commitments for name in promise.responsible}
    assert ZHOUSHAN.departments.named("各有关部门") is None
    assert "各有关部门" in names
