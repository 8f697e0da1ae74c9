"""A result explained: why it failed, what to do, and what its figures are when overturned."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.enterprises.rules import EnterpriseKind
from portal.enterprises.services import Entry, add_enterprise
from portal.kernel.db import db, write_intent
from portal.sampling import services
from portal.sampling.models import SampleBatch
from portal.sampling.rules.disposals import DisposalStage
from tests.factories.enterprises import credit_code
from tests.factories.sampling import HANDLER, OPERATOR, PASSED, REVIEWER, row
from tests.visitor import Visitor
from tests.web.sampling.test_public import fill

PLAN = "n=5，c=2，m=10⁴，M=10⁵ CFU/g"
PORTIONS = "1.6×10⁵、3.2×10⁵、9.9×10⁴、2.4×10⁵、1.5×10⁵ CFU/g"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({}, "标准最多允许 0.5 mg/kg，这一批是它的 2.04 倍。"),
        ({"检验值": "检出", "标准值": "不得检出"}, "标准写的是“不得检出”，所以查出来就不合格"),
        ({"检验值": "0.3 g/kg", "标准值": "≥0.5 g/kg"}, "标准规定不得少于 0.5 g/kg"),
        ({"检验值": "48.1 %vol", "标准值": "51.0～53.0 %vol"}, "（51.0～53.0 %vol），这一批不在"),
        ({"检验值": "", "标准值": ""}, "本站不作推算"),
        ({"检验值": PORTIONS, "标准值": PLAN}, "最多允许 2 份超过 10⁴ CFU/g，任何一份都不得超过"),
        ({"检验值": PORTIONS, "标准值": PLAN}, "有 5 份超过 10⁴ CFU/g，其中 4 份超过 10⁵ CFU/g。"),
        ({"检验值": "见报告", "标准值": PLAN}, "同一批取 5 份检验"),
        (
            {"检验值": "6、0、14、3、0 CFU/250mL", "标准值": "n=5，c=0，m=0 CFU/250mL"},
            "每一份都不得超过 0 CFU/250mL。这一批有 3 份超过",
        ),
        (
            {"检验值": "6、0、0、0、0 CFU/g", "标准值": "n=5，c=1，m=1 CFU/g"},
            "最多允许 1 份超过 1 CFU/g。",
        ),
    ],
)
def test_a_failure_is_explained(
    app: Flask, citizen: Visitor, cells: dict[str, str], sentence: str
) -> None:
    (reference,) = fill(app, row(1, **cells))
    page = citizen.get(f"/sampling/{reference}")
    assert sentence in " ".join(page.all(".plain dd"))
    assert any(link.startswith("/complaints/new?") for link in page.links())
    citizen.get(f"/en/sampling/{reference}")


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"检验值": "检出", "标准值": "不得检出"}, "灭蝇胺 检出（标准：不得检出）"),
        ({"检验值": "阳性", "标准值": "阴性"}, "灭蝇胺 结果为阳性（标准：阴性）"),
        ({"检验值": "0.1g/kg", "标准值": "不得使用"}, "灭蝇胺 检出 0.1 g/kg（标准：不得使用）"),
        ({"检验值": PORTIONS, "标准值": PLAN}, "灭蝇胺 各份样品 1.6×10⁵、"),
    ],
)
def test_the_list_says_what_was_measured(
    app: Flask, citizen: Visitor, cells: dict[str, str], sentence: str
) -> None:
    fill(app, row(1, **cells))
    assert sentence in citizen.get("/sampling/").text


def test_english_says_words_of_results_and_percent(app: Flask, citizen: Visitor) -> None:
    first, second = fill(app, row(1, 检验值="检出", 标准值="不得检出"), row(2))
    page = citizen.get(f"/en/sampling/{first}")
    assert "found (standard: must not be found)" in page.heading
    (third,) = fill(app, row(3, 检验值=PORTIONS, 标准值=PLAN))
    assert "n=5, c=2, m=10⁴, M=10⁵ CFU/g" in citizen.get(f"/en/sampling/{third}").text
    assert "exceeds the limit by 104%" in citizen.get(f"/en/sampling/{second}").heading


@time_machine.travel("2026-12-20T10:00:00+08:00")
def test_an_overturned_result_says_whose_figures_these_are(app: Flask, citizen: Visitor) -> None:
    def overturn(batches: list[SampleBatch]) -> None:
        disposal = batches[0].disposal
        assert disposal is not None
        for stage in (DisposalStage.NOTIFIED, DisposalStage.DISPUTED, DisposalStage.OVERTURNED):
            services.record_step(
                disposal,
                stage=stage,
                done_on=date(2026, 12, 1),
                document="示例文书 7 号",
                note="示例",
                by=HANDLER,
            )

    (reference,) = fill(app, row(1), then=overturn)
    page = citizen.get(f"/sampling/{reference}")
    assert "初检不合格，复检后改判合格。下面的数值来自初检" in page.text
    assert page.soup.select_one(".plain") is None


def test_a_withdrawal_has_its_day_in_the_readers_language(app: Flask, citizen: Visitor) -> None:
    with time_machine.travel("2026-11-30T23:30:00Z"):
        (reference,) = fill(
            app,
            row(1),
            then=lambda batches: services.withdraw_batch(batches[0], reason="错行", by=REVIEWER),
        )
    # Half past eleven at night in London is the next morning here.
    assert "2026-12-01" in citizen.get(f"/sampling/{reference}", status=410).text
    assert "1 Dec 2026" in citizen.get(f"/en/sampling/{reference}", status=410).text


def test_the_results_of_one_enterprise_are_exactly_its_own(app: Flask, citizen: Visitor) -> None:
    codes = [credit_code(number) for number in (801, 802)]
    with app.app_context(), write_intent():
        for code in codes:
            entry = Entry(name="示例生鲜店", kind=EnterpriseKind.SELLER, credit_code=code)
            add_enterprise(entry, by=OPERATOR)
        db.session.commit()
    fill(
        app,
        *(row(n, **PASSED, 社会信用代码=codes[0]) for n in (1, 2)),
        row(3, **PASSED, 社会信用代码=codes[1]),
        row(4, **PASSED, 社会信用代码="", 备注="示例生鲜店"),
    )
    page = citizen.get(f"/sampling/?enterprise={codes[0]}")
    assert page.all("#results-heading") == ["2 批次"]
    assert page.all(".chips .chip") == ["企业：示例生鲜店"]
    assert page.soup.select_one(f"input[name=enterprise][value='{codes[0]}']") is not None
    assert f"/sampling/?enterprise={codes[0]}" in citizen.get(f"/enterprises/{codes[0]}").links()
    assert len(citizen.client.get(f"/sampling.csv?enterprise={codes[0]}").text.splitlines()) == 3
    unknown = citizen.get("/sampling/?enterprise=nobody", status=400)
    assert "“企业”里没有“nobody”。" in unknown.text


def test_the_order_by_ratio_says_what_it_leaves_out(app: Flask, citizen: Visitor) -> None:
    fill(app, row(1), row(2, **PASSED))
    page = citizen.get("/sampling/?sort=ratio")
    assert len(page.soup.select("article.row")) == 1
    assert "没有超限倍数的结果不排在这里" in page.text
    assert "没有结果，所以没有可选的条件。" in citizen.get("/sampling/?q=没有这个").text
