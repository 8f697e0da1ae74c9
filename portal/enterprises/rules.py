"""Kinds of enterprises, how names are compared, and which numbers can be true."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_10, mod_37_36

LICENCES_FILE = Path(__file__).with_name("licences.yaml")
# Base 32 without I, L, O and U: nothing that is misread from a sign or over the telephone.
REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 7
_MISREAD = str.maketrans("ILO", "110")
_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》「」", "()()()()()()()")
_DOTS = str.maketrans("・•‧∙⋅", "·····")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


class EnterpriseKind(StrEnum):
    """What an enterprise does."""

    MAKER = "maker"
    SELLER = "seller"
    CATERER = "caterer"
    SCHOOL_CANTEEN = "canteen-school"
    CARE_CANTEEN = "canteen-care"
    COLLECTIVE_SUPPLIER = "collective-supplier"
    TAKEAWAY = "takeaway"
    PHARMACY = "pharmacy"
    DEVICE = "device"
    COSMETICS = "cosmetics"
    WORKSHOP = "workshop"
    FARM = "farm"


class EnterpriseStatus(StrEnum):
    """Whether an enterprise is open for business."""

    OPERATING = "operating"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class FlagKind(StrEnum):
    """A badge an enterprise may carry for a time."""

    SUNSHINE_FACTORY = "sunshine-factory"
    SUNSHINE_KITCHEN = "sunshine-kitchen"
    FIVE_S = "five-s"
    CONTROL_POINTS = "ccp"
    TRACE_CHAIN = "zhe-shi-lian"
    SAFETY_DIRECTOR = "safety-director"
    SAFETY_OFFICER = "safety-officer"
    INSURANCE = "liability-insurance"
    TAKEAWAY_SEAL = "takeaway-seal"


@dataclass(frozen=True)
class LicenceKind:
    """One kind of permit or filing, and how its number is written."""

    code: str
    name: Mapping[str, str]
    pattern: re.Pattern[str] | None
    has_check_digit: bool
    blocks: bool


class ProposalStage(StrEnum):
    """Where a proposal to merge two entries stands, which a second person decides."""

    PROPOSED = "proposed"  # 待确认
    CONFIRMED = "confirmed"  # 已合并
    DECLINED = "declined"  # 不合并


class LicenceDoubt(StrEnum):
    """What is odd about a licence number."""

    PATTERN = "pattern"
    CHECK_DIGIT = "check-digit"


def plain(text: str) -> str:
    """Return ``text`` without invisible characters, blanks folded."""
    visible = (
        " " if unicodedata.category(char) in _INVISIBLE else char
        for char in text.replace("\u200b", "")
    )
    return " ".join("".join(visible).split())


def name_key(name: str) -> str:
    """Return what two spellings of one name share: width, brackets, dots, case and blanks.

    Nothing else is left out: 温州某某食品有限公司 and 温州某某食品厂 stay two enterprises.
    """
    # Taking a blank out may bring two characters together that are one: fold until nothing moves.
    key, before = _folded(name), name
    while key != before:
        key, before = _folded(key), key
    return key


def _folded(name: str) -> str:
    folded = unicodedata.normalize("NFKC", plain(name)).translate(_BRACKETS).translate(_DOTS)
    return "".join(folded.casefold().split())


def new_reference() -> str:
    """Return a new public reference: E-, seven random characters and a check character."""
    drawn = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))
    return f"E-{drawn}{mod_37_36.calc_check_digit(drawn, REFERENCE_ALPHABET)}"


def clean_reference(text: str) -> str | None:
    """Return a reference as it is stored, or None where ``text`` cannot be one.

    Small letters, a missing dash and the letters I, L and O are forgiven.
    """
    body = plain(text).upper().replace(" ", "").removeprefix("E").removeprefix("-")
    body = body.translate(_MISREAD)
    if len(body) != REFERENCE_LENGTH + 1 or set(body) - set(REFERENCE_ALPHABET):
        return None
    return f"E-{body}" if mod_37_36.is_valid(body, REFERENCE_ALPHABET) else None


def clean_code(text: str) -> str | None:
    """Return a unified credit code as it is stored, or None where its check digit is wrong.

    GB 32100-2015: 18 characters, the last one computed from the others.
    """
    try:
        code: str = uscc.validate(unicodedata.normalize("NFKC", plain(text)))
    except ValidationError:
        return None
    return code


@cache
def licence_kinds() -> Mapping[str, LicenceKind]:
    """Return every kind of licence by its code."""
    table = yaml.safe_load(LICENCES_FILE.read_text(encoding="utf-8"))
    return {
        code: LicenceKind(
            code=code,
            name=row["name"],
            pattern=re.compile(row["pattern"]) if row["pattern"] else None,
            has_check_digit=row.get("check") == "mod-11-10",
            blocks=row["on_mismatch"] == "block",
        )
        for code, row in table.items()
    }


def doubt_about_licence(kind: LicenceKind, number: str) -> LicenceDoubt | None:
    """Return what is odd about a licence number, or None."""
    if kind.pattern is None:
        return None
    if not kind.pattern.fullmatch(number):
        return LicenceDoubt.PATTERN
    if kind.has_check_digit and not mod_11_10.is_valid(number[2:]):
        return LicenceDoubt.CHECK_DIGIT
    return None
