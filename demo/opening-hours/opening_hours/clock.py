"""Times of one day, as minutes since midnight."""

DAY = 24 * 60


def minutes(text):
    """Minutes since midnight of a time such as ``9:05``; ``24:00`` ends the day."""
    hours, colon, rest = text.strip().partition(":")
    if not colon or not hours.isdigit() or not rest.isdigit() or len(rest) != 2:
        raise ValueError(f"not a time of day: {text!r}")
    total = int(hours) * 60 + int(rest)
    if int(rest) >= 60 or total > DAY:
        raise ValueError(f"no day has a {text.strip()}")
    return total


def clock(total):
    """The time of day after so many minutes, such as ``09:05``."""
    return f"{total // 60:02d}:{total % 60:02d}"
