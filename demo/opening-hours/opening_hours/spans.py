"""Sets of moments, kept as spans that neither overlap nor touch."""

from .span import Span


class Spans:
    def __init__(self, spans=()):
        self._spans = tuple(_merged(spans))

    def __iter__(self):
        return iter(self._spans)

    def __len__(self):
        return len(self._spans)

    def __eq__(self, other):
        return isinstance(other, Spans) and self._spans == other._spans

    def __hash__(self):
        return hash(self._spans)

    def __contains__(self, moment):
        return any(moment in span for span in self._spans)

    def __str__(self):
        return "; ".join(str(span) for span in self._spans) or "never"

    @property
    def length(self):
        return sum(span.length for span in self._spans)

    def union(self, other):
        return Spans([*self, *other])

    def intersection(self, other):
        both = (mine.meet(theirs) for mine in self for theirs in other)
        return Spans(span for span in both if span is not None)

    def difference(self, other):
        left = list(self)
        for hole in other:
            left = [rest for span in left for rest in _without(span, hole)]
        return Spans(left)


def _merged(spans):
    merged = []
    for span in sorted(spans, key=lambda span: span.order):
        if merged and merged[-1].joins(span):
            merged[-1] = merged[-1].hull(span)
        else:
            merged.append(span)
    return merged


def _without(span, hole):
    """What is left of a span before and after a hole."""
    if span.meet(hole) is None:
        return [span]
    left = []
    before = (span.start, hole.start, span.start_open, not hole.start_open)
    after = (hole.end, span.end, not hole.end_open, span.end_open)
    for start, end, start_open, end_open in (before, after):
        if start < end or (start == end and not (start_open or end_open)):
            left.append(Span(start, end, start_open, end_open))
    return left
