"""What of the records a figure counts, in words."""

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.commitments.derivation_shape import FigureRow
from portal.enterprises import words as enterprise_words
from portal.ratings.scheme_files import find_scheme
from portal.sampling import words as sampling_words
from portal.science.rules import columns
from portal.web.locale import language


def scope_in_words(figure: FigureRow) -> str:
    """Return what is counted: 监督抽检、评价性抽检；食品；生产、流通. Nothing where all is."""
    parts = [
        _joined(sampling_words.KINDS[kind] for kind in figure.kinds),
        _joined(sampling_words.DOMAINS[domain] for domain in figure.domains),
        _("任务名称里写明基本药物的") if figure.essential else "",
        _joined(sampling_words.STAGES[stage] for stage in figure.stages),
        _joined(enterprise_words.KINDS[kind] for kind in figure.enterprises),
        str(enterprise_words.FLAGS[figure.flag]) if figure.flag else "",
        _grade(figure),
        _column(figure),
    ]
    separator: str = _("；")
    return separator.join(part for part in parts if part)


def _joined(labels: Iterable[str]) -> str:
    separator: str = _("、")
    return separator.join(str(label) for label in labels)


def _grade(figure: FigureRow) -> str:
    scheme = find_scheme(figure.scheme) if figure.scheme else None
    if scheme is None:
        return ""
    level = scheme.find_level(figure.level) if figure.level else None
    named = scheme.name.in_(language())
    return f"{named} {level.name.in_(language())}" if level else named


def _column(figure: FigureRow) -> str:
    if figure.column is None:
        return ""
    return columns()[figure.column].name[language()]
