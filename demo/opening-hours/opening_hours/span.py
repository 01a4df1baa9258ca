"""A span of time whose ends may belong to it or not."""

from dataclasses import dataclass

from .clock import clock


@dataclass(frozen=True)
class Span:
    """From ``start`` to ``end`` in minutes; an open end is not part of the span."""

    start: int
    end: int
    start_open: bool = False
    end_open: bool = True

    def __post_init__(self):
        if self.end < self.start:
            raise ValueError(f"{self} ends before it starts")
        if self.end == self.start and (self.start_open or self.end_open):
            raise ValueError(f"{self} is empty")

    def __contains__(self, moment):
        begun = moment > self.start or (moment == self.start and not self.start_open)
        over = moment > self.end or (moment == self.end and self.end_open)
        return begun and not over

    def __str__(self):
        opening = "(" if self.start_open else "["
        closing = ")" if self.end_open else "]"
        return f"{opening}{clock(self.start)},{clock(self.end)}{closing}"

    @property
    def length(self):
        return self.end - self.start

    @property
    def order(self):
        """Sorts spans by where they begin."""
        return (self.start, self.start_open, self.end, not self.end_open)

    def joins(self, later):
        """Does a span that begins no earlier leave no gap after this one?"""
        if later.start == self.end:
            return not (self.end_open and later.start_open)
        return later.start < self.end

    def hull(self, other):
        """The smallest span that holds both."""
        if self.start == other.start:
            start, start_open = self.start, self.start_open and other.start_open
        elif self.start < other.start:
            start, start_open = self.start, self.start_open
        else:
            start, start_open = other.start, other.start_open
        if self.end == other.end:
            end, end_open = self.end, self.end_open or other.end_open
        elif self.end > other.end:
            end, end_open = self.end, self.end_open
        else:
            end, end_open = other.end, other.end_open
        return Span(start, end, start_open, end_open)

    def meet(self, other):
        """What both hold, or None."""
        if self.start == other.start:
            start, start_open = self.start, self.start_open or other.start_open
        elif self.start > other.start:
            start, start_open = self.start, self.start_open
        else:
            start, start_open = other.start, other.start_open
        if self.end == other.end:
            end, end_open = self.end, self.end_open or other.end_open
        elif self.end < other.end:
            end, end_open = self.end, self.end_open
        else:
            end, end_open = other.end, other.end_open
        if start > end or (start == end and (start_open or end_open)):
            return None
        return Span(start, end, start_open, end_open)
