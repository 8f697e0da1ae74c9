"""Sampling of the demo as it came about: tables brought in, published, now and then mended."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from portal.demo.diary import Story
from portal.demo.failures import Failures
from portal.demo.plan import Announcement, Sample, announcements, on_the_market
from portal.demo.sampling import Tables
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.kernel.db import db
from portal.sampling import services
from portal.sampling.models import Disposal, SampleBatch, SampleImport
from portal.sampling.rules.batches import BatchStage, ChainStage, Domain, Result, TaskKind
from portal.sampling.services.planning import PlanFacts, create_plan

# Month and day.
PLANNED_ON = (1, 15)
CORRECTED_AGO, WITHDRAWN_AGO, RETURNED_AGO, FLAWED_AGO = 90, 150, 12, 2


def begin_announcements(town: Town) -> None:
    """Begin everything that is sampled, and what lies at the desk today."""
    tables, planned = Tables(town), announcements(town)
    for year in sorted({one.on.year for one in planned})[1:]:  # the first was half over
        town.diary.begin(_plan(town, year))
    failures = Failures(town, sum(one.failed_count for one in planned))
    for one in planned:
        town.diary.begin(_announce(town, tables, one, failures))
    town.diary.begin(_correct(town))
    town.diary.begin(_withdraw(town))
    town.diary.begin(_bring_in(town, tables, 12, ago=RETURNED_AGO, is_returned=True))
    town.diary.begin(_bring_in(town, tables, seeds("sampling")["desk"]["waiting"], ago=1))
    town.diary.begin(_bring_in_flawed(town, tables))


def _plan(town: Town, year: int) -> Story:
    yield datetime.combine(date(year, *PLANNED_ON), time(9), tzinfo=clock.CHINA)
    for one in seeds("sampling")["plans"]:
        facts = PlanFacts(
            number=f"示例{one['number']}〔{year}〕",
            year=year,
            department=one["department"],
            kind=TaskKind(one["kind"]),
            domain=Domain(one["domain"]),
            stage=ChainStage(one["stage"]) if "stage" in one else None,
            category="",
            planned_count=one["planned"],
        )
        create_plan(facts, by=town.actor("data-officer"))


def _announce(town: Town, tables: Tables, one: Announcement, failures: Failures) -> Story:
    yield town.at(one.on, hour=9)
    brought = _import(town, tables.table(one), one)
    yield town.at(one.on, hour=11)
    services.publish_import(brought, by=town.actor("reviewer"))
    opened = select(Disposal).join(Disposal.batch).where(SampleBatch.import_id == brought.id)
    for disposal in db.session.scalars(opened.order_by(Disposal.id)):
        failures.begin(disposal)


def _import(town: Town, content: bytes, one: Announcement) -> SampleImport:
    name = f"示例{one.series['title']}{one.on:%Y%m%d}.csv"
    return services.import_table(content=content, file_name=name, by=town.actor("data-officer"))


def _any_public(town: Town, ago: int) -> SampleBatch:
    return (
        db.session.scalars(
            select(SampleBatch)
            .where(
                SampleBatch.batch_stage == BatchStage.PUBLISHED,
                SampleBatch.result == Result.PASSED,
                SampleBatch.spec.like("%/%"),
                SampleBatch.shown_on <= town.day(ago),
            )
            .order_by(SampleBatch.shown_on.desc(), SampleBatch.id)
        ).first()
        or db.session.scalars(select(SampleBatch)).one()
    )


def _correct(town: Town) -> Story:
    yield town.in_office(town.day(CORRECTED_AGO))
    batch = _any_public(town, CORRECTED_AGO + 7)
    services.correct_batch(
        batch,
        changes={"spec": f"{batch.spec}（2 袋装）"},
        note=seeds("sampling")["desk"]["corrected"]["note"],
        by=town.actor("reviewer"),
    )


def _withdraw(town: Town) -> Story:
    yield town.in_office(town.day(WITHDRAWN_AGO))
    services.withdraw_batch(
        _any_public(town, WITHDRAWN_AGO + 14),
        reason=seeds("sampling")["desk"]["withdrawn"]["reason"],
        by=town.actor("reviewer"),
    )


def _later(town: Town, count: int, day: date) -> Announcement:
    series = seeds("sampling")["series"][0]
    chosen = on_the_market(series["products"], day)
    samples = [
        Sample(town.chance.weighted(chosen, lambda product: product.weight)) for _ in range(count)
    ]
    return Announcement(series, day, 99, samples)


def _bring_in(
    town: Town, tables: Tables, count: int, *, ago: int, is_returned: bool = False
) -> Story:
    one = _later(town, count, town.day(ago))
    yield town.at(one.on, hour=15)
    brought = _import(town, tables.table(one), one)
    if not is_returned:
        return
    yield town.at(one.on + timedelta(days=1), hour=10)
    reason = seeds("sampling")["desk"]["returned"]["reason"]
    services.return_import(brought, reason=reason, by=town.actor("reviewer"))


def _bring_in_flawed(town: Town, tables: Tables) -> Story:
    """Bring in a table as tables come: some of its rows cannot be taken."""
    one = _later(town, 12, town.day(FLAWED_AGO))
    yield town.at(one.on, hour=14)
    lines = tables.table(one).decode().splitlines()
    flawed = [*lines, *_flaws(lines, one.on)]
    _import(town, "\n".join(flawed).encode(), one)


def _flaws(lines: list[str], on: date) -> list[str]:
    header, row = lines[0].split(","), lines[1].split(",")
    wrong = (
        {"样品名称": ""},
        {"报告日期": str(on - timedelta(days=400))},
        {"抽样日期": str(on + timedelta(days=90))},
        {"结论": "基本合格"},
        {"统一社会信用代码": "913399990000000000"},
    )
    flawed = []
    for n, changes in enumerate(wrong):
        told = dict(zip(header, row, strict=False)) | {"抽样编号": f"{row[0][:-4]}98{n:02d}"}
        told |= changes
        flawed.append(",".join(told[title] for title in header))
    return flawed
