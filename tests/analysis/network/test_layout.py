"""The drawing of pairs: the same pairs are drawn in the same way, within their frame."""

import random
import re

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.network.layout import NAMES, ROW, WIDTH, Link, choose, draw, order_names

NUMBER = re.compile(r"-?[\d.]+")
pairs = st.lists(
    st.builds(
        Link,
        st.sampled_from("abcdefgh"),
        st.sampled_from("ijklmnop"),
        st.integers(1, 40),
    ),
    unique_by=lambda link: (link.first, link.second),
    min_size=1,
)


@given(pairs, st.booleans())
def test_every_arc_stays_in_the_drawing_and_joins_its_two_names(
    links: list[Link], mirrored: bool
) -> None:
    diagram = draw(links, {}, mirrored=mirrored)
    assert diagram is not None
    heights = {dot.name: dot.y for dot in diagram.dots}
    assert set(heights) == {name for link in links for name in (link.first, link.second)}
    assert len(set(heights.values())) == len(heights)
    assert diagram.height == ROW * len(heights)
    assert diagram.axis == (WIDTH - NAMES if mirrored else NAMES)
    for arc in diagram.arcs:
        x, y, horizontal, vertical, _, _, sweep, _, end = map(float, NUMBER.findall(arc.path))
        assert (y, end) == (heights[arc.link.first], heights[arc.link.second])
        assert x == diagram.axis
        assert abs(vertical - abs(y - end) / 2) < 0.01
        assert horizontal <= WIDTH - NAMES
        assert bool(sweep) == ((end > y) != mirrored), "arcs bulge away from the names"
        assert 1 <= arc.width <= 6


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_the_names_does_not_depend_on_the_order_of_the_pairs(
    links: list[Link], chance: random.Random
) -> None:
    shuffled = list(links)
    chance.shuffle(shuffled)
    assert order_names(links) == order_names(shuffled)


def test_those_who_work_together_stand_together() -> None:
    links = [Link("a", "z", 9), Link("b", "y", 9), Link("a", "b", 1)]
    order = order_names(links)
    assert abs(order.index("a") - order.index("z")) == 1
    assert abs(order.index("b") - order.index("y")) == 1


def test_the_strongest_are_chosen_until_the_drawing_is_full() -> None:
    links = [Link("a", "b", 9), Link("c", "d", 8), Link("e", "f", 7), Link("a", "d", 6)]
    assert choose(links, most=4) == [links[0], links[1], links[3]]
    assert choose([]) == []
    assert draw([], {}, mirrored=False) is None
