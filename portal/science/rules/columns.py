"""The columns. Which there are is data: columns.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

COLUMNS_FILE = Path(__file__).resolve().parent.parent / "columns.yaml"


class Form(StrEnum):
    """What an article of a column is."""

    ARTICLE = "article"
    EVENT = "event"
    LIVE = "live"
    LYRICS = "lyrics"


@dataclass(frozen=True)
class Column:
    """One column, as readers know it."""

    code: str
    name: Mapping[str, str]
    line: Mapping[str, str]
    form: Form
    # What its form asks for beyond what every article says, and what of it review waits for.
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    has_sound: bool = False

    @property
    def has_event(self) -> bool:
        """Whether its articles announce something that begins at a certain time."""
        return self.form in {Form.EVENT, Form.LIVE}


@cache
def columns() -> Mapping[str, Column]:
    """Return every column by its code, in the order of the page."""
    table = yaml.safe_load(COLUMNS_FILE.read_text(encoding="utf-8"))
    return {
        code: Column(
            code=code,
            name=row["name"],
            line=row["line"],
            form=Form(row["form"]),
            asks=tuple(row.get("asks", ())),
            needs=tuple(row.get("needs", ())),
            has_sound=bool(row.get("sound")),
        )
        for code, row in table.items()
    }
