"""Why a row of a table is not taken."""

LONGEST_SHOWN = 60


class RowRefused(Exception):  # noqa: N818 - names the refusal
    """This row cannot be taken: the field, the reason's code and what the reason names."""

    def __init__(self, field: str, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason
        self.facts = {name: str(fact)[:LONGEST_SHOWN] for name, fact in facts.items()}
