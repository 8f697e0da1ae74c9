"""One rule of whose name is shown, wherever the public reads: a canary goes through all of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.db import Base, db, write_intent
from portal.places.profile import current_place
from portal.sampling import masking, queries, services
from portal.sampling.models import SampleBatch
from tests.factories.sampling import REVIEWER, publish, row
from tests.visitor import Visitor

CANARY = "欧阳试例"
SHOWN = "欧阳某"
TELLING = {
    "被抽样单位名称": CANARY,
    "标称生产企业名称": CANARY,
    "被抽样单位地址": "温州市鹿城区南汇街道金丝雀路 1 号",
    "标称生产企业地址": "金丝雀村 2 号",
    "备注": f"经营者：{CANARY}，电话 13800000000",
    "处理措施": f"已责令{CANARY}改正",
}
SECRETS = (CANARY, "金丝雀", "13800000000")
SUFFIXES = ("csv", "xlsx", "json", "atom", "feed", "csv.manifest.json")


@pytest.fixture
def reference(app: Flask) -> str:
    with app.app_context(), write_intent():
        batch, other = publish(row(1, **TELLING), row(2, 任务类型="快速检测", **TELLING))
        services.correct_batch(batch, changes={"spec": "5 kg"}, note="规格写错", by=REVIEWER)
        db.session.commit()
        assert other.is_public
        return batch.reference


def addresses(reference: str) -> Iterator[str]:
    day = clock.today()
    yield from ("/", "/sampling/", f"/sampling/{reference}", f"/sampling/{reference}.json")
    yield from (f"/sampling/?q={word}" for word in (CANARY, SHOWN, "豇豆"))
    yield from (f"/sampling.{suffix}" for suffix in SUFFIXES)
    yield f"/sampling/{reference}?as_of={day}"
    yield f"/sampling/{reference}?as_of={day - timedelta(days=1)}"
    yield from ("/sampling/quick-tests/", "/sampling/announcements/", "/sampling/plans/")
    yield from ("/sampling/announcements.atom", "/sampling/disposals", "/sampling/statistics")


def test_a_person_is_shown_by_surname_wherever_the_public_reads(
    citizen: Visitor, reference: str
) -> None:
    seen = 0
    for address in addresses(reference):
        answer = citizen.client.get(address)
        read = answer.get_data(as_text=True) if "xlsx" not in address else ""
        # What was searched for is repeated in the box; nothing else of it may be.
        read = read.replace(f'value="{CANARY}"', "")
        seen += SHOWN in read
        for secret in SECRETS:
            if f"q={CANARY}" not in address:
                assert secret not in read, f"{secret} in {address}"
    assert seen > 5, "the canary was there to be found"


def test_the_workbook_keeps_the_rule(citizen: Visitor, reference: str) -> None:
    import io
    import zipfile

    content = citizen.client.get("/sampling.xlsx").get_data()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        whole = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert SHOWN in whole
    assert not [secret for secret in SECRETS if secret in whole]


def test_whoever_searches_for_the_whole_name_finds_nothing(
    citizen: Visitor, reference: str
) -> None:
    assert "没有找到" in citizen.get(f"/sampling/?q={CANARY}").text
    assert SHOWN in citizen.get(f"/sampling/?q={SHOWN}").text


def test_neither_the_index_nor_a_version_holds_the_name(app: Flask, reference: str) -> None:
    kept = {"sample_batch", "sample_block", "sample_import"}
    with app.app_context():
        batch = queries.get_result(reference)
        assert CANARY not in batch.search_text
        for table in Base.metadata.sorted_tables:
            if table.name not in kept:
                rows = db.session.execute(select(table)).all()
                assert CANARY not in str(rows), table.name


def test_a_trade_name_stays(app: Flask) -> None:
    with app.app_context(), write_intent():
        batch = publish(row(1, 被抽样单位名称="欧阳水产店"))[0]
        assert batch.seller_shown == "欧阳水产店"


def test_the_place_profile_may_say_otherwise(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context(), write_intent():
        place = current_place()
        row_of_rule = place.parameters.history(masking.RULE)[0]
        whole = place.parameters.overlaid([replace(row_of_rule, value=masking.WHOLE)])
        monkeypatch.setitem(app.extensions, "portal.place", replace(place, parameters=whole))
        batch = publish(row(1, **TELLING))[0]
        assert batch.seller_shown == CANARY
        assert CANARY in batch.search_text
        assert batch.seller_address_shown == "", "an address beside a person is never shown"
        assert "13800000000" not in batch.remark_shown


def test_outside_a_running_portal_persons_are_hidden() -> None:
    assert SampleBatch(seller_name=CANARY).seller_shown == SHOWN
