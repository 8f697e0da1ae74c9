"""What a part of a notice says was done, as steps: each with its day and paper where they stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.sampling.rules.disposals import USUAL_WAY, DisposalStage, Fact
from portal.sampling.rules.notice_text import Part, day_in

DAY = r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}"
SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
SERVED = re.compile(rf"({DAY})[^。；;\n]{{0,80}}?送达|送达[^。；;\n]{{0,20}}?({DAY})")
HOW = re.compile(
    r"(直接|邮寄|留置|公告|委托|电子|转交)送达|送达方式[:：]?\s*(\S{2,6}?)(?:[。；;，,\s]|$)"
)
REPORT = re.compile(
    r"(?:送达)?编号(?:为|[:：])?\s*([A-Za-z]{1,6}[A-Za-z0-9-]{4,40})的?(?:《?检验|检测)?报告"
    r"|(?:检验|检测)报告(?:书|编号)?[^。；;\n]{0,6}?[:：(（]\s*([A-Za-z]{1,6}[A-Za-z0-9-]{4,40})"
)
CHAIN = re.compile(r"(生产|流通|销售|经营|餐饮|网络|种植|养殖)环节")
BREACHED = re.compile(r"违反(?:了)?(.{2,200}?)(?:的)?规定")
BASIS = re.compile(
    r"(?:依据|根据|依照|按照)([^，,。；;\n]{2,200}?第[^，,。；;\n]{1,40}?条[^，,。；;\n]*?)"
    r"(?=的?规定|[，,。；;\n]|$)"
)
PAPER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[(（]\s*20\d{2}\s*[〕\])）]\s*第?\d{1,8}号")
MONEY = r"(?:人民币)?\s*([\d,，]+(?:\.\d{1,2})?)\s*(万)?元"
CONFISCATED = re.compile(rf"没收[^。；;，,\n]{{0,30}}?{MONEY}")
FINED = re.compile(rf"(?:罚款|处以罚金|并处罚款)[^。；;，,\n]{{0,12}}?{MONEY}")
NO_STOCK = re.compile(
    r"未发现(?:库存的?)?(?:同批次|该批次)[^。；;，,\n]{0,20}|(?:已|均)[^。；;，,\n]{0,6}售完[^。；;，,\n]{0,10}"
)
STOCK = re.compile(
    r"(?:库存|剩余|尚有|发现)[^。；;，,\n]{0,20}?[\d.]+\s*(?:公斤|千克|kg|克|袋|盒|瓶|箱|包|个)[^。；;，,\n]{0,10}"
)
CONTROL = ("下架", "封存", "召回", "停止销售", "停止经营", "现场检查", "同批次", "售完")
CAUSE = re.compile(
    r"[^。；;\n]*(?:原因(?:排查|为|是|系)|经(?:排查|调查|核查)|不合格原因)[^。；;\n]*[。；;]?"
)
DECISIONS = re.compile(
    r"责令[^，。；;\n]{0,12}改正|当场警告|(?:给予|予以)?警告|免予(?:行政)?处罚|不予(?:行政)?处罚"
    r"|减轻处罚|没收[^，。；;\n]{0,40}|罚款[^，。；;\n]{0,30}|移送[^，。；;\n]{0,20}|协查[^，。；;\n]{0,20}"
    r"|吊销[^，。；;\n]{0,20}|停产停业[^，。；;\n]{0,10}"
)
RECHECKED = re.compile(
    r"[^。；;\n]*(?:整改(?:到位|完成|完毕|合格)|复查(?:合格|通过)|已(?:完成)?整改)[^。；;\n]*"
)
LONGEST = 300


@dataclass(frozen=True)
class Proposal:
    """A step that a notice tells of. A day or paper it does not state is left open."""

    stage: DisposalStage
    done_on: date | None = None
    document: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def proposals_of(part: Part) -> Sequence[Proposal]:
    """Return the steps that a part of a notice tells of, in the order of the way."""
    makers = (_notified, _controlled, _traced, _penalised, _rechecked)
    told = [found for make in makers if (found := make(part)) is not None]
    return sorted(told, key=lambda one: USUAL_WAY.index(one.stage))


def money_in_fen(figure: str, ten_thousand: str | None) -> int | None:
    """Return an amount of 元 (or 万元) in 分, exactly; None for what is no amount of whole 分."""
    try:
        amount = Decimal(re.sub(r"[,，]", "", figure)) * (1_000_000 if ten_thousand else 100)
    except InvalidOperation:
        return None
    return int(amount) if amount == amount.to_integral_value() else None


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return next((group for group in found.groups() if group), found[0])[:LONGEST] if found else ""


def _kept(**facts: object) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", None)}


def _notified(part: Part) -> Proposal | None:
    served = part.told.get("served") or _first(SERVED, part.text)
    day = day_in(served)
    if day is None:
        return None
    report = (part.told.get("report") or _first(REPORT, part.text))[:60]
    facts = {
        Fact.CHAIN.value: (part.told.get("chain") or _first(CHAIN, part.text))[:20],
        Fact.SERVED_HOW.value: _first(HOW, part.text),
        Fact.REPORT_NUMBER.value: report,
    }
    document = f"检验报告 {report}" if report else ""
    return Proposal(DisposalStage.NOTIFIED, day, document, _kept(**facts))


def _controlled(part: Part) -> Proposal | None:
    told = part.told.get("control", "")
    sentence = told or _sentence_with(part.text, CONTROL)
    if not sentence:
        return None
    stock = _first(NO_STOCK, sentence) or _first(STOCK, sentence)
    facts = {Fact.STOCK.value: stock}
    return Proposal(DisposalStage.CONTROLLED, day_in(sentence), facts=_kept(**facts))


def _sentence_with(text: str, words: Sequence[str]) -> str:
    sentences = SENTENCE.findall(text)
    return next((one for one in sentences if any(word in one for word in words)), "")


def _traced(part: Part) -> Proposal | None:
    cause = (part.told.get("cause") or _first(CAUSE, part.text)).strip()
    if not cause:
        return None
    return Proposal(DisposalStage.TRACED, day_in(cause), facts={Fact.CAUSE.value: cause[:LONGEST]})


def _penalised(part: Part) -> Proposal | None:
    text = part.told.get("measures") or part.text
    decision = "，".join(_decisions(text))
    if not decision:
        return None
    whole = part.text
    confiscated, fined = CONFISCATED.search(whole), FINED.search(whole)
    facts = {
        Fact.BREACHED.value: (part.told.get("breached") or _first(BREACHED, whole))[:LONGEST],
        Fact.BASIS.value: (part.told.get("basis") or _joined(BASIS, whole))[:LONGEST],
        Fact.DECISION.value: decision[:LONGEST],
        Fact.CONFISCATED_FEN.value: money_in_fen(*confiscated.groups()) if confiscated else None,
        Fact.FINED_FEN.value: money_in_fen(*fined.groups()) if fined else None,
    }
    paper = _first(PAPER, part.told.get("paper") or whole)
    return Proposal(DisposalStage.PENALISED, _decided_on(whole), paper, _kept(**facts))


def _decisions(text: str) -> Iterator[str]:
    seen: set[str] = set()
    for found in DECISIONS.findall(text):
        plain = found.strip()
        if plain and plain not in seen:
            seen.add(plain)
            yield plain


def _joined(pattern: re.Pattern[str], text: str) -> str:
    return "；".join(dict.fromkeys(found.strip() for found in pattern.findall(text)))


def _decided_on(text: str) -> date | None:
    # A day counts as that of the decision only where the same sentence says that it was made then.
    found = re.search(rf"({DAY})[^。；;\n]{{0,40}}?(?:作出|下达|决定)", text)
    return day_in(found[1]) if found else None


def _rechecked(part: Part) -> Proposal | None:
    text = (part.told.get("recheck") or _first(RECHECKED, part.text)).strip()
    return Proposal(DisposalStage.RECHECKED, day_in(text)) if text else None
