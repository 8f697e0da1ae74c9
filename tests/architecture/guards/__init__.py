"""The guards: each reads a tree and returns what offends; planted offences are tried on them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
