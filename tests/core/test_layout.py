"""Where everything on a map stands: nothing overlaps, nothing is lost, and twice is the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.layout import LINE, Band, Twig, by_barycentre, in_order, long, placed, wrapped

WORDS = st.text(alphabet="abc ABCmiw.—", min_size=1, max_size=90).filter(str.strip)


@st.composite
def maps(draw):
    """Up to three plans of up to ten themes, with lists up to three deep, and some joins."""
    keys = iter(range(1, 10_000))

    def twig(depth: int) -> Twig:
        count = draw(st.integers(0, 2)) if depth else 0
        more = draw(st.sampled_from(["", "+4 milestones"]))
        note = draw(st.sampled_from(["", "Another plan"]))
        below = tuple(twig(depth - 1) for _ in range(count))
        return Twig(next(keys), draw(WORDS), note, draw(st.booleans()), below, more)

    bands = [
        Band(next(keys), draw(WORDS), tuple(twig(3) for _ in range(draw(st.integers(0, 10)))))
        for _ in range(draw(st.integers(1, 3)))
    ]
    tops = [one.key for band in bands for one in band.columns] + [band.key for band in bands]
    joins = draw(st.lists(st.tuples(st.sampled_from(tops), st.sampled_from(tops)), max_size=8))
    return bands, [(a, b) for a, b in joins if a != b]


def keys_of(twigs) -> list[int]:
    return [key for one in twigs for key in (one.key, *keys_of(one.below))]


@given(maps())
def test_every_line_is_drawn_once_inside_the_drawing_and_over_no_other(found):
    bands, joins = found
    drawing = placed(bands, joins)

    drawn = [label.key for label in drawing.labels if label.kind in ("top", "line", "vision")]
    assert sorted(drawn) == sorted(key for band in bands for key in (band.key, *keys_of(band.columns)))
    boxes = sorted(
        (label.x, label.y - LINE / 2, label.x + max(long(line) for line in label.lines), label.height)
        for label in drawing.labels
    )
    for left, top, right, height in boxes:
        assert left >= 0 and right <= drawing.width and top >= 0 and top + height <= drawing.height + 1
    for place, (_, top, right, height) in enumerate(boxes):
        for other_left, other_top, _, other_height in boxes[place + 1 :]:
            is_beside = other_left >= right or other_top >= top + height or top >= other_top + other_height
            assert is_beside


@given(maps())
def test_the_same_plan_is_drawn_the_same(found):
    bands, joins = found

    assert placed(bands, joins) == placed(bands, joins)
    again = in_order(bands, joins)
    assert again == in_order(bands, joins)
    assert [sorted(keys_of(band.columns)) for band in again] == [sorted(keys_of(b.columns)) for b in bands]


def test_a_higher_plan_is_ordered_by_the_middle_of_what_it_is_joined_to():
    assert by_barycentre([10, 11, 12, 13], [1, 2, 3], [(3, 10), (1, 11), (2, 11), (1, 12)]) == [
        12,
        11,
        10,
        13,
    ]


def test_words_are_cut_only_when_they_do_not_fit():
    assert wrapped("Cut carbon", 200) == ("Cut carbon",)
    cut = wrapped("Cut carbon emissions from every building that the council owns or hires", 90, 3)
    assert len(cut) == 3 and cut[-1].endswith("…")
    assert all(long(line) <= 90 for line in cut)
    assert wrapped("x" * 60, 90)[0] == "x" * 6


def test_a_join_between_themes_of_neighbouring_plans_is_drawn_and_others_are_left_to_words():
    low, high, far = Twig(1, "Low"), Twig(2, "High"), Twig(3, "Far")
    bands = [Band(30, "Far", (far,)), Band(20, "High", (high,)), Band(10, "Low", (low,))]

    drawn = [path for path in placed(bands, [(1, 2), (1, 3), (10, 20)]).paths if path.kind == "crossing"]

    assert len(drawn) == 2


def test_where_no_vision_is_on_record_the_line_is_broken():
    drawing = placed([Band(0, "No vision", (Twig(1, "Theme"),), is_broken=True)], [])

    assert [ring.is_broken for ring in drawing.rings] == [True, False]
    assert {path.kind for path in drawing.paths} == {"broken"}
