"""Spans as people write them: ``[9:00,12:30)`` or plainly ``9:00-12:30``."""

from .clock import minutes
from .span import Span


def parse_span(text):
    """One span; plain ones hold their start and not their end."""
    body = text.strip()
    start_open, end_open = False, True
    separator = "-"
    if body[:1] in ("[", "("):
        if body[-1:] not in ("]", ")"):
            raise ValueError(f"{text!r} is never closed")
        start_open, end_open = body[0] == "(", body[-1] == ")"
        body, separator = body[1:-1], ","
    start, found, end = body.partition(separator)
    if not found:
        raise ValueError(f"{text!r} has no end")
    return Span(minutes(start), minutes(end), start_open, end_open)


def parse_spans(text):
    """Spans separated by semicolons; nothing at all is no span."""
    return [parse_span(part) for part in text.split(";") if part.strip()]
