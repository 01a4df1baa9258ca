"""A counter: its regular hours, and what closes it for a while."""

from .clock import clock, minutes
from .notation import parse_spans
from .spans import Spans


class Counter:
    def __init__(self, name, hours):
        self.name = name
        self._hours = Spans(parse_spans(hours))
        self._closures = []

    def close(self, spans, reason):
        """Closes the counter for some time of the day."""
        closed = Spans(parse_spans(spans))
        if len(closed) == 0:
            raise ValueError(f"{reason}: no time given")
        self._closures.append((closed, reason))

    @property
    def closed(self):
        """All closures of the day, however they overlap."""
        everything = Spans()
        for spans, _reason in self._closures:
            everything = everything.union(spans)
        return everything.intersection(self._hours)

    @property
    def open(self):
        return self._hours.difference(self.closed)

    def is_open(self, time):
        return minutes(time) in self.open

    def reasons(self, time):
        """Why the counter is closed at a time within its hours."""
        moment = minutes(time)
        return [reason for spans, reason in self._closures if moment in spans]

    def next_opening(self, time):
        """When it is open next, from this time on; None when the day is over."""
        moment = minutes(time)
        for span in self.open:
            if moment in span:
                return clock(moment)
            if span.start >= moment:
                return clock(span.start)
        return None

    def notice(self):
        """The line on the door."""
        hours, rest = divmod(self.open.length, 60)
        return f"{self.name}: {self.open} ({hours} h {rest:02d} min)"
