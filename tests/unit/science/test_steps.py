"""Steps as data: what a file may say, what it may not, and what holds whatever it says."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.kernel.permissions import Permission
from portal.places.profile import NATIONAL, PROFILES, available_places
from portal.places.reading import ProfileInvalid
from portal.places.rules import Text
from portal.science.pipeline import FILE, load_pipeline, pipeline_of
from portal.science.rules import (
    Bar,
    Opinion,
    Step,
    StepKind,
    Trait,
    Verdict,
    changed_fields,
    digest_of_facts,
    path_of,
    traits_of,
)
from portal.science.rules import (
    Path as Way,
)
from tests.factories.science import SOURCE, exposure, facts

SHIPPED = load_pipeline([PROFILES / NATIONAL])
AUTHOR, FIELDS = 0, ("title", "body", "byline", "sources")


def written(tmp_path: Path, **changes: object) -> list[Path]:
    """Return a layer whose file is the shipped one with some steps changed by their code."""
    table = yaml.safe_load((PROFILES / NATIONAL / FILE).read_text(encoding="utf-8"))
    for row in table["steps"]:
        row.update(changes.get(row["code"].replace("-", "_"), {}))
    table["steps"] = [row for row in table["steps"] if not row.pop("left_out", False)]
    (tmp_path / FILE).write_text(yaml.safe_dump(table, allow_unicode=True), encoding="utf-8")
    return [PROFILES / NATIONAL, tmp_path]


def test_three_reviews_three_proofs_sources_and_secrecy_are_shipped() -> None:
    names = [step.name.zh for step in SHIPPED.steps]
    assert names == ["初审", "一校", "专业审核", "复审", "二校", "保密审查", "三校", "终审"]
    kinds = [step.kind for step in SHIPPED.steps]
    assert (kinds.count(StepKind.REVIEW), kinds.count(StepKind.PROOF)) == (3, 3)
    assert SHIPPED.source == "practice"
    assert all(step.asks.en.endswith((".", "?")) for step in SHIPPED.steps)


@pytest.mark.parametrize("place", available_places())
def test_every_place_has_steps_that_can_be(place: str) -> None:
    assert pipeline_of(place).steps[-1].publishes


def test_a_place_lays_its_own_steps_over_the_shipped_ones(tmp_path: Path) -> None:
    own = load_pipeline(written(tmp_path, third_proof={"left_out": True}))
    assert len(own.steps) == len(SHIPPED.steps) - 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first_proof": {"code": "first-review"}}, "stands twice"),
        ({"first_review": {"apart_from": ["final-review"]}}, "no earlier step"),
        ({"first_proof": {"columns": ["gossip"]}}, "no column"),
        ({"first_proof": {"watches": ["colour"]}}, "no field of an article"),
        ({"first_proof": {"publishes": True}}, "only the last step"),
        ({"first_proof": {"kind": "gossip"}}, "kind"),
        ({"first_proof": {"permission": "gossip"}}, "permission"),
        ({"first_proof": {"colour": "red"}}, "is no field here"),
        ({"final_review": {"publishes": False}}, "has to publish"),
        ({"final_review": {"kind": "proof"}}, "is a review"),
        ({"final_review": {"when": ["claims"]}}, "is a review"),
        ({"final_review": {"permission": "article.review"}}, "article.publish"),
        ({"second_review": {"apart_from": []}}, "two reviews by two people"),
        (
            {"first_review": {"when": ["claims"]}, "second_review": {"when": ["exposure"]}},
            "every article needs a review",
        ),
    ],
)
def test_a_file_that_cannot_be_is_refused_with_its_line(
    tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(ProfileInvalid, match=words) as fault:
        load_pipeline(written(tmp_path, **changes))
    assert f"{FILE}:" in str(fault.value)


def test_what_an_article_says_decides_which_steps_it_takes() -> None:
    plain = facts(has_claims=False)
    assert traits_of(plain) == frozenset()
    assert traits_of(facts()) == {Trait.CLAIMS}
    assert traits_of(replace(plain, body="见 [店](/enterprises/E-1)。")) == {Trait.FIRM}
    assert traits_of(replace(plain, exposure=exposure())) == {Trait.EXPOSURE, Trait.FIRM}
    codes = [step.code for step in SHIPPED.needed("songs", frozenset())]
    assert "source-check" not in codes
    only_songs = replace(SHIPPED.steps[0], columns=frozenset({"songs"}))
    assert only_songs.is_needed("songs", frozenset())
    assert not only_songs.is_needed("fairs", frozenset())


def test_snapshots_are_compared_as_the_database_keeps_them() -> None:
    now = facts().as_json()
    older = {name: value for name, value in now.items() if name != "exposure"}
    assert changed_fields(older, {**now, "items": list(now["items"])}) == frozenset()
    assert changed_fields(older, {**now, "title": "x"}) == {"title"}
    assert digest_of_facts(now) != digest_of_facts({**now, "title": "x"})
    assert SOURCE.title in str(now)


STEPS = st.sampled_from([step.code for step in SHIPPED.steps])
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), STEPS, st.integers(0, 5), st.sampled_from(Verdict)),
        st.tuples(st.just("next"), STEPS, st.integers(0, 5), st.just(Verdict.APPROVED)),
        st.tuples(st.just("change"), STEPS, st.sampled_from(range(len(FIELDS))), st.none()),
    ),
    max_size=60,
)


def way_of(opinions: list[Opinion], texts: dict[int, dict[str, int]]) -> Way:
    steps = SHIPPED.needed("short-facts", frozenset({Trait.CLAIMS}))
    version = max(texts)
    return path_of(steps, author=AUTHOR, version=version, opinions=opinions, texts=texts)


@settings(max_examples=60)
@given(DEEDS)
def test_whatever_the_order_of_deeds_every_step_stands_and_people_are_apart(
    deeds: list[tuple[str, str, int, Verdict | None]],
) -> None:
    opinions: list[Opinion] = []
    texts: dict[int, dict[str, int]] = {1: dict.fromkeys(FIELDS, 1)}
    for deed, code, number, verdict in deeds:
        way = way_of(opinions, texts)
        step = way.current
        if deed == "change":
            version = max(texts)
            texts[version + 1] = {**texts[version], FIELDS[number]: version + 1}
        elif step is None or verdict is None or (deed == "decide" and step.code != code):
            continue
        elif way.bar(step, number) is None:
            opinions.append(Opinion(step.code, max(texts), number, verdict))
    check(way_of(opinions, texts), texts)


def check(way: Way, texts: dict[int, dict[str, int]]) -> None:
    people = {code: one.person for code, one in way.passes.items()}
    assert AUTHOR not in people.values()
    for step in way.done:
        for other in step.apart_from & people.keys():
            assert people[step.code] != people[other]
        seen, now = texts[way.passes[step.code].version], texts[max(texts)]
        watched = step.watches or frozenset(FIELDS)
        assert all(seen[name] == now[name] for name in watched & set(FIELDS))
    if way.current is None:
        assert people.keys() == {step.code for step in way.steps}
        assert people["final-review"] != people["first-review"]
        assert len(way.reviewers) > 1


def test_the_first_reviewer_never_publishes_even_where_a_file_forgets_it() -> None:
    steps = tuple(replace(step, apart_from=frozenset[str]()) for step in SHIPPED.steps)
    passed = [Opinion(step.code, 1, 7, Verdict.APPROVED) for step in steps[:-1]]
    way = path_of(steps, author=AUTHOR, version=1, opinions=passed, texts={1: {}})
    final = way.current
    assert final is not None
    assert way.bar(final, 7) == (Bar.SAME_PERSON, steps[0])
    assert way.bar(final, AUTHOR) == (Bar.AUTHOR, None)
    assert way.bar(final, 8) is None


def test_a_pass_of_a_version_nobody_kept_does_not_stand() -> None:
    old = [Opinion("first-review", 1, 7, Verdict.APPROVED)]
    way = path_of(SHIPPED.steps, author=AUTHOR, version=2, opinions=old, texts={2: {}})
    assert way.current == SHIPPED.steps[0]


def test_steps_are_found_by_their_code() -> None:
    assert SHIPPED.find("gossip") is None
    own = Step("x", Text("甲", "A"), Text("问", "Ask."), StepKind.PROOF, Permission.ARTICLE_REVIEW)
    assert own.is_always_needed
    assert SHIPPED.find("final-review") == SHIPPED.steps[-1]
