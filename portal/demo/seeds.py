"""The data files of the demo, read as they are needed."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
ARTICLES = FOLDER / "articles"


@cache
def seeds(name: str) -> Any:
    """Return what ``seeds/<name>.yaml`` holds."""
    return yaml.safe_load((FOLDER / "seeds" / f"{name}.yaml").read_text(encoding="utf-8"))
