"""A result led back to its source, handed to programmes, and found by its code."""

import json
import re
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw

from portal.sampling import services
from portal.sampling.models import SampleBatch
from tests.factories.sampling import REVIEWER, row
from tests.visitor import Visitor
from tests.web.sampling.test_public import fill


def correct(batches: Iterable[SampleBatch]) -> None:
    for batch in batches:
        services.correct_batch(batch, changes={"spec": "5 kg"}, note="规格写错", by=REVIEWER)


def test_versions_and_sources_lead_back_to_the_cell(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1), then=correct)
    page = citizen.get(f"/sampling/{reference}")
    changed = page.all("#versions-heading ~ ol tbody tr")
    assert changed == ["规格型号 散装 5 kg"]
    assert "规格写错" in page.text
    assert page.soup.select_one("form.samp-day input[name=as_of]") is not None
    cells = page.all("#sources-heading ~ details tbody tr")
    assert any(re.fullmatch(r"检验值 [A-Z]+2 1\.02 mg/kg", cell) for cell in cells), cells
    assert re.search(r"SHA-256 [0-9a-f]{64}", page.text)


def test_a_persons_name_is_masked_in_every_source(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1, 被抽样单位名称="陈示例", 备注="电话 13800000000"))
    page = citizen.get(f"/sampling/{reference}")
    data = citizen.client.get(f"/sampling/{reference}.json").get_data(as_text=True)
    for text in (page.html, data):
        assert "陈示例" not in text
        assert "13800000000" not in text
        assert "陈某" in text


def test_a_programme_reads_the_same_facts(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1), then=correct)
    answer = citizen.client.get(f"/sampling/{reference}.json")
    assert answer.mimetype == "application/json"
    told: dict[str, Any] = json.loads(answer.data)
    assert (told["reference"], told["result"], told["spec"]) == (reference, "failed", "5 kg")
    (item,) = told["items"]
    assert (item["name"], item["ratio"], item["hazard"]) == ("灭蝇胺", 2.04, "pesticides")
    assert item["card"].endswith("/sampling/items/cyromazine")
    (version,) = told["versions"]
    assert version["changes"] == [{"field": "spec", "item": "", "old": "散装", "new": "5 kg"}]
    value = next(one for one in told["sources"] if one["column"] == "检验值")
    assert (value["original"], value["line"]) == ("1.02 mg/kg", 2)
    assert len(value["sha256"]) == 64


def test_a_tombstone_is_one_for_programmes_too(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(
        app,
        row(1),
        then=lambda one: services.withdraw_batch(one[0], reason="来源错行", by=REVIEWER),
    )
    gone = citizen.client.get(f"/sampling/{reference}.json")
    assert (gone.status_code, gone.mimetype) == (410, "application/problem+json")
    assert "来源错行" in gone.json["detail"]  # type: ignore[index]
    assert citizen.client.get(f"/sampling/{reference}/qr.svg").status_code == 410
    for address in ("/sampling/NONE.json", "/sampling/NONE/qr.svg", "/sampling/%00.json"):
        assert citizen.client.get(address).status_code in {400, 404}


def drawn(svg: bytes) -> Image.Image:
    """Paint the strokes of a code drawn by segno: each is one module high."""
    tree = ElementTree.fromstring(svg)  # noqa: S314 - drawn by the site under test
    side = int(float(tree.attrib["width"]))
    picture = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(picture)
    *_ground, strokes = (one for one in tree.iter() if one.tag.endswith("path"))
    scale, x, y = 4, 0.0, 0.0
    for sign, text in re.findall(r"([Mmh])([-\d. ]+)", strokes.attrib["d"]):
        numbers = [float(one) for one in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]
        if sign == "h":
            top = (y - 0.5) * scale
            pen.rectangle((x * scale, top, (x + numbers[0]) * scale - 1, top + scale - 1), fill=0)
            x += numbers[0]
        else:
            x, y = (x + numbers[0], y + numbers[1]) if sign == "m" else (numbers[0], numbers[1])
    return picture


def test_the_code_leads_to_the_page(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1))
    page = citizen.get(f"/sampling/{reference}")
    code = page.soup.select_one("img.samp-qr")
    assert code is not None
    assert code["alt"]
    answer = citizen.client.get(str(code["src"]))
    assert answer.mimetype == "image/svg+xml"
    (read,) = zxingcpp.read_barcodes(drawn(answer.data))
    assert read.text == page.all("#permanent-address")[0]
    assert read.text.endswith(f"/sampling/{reference}")
