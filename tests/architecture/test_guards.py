"""A guard that lets an offence pass guards nothing: each is tried on a planted one."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask

from deploy import messages
from portal.web.guards import public
from tests import skips
from tests.architecture.guards import ROOT, routes, sizes, templates, traces, translations, words

SETTINGS = ("pyproject.toml", ".importlinter", "babel.cfg")
GOOD_PAGE = """{% extends "base.html" %}
{% block main %}<h1>{{ _('首页') }}</h1>{% endblock %}
"""


def plant(tree: Path, files: Mapping[str, str]) -> Path:
    """Write files into a small tree of its own."""
    for name in SETTINGS:
        shutil.copy(ROOT / name, tree / name)
    for name, text in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, encoding="utf-8")
    return tree


def run(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a tool in the tree."""
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=tree, check=False, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        ("T201", 'print("found")\n'),
        ("ANN001", "def twice(n):  # noqa: ANN201, D103 - planted\n    return n\n"),
        ("DTZ005", "import datetime\n\nNOW = datetime.datetime.now()\n"),
        ("TID251", "from flask import render_template_string\n"),
        ("S608", 'def of(name: str) -> str:\n    """."""\n    return f"SELECT * FROM {name}"\n'),
    ],
)
def test_ruff_refuses(tmp_path: Path, rule: str, planted: str) -> None:
    plant(tmp_path, {"portal/planted.py": planted})
    found = run(tmp_path, "-m", "ruff", "check", "--no-cache", "portal")
    assert found.returncode == 1
    assert rule in found.stdout


def test_the_format_is_checked(tmp_path: Path) -> None:
    plant(tmp_path, {"portal/planted.py": "VALUE   =  {'a':1}\n"})
    assert run(tmp_path, "-m", "ruff", "format", "--check", "--no-cache", "portal").returncode == 1


def test_types_are_checked_strictly(tmp_path: Path) -> None:
    plant(tmp_path, {"portal/planted.py": "def twice(number):\n    return number * 2\n"})
    found = run(tmp_path, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), "portal/planted.py")
    assert "no-untyped-def" in found.stdout


STOREY_OFFENCES = {
    "portal/kernel/planted.py": "import portal.web.htmx\n",
    "portal/accounts/models.py": "import portal.accounts.services\n",
    "portal/accounts/forms.py": "import sqlalchemy\n",
    "portal/accounts/rules.py": "import flask\n",
    "portal/accounts/queries.py": "import flask\n",
    "portal/errors.py": "import portal.accounts.views\n",
}


def test_every_contract_of_the_storeys_is_kept_by_the_linter(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "portal", tmp_path / "portal", ignore=shutil.ignore_patterns("*.yaml"))
    plant(tmp_path, {})
    for name, offence in STOREY_OFFENCES.items():
        path = tmp_path / name
        path.write_text(offence + (path.read_text("utf-8") if path.is_file() else ""), "utf-8")
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    found = run(tmp_path, "-c", lint, "--no-cache")
    assert found.returncode == 1
    assert found.stdout.count("BROKEN") == len(STOREY_OFFENCES), found.stdout[-3000:]


def test_markup_is_checked(tmp_path: Path) -> None:
    plant(tmp_path, {"templates/front/planted.html": "<div><img src='x'></div>\n"})
    assert run(tmp_path, "-m", "djlint", "templates", "--lint").returncode == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("portal/front/queries.py", "\n" * (sizes.MODULE + 1)),
        ("portal/front/rules.py", "def f() -> None:\n" + "    pass\n" * sizes.FUNCTION),
        ("portal/front/views/desk.py", "def f() -> None:\n" + "    pass\n" * sizes.VIEW),
        ("tests/unit/test_f.py", "def test_f() -> None:\n" + "    pass\n" * sizes.FUNCTION),
        ("tests/conftest.py", "\n" * (sizes.CONFTEST + 1)),
        ("templates/front/show.html", "\n" * (sizes.TEMPLATE + 1)),
        ("README.md", "\n" * (sizes.README + 1)),
    ],
)
def test_what_grows_too_long_shows(tmp_path: Path, name: str, text: str) -> None:
    assert [found.partition(":")[0] for found in sizes.too_long(plant(tmp_path, {name: text}))] == [
        name
    ]


def site_with(address: str, name: str, *, is_guarded: bool) -> Flask:
    """Return a site with one page."""

    def view(**_parts: object) -> str:
        return ""

    site = Flask("planted", static_folder=None)
    site.add_url_rule(address, name, public(view) if is_guarded else view)
    return site


@pytest.mark.parametrize(
    ("address", "name", "is_guarded"),
    [
        ("/planted", "show_planted", False),
        ("/planted_page", "show_planted", True),
        ("/planted/<reference>", "show_planted", True),
        ("/planted/<int:id>", "show_planted", True),
        ("/planted", "planted", True),
    ],
)
def test_an_address_that_breaks_a_rule_shows(address: str, name: str, is_guarded: bool) -> None:
    planted = site_with(address, name, is_guarded=is_guarded)
    assert len(routes.offences(planted)) == 1


def test_a_new_and_a_lost_address_show(app: Flask) -> None:
    known = set(routes.listed(app))
    planted = site_with("/planted", "show_planted", is_guarded=True)
    assert set(routes.listed(planted)) - known
    assert known - set(routes.listed(planted))


@pytest.mark.parametrize(
    "planted",
    [
        '{% include "rewards/_sums.html" %}',
        '<p style="color:red">{{ _("红") }}</p>',
        '<button type="button" onclick="go()">{{ _("走") }}</button>',
        "<script>go()</script>",
        '{% from "_components/icon.html" import icon %}',
    ],
)
def test_a_template_that_offends_shows(tmp_path: Path, planted: str) -> None:
    plant(tmp_path, {"templates/front/show.html": GOOD_PAGE})
    assert templates.offences(tmp_path) == []
    plant(tmp_path, {"templates/front/show.html": GOOD_PAGE + planted})
    assert len(templates.offences(tmp_path)) == 1


def test_a_partial_nobody_uses_shows(tmp_path: Path) -> None:
    plant(tmp_path, {"templates/front/_lonely.html": "<p></p>"})
    assert templates.offences(tmp_path) == ["front/_lonely.html: used nowhere"]


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("templates/front/show.html", "<p>查抽检</p>"),
        ("templates/front/show.html", "<p>Search</p>"),
        ("templates/front/show.html", '<img src="x" alt="一只碗">'),
        ("templates/front/show.html", "{{ pager(note='第一页') }}"),
        ("templates/front/show.html", "{% trans %}好{% endtrans %}<b>不好</b>"),
        ("portal/front/forms.py", 'LABEL = "姓名"\n'),
        ("portal/front/views/desk.py", 'def f() -> str:\n    return f"第 {1} 页"\n'),
    ],
)
def test_a_word_outside_gettext_shows(tmp_path: Path, name: str, planted: str) -> None:
    assert words.offences(plant(tmp_path, {name: planted}))


def test_words_inside_gettext_pass(tmp_path: Path) -> None:
    good = 'from flask_babel import gettext as _\n\nLABEL = _("姓名")\n"""说明"""\n'
    page = GOOD_PAGE + "{% trans n=2 %}{{ n }} 条{% endtrans %}<b>{{ name }}</b>"
    tree = plant(tmp_path, {"portal/front/forms.py": good, "templates/front/show.html": page})
    assert words.offences(tree) == []


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "查"\nmsgstr ""',
        '#, fuzzy\nmsgid "查"\nmsgstr "Search"',
        'msgid "查抽检"\nmsgstr "Search"',
        '#, python-format\nmsgid "共 %(n)s 条"\nmsgstr "%(m)s rows"',
    ],
)
def test_an_unfinished_translation_shows(tmp_path: Path, entry: str) -> None:
    pot = 'msgid "查"\nmsgstr ""\n' if "%" not in entry else 'msgid "共 %(n)s 条"\nmsgstr ""\n'
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    po = "translations/en/LC_MESSAGES/messages.po"
    plant(tmp_path, {"translations/messages.pot": header + pot, po: header + entry + "\n"})
    assert translations.offences(tmp_path)


def test_a_catalogue_that_drifted_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = plant(tmp_path, {"messages.pot": 'msgid "以前说过"\nmsgstr ""\n'}) / "messages.pot"
    monkeypatch.setattr(messages, "CATALOGUE", old)
    assert messages.drift() == 1


@pytest.mark.parametrize(
    "planted",
    [
        f"see /{'root'}/notes",
        f"index = https://{'pypi'}.org/simple",
        f"# {'TO'}DO later",
        f"see {'issue'} 12",
    ],
)
def test_a_trace_of_something_else_shows(tmp_path: Path, planted: str) -> None:
    run(tmp_path, "-c", "import subprocess; subprocess.run(['git', 'init', '-q'], check=True)")
    assert traces.offences(plant(tmp_path, {"docs/planted.md": planted + "\n"}))


def test_a_skip_without_cause_shows(tmp_path: Path) -> None:
    assert skips.is_unfounded("Skipped: needs ../shared", tmp_path)
    assert not skips.is_unfounded("Skipped: needs ../shared", tmp_path / "absent")
    assert not skips.is_unfounded("Skipped: only on PostgreSQL", tmp_path)
