import pytest

from opening_hours.notation import parse_span, parse_spans
from opening_hours.span import Span


def hull(first, second):
    return str(parse_span(first).hull(parse_span(second)))


def meet(first, second):
    common = parse_span(first).meet(parse_span(second))
    return None if common is None else str(common)


def test_a_plain_span_holds_its_start_and_not_its_end():
    span = parse_span("9:00-12:00")
    assert 540 in span
    assert 719 in span
    assert 720 not in span


def test_brackets_say_which_ends_belong_to_a_span():
    span = parse_span("(9:00,12:00]")
    assert 540 not in span
    assert 541 in span
    assert 720 in span
    assert 721 not in span


@pytest.mark.parametrize("text", ["9:00", "[9:00,12:00", "12:00-9:00", "9:00-9:00", "(9:00,9:00]"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError):
        parse_span(text)


def test_a_single_moment_is_a_span():
    assert 540 in parse_span("[9:00,9:00]")


def test_nothing_is_no_span():
    assert parse_spans(" ; ") == []


def test_a_span_is_written_as_it_is_read():
    assert str(parse_span("(9:00,12:30]")) == "(09:00,12:30]"


def test_the_hull_reaches_from_the_earlier_start_to_the_later_end():
    assert hull("9:00-11:00", "10:00-12:00") == "[09:00,12:00)"
    assert hull("[10:00,12:00]", "(9:00,11:00)") == "(09:00,12:00]"


def test_the_hull_of_nested_spans_is_the_outer_one():
    assert hull("(9:00,12:00]", "[10:00,11:00]") == "(09:00,12:00]"
    assert hull("[10:00,11:00]", "(9:00,12:00]") == "(09:00,12:00]"


def test_equal_ends_that_are_both_open_stay_open():
    assert hull("(9:00,12:00)", "(9:00,12:00)") == "(09:00,12:00)"
    assert hull("(9:00,12:00)", "(10:00,12:00)") == "(09:00,12:00)"


def test_equal_ends_that_are_both_closed_stay_closed():
    assert hull("[9:00,12:00]", "[10:00,12:00]") == "[09:00,12:00]"


def test_a_start_that_belongs_to_one_span_belongs_to_the_hull():
    assert hull("(9:00,11:00)", "[9:00,12:00)") == "[09:00,12:00)"
    assert hull("[9:00,11:00)", "(9:00,12:00)") == "[09:00,12:00)"


def test_spans_meet_where_both_are():
    assert meet("9:00-11:00", "10:00-12:00") == "[10:00,11:00)"
    assert meet("[9:00,12:00]", "(9:00,12:00)") == "(09:00,12:00)"
    assert meet("[9:00,10:00]", "[10:00,11:00]") == "[10:00,10:00]"


def test_spans_that_only_touch_with_an_open_end_do_not_meet():
    assert meet("[9:00,10:00)", "[10:00,11:00)") is None
    assert meet("[9:00,10:00]", "(10:00,11:00)") is None
    assert meet("9:00-10:00", "11:00-12:00") is None


def test_lengths_do_not_depend_on_ends():
    assert Span(0, 60).length == Span(0, 60, True, False).length == 60
