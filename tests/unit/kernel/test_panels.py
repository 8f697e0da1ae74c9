"""A page that one room owns and others add to."""

from portal.kernel.panels import Panel, Panels


def test_pieces_stand_in_their_order_and_empty_ones_are_left_out() -> None:
    panels: Panels[str] = Panels()

    def late(record: str) -> Panel:
        return Panel("late.html", {"record": record})

    def early(_record: str) -> Panel:
        return Panel("early.html")

    panels.register(20, late)
    panels.register(10, early)
    panels.register(15, lambda _record: None)
    panels.register(20, late)
    assert [panel.template for panel in panels.collect("x")] == ["early.html", "late.html"]
    assert panels.collect("x")[1].facts == {"record": "x"}
