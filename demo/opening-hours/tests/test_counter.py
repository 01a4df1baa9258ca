import pytest

from opening_hours.counter import Counter


def counter(*closures):
    made = Counter("Tickets", "9:00-17:00")
    for spans, reason in closures:
        made.close(spans, reason)
    return made


def test_a_counter_is_open_during_its_hours():
    assert counter().is_open("9:00")
    assert not counter().is_open("17:00")


def test_a_closure_closes_it():
    closed = counter(("12:00-13:00", "lunch"))
    assert not closed.is_open("12:30")
    assert closed.is_open("13:00")
    assert closed.reasons("12:30") == ["lunch"]


def test_closures_may_overlap():
    closed = counter(("12:00-13:00", "lunch"), ("12:30-14:00", "training"))
    assert str(closed.closed) == "[12:00,14:00)"
    assert closed.reasons("12:45") == ["lunch", "training"]


@pytest.mark.parametrize(
    ("lunch", "till"), [("12:00-13:00", "[12:30,13:00]"), ("12:30-13:00", "[12:00,13:00]")]
)
def test_a_counter_stays_closed_while_any_reason_holds(lunch, till):
    closed = counter((lunch, "lunch"), (till, "handing over the till"))
    assert closed.reasons("13:00") == ["handing over the till"]
    assert not closed.is_open("13:00")
    assert closed.is_open("13:01")


def test_closures_may_end_together():
    closed = counter(("15:00-17:00", "training"), ("16:00-17:00", "till"), ("[12:00,17:00)", "fair"))
    assert str(closed.open) == "[09:00,12:00)"
    assert closed.reasons("16:59") == ["training", "till", "fair"]


def test_a_closure_may_be_announced_twice():
    closed = counter(("12:00-13:00", "lunch"), ("12:00-13:00", "holiday"))
    assert str(closed.closed) == "[12:00,13:00)"
    assert closed.is_open("13:00")


def test_closures_outside_the_hours_do_not_matter():
    closed = counter(("7:00-9:00", "cleaning"), ("17:00-20:00", "cinema"))
    assert closed.notice() == "Tickets: [09:00,17:00) (8 h 00 min)"


def test_the_next_opening_is_now_or_after_the_closure():
    closed = counter(("12:00-13:00", "lunch"))
    assert closed.next_opening("8:00") == "09:00"
    assert closed.next_opening("10:15") == "10:15"
    assert closed.next_opening("12:10") == "13:00"
    assert closed.next_opening("17:00") is None


def test_the_notice_lists_what_is_left_of_the_day():
    closed = counter(("12:00-12:45", "lunch"), ("16:00-17:00", "till"))
    assert closed.notice() == "Tickets: [09:00,12:00); [12:45,16:00) (6 h 15 min)"


def test_a_closure_needs_a_time():
    with pytest.raises(ValueError, match="lunch"):
        counter((" ", "lunch"))
