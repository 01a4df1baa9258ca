from opening_hours.notation import parse_spans
from opening_hours.spans import Spans


def spans(text):
    return Spans(parse_spans(text))


def test_overlapping_spans_become_one():
    assert str(spans("10:00-12:00; 9:00-11:00")) == "[09:00,12:00)"


def test_spans_that_touch_become_one():
    assert str(spans("9:00-10:00; 10:00-11:00")) == "[09:00,11:00)"


def test_spans_with_a_missing_moment_between_them_stay_apart():
    assert str(spans("[9:00,10:00); (10:00,11:00)")) == "[09:00,10:00); (10:00,11:00)"


def test_a_span_within_another_adds_nothing():
    assert spans("9:00-12:00; 10:00-11:00") == spans("9:00-12:00")


def test_spans_that_end_together_become_one():
    assert str(spans("9:00-12:00; 11:00-12:00; 10:00-12:00")) == "[09:00,12:00)"
    assert str(spans("[9:00,12:00]; (9:00,12:00]")) == "[09:00,12:00]"


def test_equal_spans_are_one():
    assert spans("9:00-12:00; 9:00-12:00") == spans("9:00-12:00")


def test_the_empty_set_is_never():
    assert str(Spans()) == "never"
    assert 0 not in Spans()
    assert Spans().length == 0


def test_union_holds_what_either_holds():
    assert str(spans("9:00-10:00").union(spans("12:00-13:00"))) == "[09:00,10:00); [12:00,13:00)"


def test_union_with_itself_changes_nothing():
    assert spans("9:00-10:00; 12:00-13:00").union(spans("9:00-10:00; 12:00-13:00")) == spans(
        "9:00-10:00; 12:00-13:00"
    )


def test_intersection_holds_what_both_hold():
    both = spans("9:00-12:00; 13:00-17:00").intersection(spans("11:00-14:00"))
    assert str(both) == "[11:00,12:00); [13:00,14:00)"


def test_difference_leaves_what_lies_around_a_hole():
    assert str(spans("9:00-17:00").difference(spans("[12:00,13:00]"))) == "[09:00,12:00); (13:00,17:00)"


def test_difference_may_leave_a_single_moment():
    assert str(spans("[9:00,12:00]").difference(spans("9:00-12:00"))) == "[12:00,12:00]"


def test_difference_with_everything_leaves_nothing():
    assert spans("9:00-17:00").difference(spans("8:00-18:00")) == Spans()


def test_a_hole_elsewhere_changes_nothing():
    assert spans("9:00-12:00").difference(spans("12:00-13:00")) == spans("9:00-12:00")


def test_lengths_add_up():
    assert spans("9:00-12:00; 13:00-17:00").length == 7 * 60
