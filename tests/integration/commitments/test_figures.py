"""Every figure is derived from the records and says what it is made of."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from flask import Flask

from portal.commitments import queries
from portal.commitments.rules import ORDER, Missing, State
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.sampling import queries as sampling
from portal.sampling.rules.batches import BatchStage, ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage
from tests.factories.commitments import make_article, make_batch, make_batches, make_failed
from tests.integration.commitments.working_out import figure, fraction, worked


def test_without_records_no_figure_is_0_or_100(inside: Flask) -> None:
    figures = queries.list_figures(queries.period_of())
    assert len(figures) == len(current_place().commitments)
    assert {figure.printed for figure in figures} == {None}
    assert {figure.state for figure in figures} == {State.NO_DATA, State.UNSCORED}


def test_sampling_volume_is_batches_for_every_thousand_residents(inside: Flask) -> None:
    make_batches(3, stage=ChainStage.CATERING)
    make_batches(2, kind=TaskKind.EVALUATION, stage=ChainStage.PRODUCTION)
    make_batch(stage=ChainStage.FARMING)
    make_batch(stage=None)
    make_batch(stage=ChainStage.CATERING, kind=TaskKind.QUICK_TEST, result=Result.NEGATIVE)
    make_batch(stage=ChainStage.CATERING, batch_stage=BatchStage.WITHDRAWN)
    make_batch(stage=ChainStage.CATERING, sampled_on=date(2025, 12, 31))
    found = figure("lc-food-sampling-volume")
    assert fraction(found.working) == (5, 1_167_000)
    assert found.working.value == Fraction(5, 1167)
    assert found.printed == Decimal("0.00")
    assert found.state is State.BEHIND
    assert found.population is not None
    assert found.population.year == 2020


def test_a_promise_of_1_5_is_kept_by_1751_batches_and_not_by_1750(inside: Flask) -> None:
    told = {"domain": Domain.AGRI, "kind": TaskKind.QUANTITATIVE}
    make_batches(1750, **told)
    found = figure("lc-agri-quant-testing")
    assert (found.printed, found.state) == (Decimal("1.49"), State.ON_THE_WAY)
    make_batch(**told)
    found = figure("lc-agri-quant-testing")
    assert (found.printed, found.state) == (Decimal("1.50"), State.MET)


def test_risk_monitoring_counts_as_volume_although_it_is_not_shown(inside: Flask) -> None:
    make_batches(4, kind=TaskKind.RISK_MONITORING, batch_stage=BatchStage.HELD)
    assert fraction(figure("lc-risk-monitor-samples").working) == (4, 1_167_000)


def test_only_samples_taken_for_essential_medicines_count_as_such(inside: Flask) -> None:
    make_batch(domain=Domain.DRUG, task="国家基本药物抽检")
    make_batch(domain=Domain.DRUG, category="基本药物")
    make_batch(domain=Domain.DRUG, task="药品监督抽检")
    assert figure("lc-essential-drug-sampling").working.numerator == 2


def test_a_pass_rate_counts_evaluative_samples_alone(inside: Flask) -> None:
    make_batches(9, kind=TaskKind.EVALUATION)
    make_batch(kind=TaskKind.EVALUATION, result=Result.FAILED)
    make_batch(kind=TaskKind.EVALUATION, result=Result.UNDECIDED, batch_stage=BatchStage.HELD)
    make_batches(5, result=Result.FAILED)
    make_batches(5, kind=TaskKind.QUICK_TEST, result=Result.POSITIVE)
    found = worked("passed", domains=["food"])
    assert fraction(found) == (9, 10)
    assert worked("passed", domains=["drug"]).missing is Missing.NO_RECORDS


def test_what_waits_is_not_disclosed_and_what_is_lawfully_held_is_not_due(inside: Flask) -> None:
    make_batches(3)
    make_batch(batch_stage=BatchStage.CORRECTED)
    make_batch(batch_stage=BatchStage.WAITING)
    make_batch(batch_stage=BatchStage.HELD, kind=TaskKind.RISK_MONITORING)
    make_batch(batch_stage=BatchStage.WITHDRAWN)
    assert fraction(worked("disclosed")) == (4, 5)


def test_disposals_begun_and_finished_are_told_apart(inside: Flask) -> None:
    for stage in DisposalStage:
        make_failed(stage)
    make_failed(DisposalStage.CLOSED, domain=Domain.AGRI)
    started = len(DisposalStage) - 1
    assert fraction(worked("disposals-closed", domains=["food"])) == (1, started)
    assert fraction(worked("disposals-started", domains=["food"])) == (started - 1, started)
    found = figure("lc-agri-case-handling")
    assert [line.working.code for line in found.lines] == ["disposals-closed", "disposals-started"]
    assert found.state is State.MET


def test_sampling_and_commitments_count_alike(inside: Flask) -> None:
    for stage in DisposalStage:
        make_failed(stage)
    make_batches(7, kind=TaskKind.EVALUATION)
    make_batch(batch_stage=BatchStage.WAITING)
    make_batch(sampled_on=None, announced_on=date(2026, 1, 1), shown_on=date(2026, 2, 1))
    make_batch(sampled_on=date(2025, 12, 31))
    figures = {
        "disclosed": sampling.count_disclosed(2026),
        "passed": sampling.count_evaluated(2026),
        "disposals-started": sampling.count_disposals_started(2026),
        "disposals-closed": sampling.count_disposals_closed(2026),
        "samples": sampling.count_sampled(2026),
    }
    for measure, counted in figures.items():
        assert fraction(worked(measure)) == (counted.numerator, counted.denominator), measure


def test_without_a_population_the_volume_is_no_rate(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_batch(stage=ChainStage.CATERING)
    assert figure("lc-food-sampling-volume", 2019).working.missing is Missing.NO_RECORDS
    parameters = type(current_place().parameters)
    monkeypatch.setattr(parameters, "whole", lambda *_args: 2023)
    found = worked("samples-per-thousand", kinds=["supervision"])
    assert found.missing is Missing.NO_POPULATION
    assert found.value is None


def test_bad_news_comes_first(inside: Flask) -> None:
    make_batches(2, domain=Domain.DEVICE)
    make_batches(39, domain=Domain.COSMETIC)
    make_article()
    make_batches(35, domain=Domain.FOREST)
    states = [figure.state for figure in queries.list_figures(queries.period_of())]
    assert states == sorted(states, key=lambda state: ORDER[state])
    assert states[0] is State.BEHIND
    assert states[-1] is State.UNSCORED


def test_a_duty_in_words_gets_no_score(inside: Flask) -> None:
    figures = queries.list_figures(queries.period_of())
    narrative = [figure for figure in figures if figure.commitment.kind == "narrative"]
    assert narrative
    assert {figure.state for figure in narrative} == {State.UNSCORED}


def test_the_home_page_gets_five_figures(inside: Flask) -> None:
    figures = queries.headline_figures()
    assert len(figures) == 5
    assert all(figure.derivation for figure in figures)


def test_a_promise_is_told_for_every_year_since_the_document(inside: Flask) -> None:
    make_batch(domain=Domain.DEVICE, sampled_on=date(2023, 6, 1))
    history = queries.list_history("lc-device-sampling")
    assert [found.period.year for found in history] == [2026, 2025, 2024, 2023]
    assert [found.printed for found in history] == [None, None, None, Decimal(1)]
    assert [found.is_of_another_year for found in history] == [True, True, True, False]


def test_an_unknown_promise_is_not_found(inside: Flask) -> None:
    with pytest.raises(NotFound):
        figure("lc-no-such")


def test_promises_are_counted_for_each_filter_under_the_others(inside: Flask) -> None:
    figures = queries.list_figures(queries.period_of())
    wanted = queries.FigureFilter(theme="sampling", department="market-regulation")
    counts = queries.count_facets(figures, wanted)
    kept = [figure for figure in figures if wanted.admits(figure)]
    assert sum(counts["state"].values()) == len(kept)
    assert counts["theme"]["sampling"] == len(kept)
    assert counts["theme"]["education"] > 0
    assert counts["department"]["agriculture"] > 0
