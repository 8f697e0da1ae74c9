"""flask ratings: import, explain, expire."""

import json
from pathlib import Path

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.ratings import queries
from portal.ratings.rules import Stage
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import make_rating, proposal, scheme

TABLE = "统一社会信用代码,方案,等级,得分,生效日期\n{code},风险分级,{level},36.5,2026-05-06\n"


@pytest.fixture
def code(app: Flask) -> str:
    with app.app_context(), write_intent():
        make_enterprise("示例食品厂", credit_code=credit_code(1))
        db.session.commit()
    return credit_code(1)


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["ratings", *arguments])
    return result.exit_code, result.output


def table(folder: Path, code: str, level: str = "B") -> str:
    file = folder / "grades.csv"
    file.write_text(TABLE.format(code=code, level=level), encoding="utf-8")
    return str(file)


def count(app: Flask) -> int:
    with app.app_context():
        return queries.page_of_ratings(stages=list(Stage)).total or 0


def test_a_table_is_rehearsed_and_then_brought_in(app: Flask, code: str, tmp_path: Path) -> None:
    arguments = ["import", table(tmp_path, code), "--document", "示例文件"]
    exit_code, said = run(app, *arguments, "--dry-run", "--json")
    assert (exit_code, json.loads(said)["accepted"], count(app)) == (0, 1, 0)
    exit_code, said = run(app, *arguments)
    assert (exit_code, count(app)) == (0, 1)
    assert "read 1, accepted 1, duplicate 0, rejected 0" in said


def test_false_rows_stop_the_import_unless_the_good_are_wanted(
    app: Flask, code: str, tmp_path: Path
) -> None:
    arguments = ["import", table(tmp_path, code, level="E"), "--document", "示例文件"]
    exit_code, said = run(app, *arguments)
    assert exit_code == 1
    assert "line 2, 等级" in said
    assert run(app, *arguments, "--take-good")[0] == 0


def test_an_unreadable_file_and_no_document_are_one_sentence(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(app, "import", str(tmp_path / "none.csv"), "--document", "x")[0] == 2
    exit_code, said = run(app, "import", table(tmp_path, "x"), "--document", " ")
    assert (exit_code, "请写明" in said) == (1, True)

    def fail(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", fail)
    exit_code, said = run(app, "import", table(tmp_path, "x"), "--document", "x")
    assert (exit_code, "cannot be read" in said) == (1, True)


def test_explain_prints_each_factor_its_source_its_points_and_the_sum(app: Flask) -> None:
    with app.app_context(), write_intent():
        enterprise = make_enterprise("示例食品厂", credit_code=credit_code(1))
        make_rating(enterprise)
        credit = scheme("credit-class")
        make_rating(
            enterprise,
            scheme=credit,
            level="A",
            score=None,
            factors=(),
            basis="三项均符合",
            adjustment="依规上调",
        )
        db.session.commit()
    exit_code, said = run(app, "explain", credit_code(1), "--on", "2026-06-01")
    assert exit_code == 0
    assert "食品类别 | 速冻调制食品，含水产原料 | 食品生产许可证 | 12 / 15" in said
    assert "静态 27.0 + 动态 9.5 = 36.5" in said
    assert "三项均符合" in said
    assert "adjusted: 依规上调" in said


def test_explain_says_when_there_is_nothing_to_explain(app: Flask, code: str) -> None:
    assert "no grade is in force" in run(app, "explain", code)[1]
    exit_code, said = run(app, "explain", "E-0")
    assert (exit_code, "no enterprise" in said) == (1, True)


def test_explain_says_where_a_document_lists_no_factors(app: Flask) -> None:
    with app.app_context(), write_intent():
        make_rating(make_enterprise(credit_code=credit_code(1)), factors=())
        db.session.commit()
    assert proposal().score is not None
    assert "score 36.5" in run(app, "explain", credit_code(1))[1]


def test_expire_says_how_many(app: Flask) -> None:
    assert run(app, "expire") == (
        0,
        "0 begun or expired, 0 without facts that are public no longer\n",
    )
