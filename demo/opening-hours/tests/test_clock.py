import pytest

from opening_hours.clock import clock, minutes


@pytest.mark.parametrize(
    ("text", "total"), [("0:00", 0), ("9:05", 545), ("09:05", 545), (" 23:59 ", 1439), ("24:00", 1440)]
)
def test_times_are_minutes_since_midnight(text, total):
    assert minutes(text) == total


@pytest.mark.parametrize("text", ["", "9", "9:5", "9:60", "24:01", "-1:00", "nine:00"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError):
        minutes(text)


def test_minutes_are_written_with_two_digits():
    assert clock(545) == "09:05"
    assert clock(1440) == "24:00"
