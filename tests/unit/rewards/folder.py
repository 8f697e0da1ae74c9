"""A folder of schemes to spoil: everything that Lucheng is laid together from, in one layer."""

import shutil
from pathlib import Path

import pytest

from portal.places.profile import load_profile
from portal.places.reading import ProfileInvalid
from portal.rewards.rules import Schemes
from portal.rewards.scheme_files import FOLDER, load_schemes


def fill(place: Path) -> Path:
    """Copy the shipped schemes into the folder of a place made up; return where they lie."""
    for layer in load_profile("lucheng").layers:
        if (layer / FOLDER).is_dir():
            shutil.copytree(layer / FOLDER, place / FOLDER, dirs_exist_ok=True)
    return place / FOLDER


def put(folder: Path, name: str, text: str) -> None:
    """Write one more scheme."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Change the first place where a file says ``old``."""
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    put(folder, name, text.replace(old, new, 1))


def load(folder: Path) -> Schemes:
    """Read what the folder holds."""
    return load_schemes((folder.parent,))


def fault(folder: Path) -> str:
    """Return the sentence with which the folder is refused."""
    with pytest.raises(ProfileInvalid) as told:
        load(folder)
    return str(told.value)
