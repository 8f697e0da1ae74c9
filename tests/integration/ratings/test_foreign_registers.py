"""Registers of other authorities, as they really were given out: whole, and the same each time."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree
from flask import Flask
from sqlalchemy import func, select

from portal.enterprises.identifiers import EnterpriseIdentifier
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseStatus
from portal.kernel.db import db
from portal.ratings.models import Rating
from portal.ratings.rules import Origin, Stage
from tests.conftest import SHARED

FHRS = SHARED / "fixtures" / "fhrs_uk"
SF = SHARED / "fixtures" / "sf_inspections" / "data"
TOLD = (
    *("BusinessName", "BusinessType", "RatingValue", "RatingDate", "PostCode"),
    *("Geocode/Latitude", "Geocode/Longitude", *(f"AddressLine{n}" for n in range(1, 5))),
)
without_fhrs = pytest.mark.skipif(not FHRS.is_dir(), reason="the folder of fixtures is not here")
without_sf = pytest.mark.skipif(not SF.is_dir(), reason="the folder of fixtures is not here")


def run(app: Flask, source: str, *args: object) -> Mapping[str, Any]:
    """Compare or bring in, and return the report for programs."""
    told = ["ratings", "import-register", source, *map(str, args), "--json"]
    answer = app.test_cli_runner().invoke(args=told)
    assert answer.exit_code == 0, answer.output[-600:]
    report: Mapping[str, Any] = json.loads(answer.stdout)
    return report


def read_plainly(path: Path) -> tuple[int, dict[str, tuple[str, ...]]]:
    """Return what the header counts, and the facts of each establishment by number."""
    root = ElementTree.parse(path).getroot()
    rows = {
        row.findtext("FHRSID"): tuple(" ".join((row.findtext(at) or "").split()) for at in TOLD)
        for row in root.iter("EstablishmentDetail")
    }
    return int(root.findtext("Header/ItemCount")), rows


def ids_of(report: Mapping[str, Any], change: str) -> set[str]:
    return {entry["identifier"] for entry in report["entries"] if entry["change"] == change}


@without_fhrs
def test_three_extracts_change_exactly_what_their_files_change(app: Flask) -> None:
    extracts = sorted(FHRS.glob("*.xml"))
    before: dict[str, tuple[str, ...]] = {}
    for path in extracts:
        count, now = read_plainly(path)
        # What it would change is asked first, and is what it then changes.
        reports = [run(app, "fhrs-uk", path)] if before else []
        reports.append(run(app, "fhrs-uk", path, "--apply"))
        for report in reports:
            assert report["read"] == report["told"] == count == len(now)
            assert ids_of(report, "added") == now.keys() - before.keys()
            assert ids_of(report, "removed") == before.keys() - now.keys()
            both = now.keys() & before.keys()
            assert ids_of(report, "changed") == {one for one in both if now[one] != before[one]}
        assert len({report["digest"] for report in reports}) == 1
        before = now
    again = run(app, "fhrs-uk", extracts[-1])
    assert (again["same"], again["entries"]) == (len(before), [])
    _check_kept(app, before)


def _check_kept(app: Flask, listed: Mapping[str, tuple[str, ...]]) -> None:
    levels = {"Exempt": "exempt", "AwaitingInspection": "awaiting"}
    wanted = {one: levels.get(facts[2], facts[2]) for one, facts in listed.items()}
    with app.app_context():
        rows = db.session.execute(
            select(EnterpriseIdentifier.identifier, Rating.level, Enterprise.status)
            .join(Enterprise, Enterprise.id == EnterpriseIdentifier.enterprise_id)
            .join(Rating, Rating.enterprise_id == Enterprise.id)
            .where(Rating.stage == Stage.IN_FORCE)
        ).all()
        assert {row.identifier: row.level for row in rows} == wanted
        assert {row.status for row in rows} == {EnterpriseStatus.OPERATING}
        codes = select(func.count(Enterprise.credit_code))
        assert db.session.scalar(codes) == 0
        assert set(db.session.scalars(select(Rating.origin).distinct())) == {Origin.IMPORTED}


@without_sf
def test_businesses_and_all_their_inspections_come_in(app: Flask) -> None:
    files = (SF / "businesses.csv", SF / "inspections.csv")
    report = run(app, "sf-inspections", *files, "--on", "2018-02-16", "--apply", "--brief")
    with files[0].open(encoding="cp1252", newline="") as file:
        shops = [row["business_id"] for row in csv.DictReader(file)]
    newest: dict[str, tuple[str, int]] = {}
    days = set()
    with files[1].open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at, score = row["business_id"], int(row["score"])
            days.add((at, row["date"]))
            day, lowest = newest.get(at, ("", 0))
            if row["date"] > day or (row["date"] == day and score < lowest):
                newest[at] = (row["date"], score)
    assert report["read"] == report["added"] == len(shops) == 6_399
    with app.app_context():
        assert db.session.scalar(select(func.count(Rating.id))) == len(days)
        rows = db.session.execute(
            select(EnterpriseIdentifier.identifier, Rating.effective_on, Rating.score_hundredths)
            .join(Rating, Rating.enterprise_id == EnterpriseIdentifier.enterprise_id)
            .where(Rating.stage == Stage.IN_FORCE)
        ).all()
    found = {row[0]: (row[1], row[2]) for row in rows}
    assert found == {
        at: (date.fromisoformat(day), score * 100) for at, (day, score) in newest.items()
    }
