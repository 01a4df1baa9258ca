"""pytest plugin: which lines of the repository each test runs, one JSON line a test.

{"file", "name", "lines": {file: {line: times}}}; the line without a name holds what
ran while modules were imported. Every line once, unless the settings ask to count. sys.monitoring from Python 3.12, else sys.settrace.
"""

import json
import os
import sys
import threading

import pytest

_settings = json.loads(os.environ.pop("TEST_TRACE_LINES"))
_roots = tuple({_settings["root"] + os.sep, os.path.realpath(_settings["root"]) + os.sep})
_out = os.open(_settings["out"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_FOREIGN = ("/site-packages/", "/dist-packages/", "/.venv/", "/venv/", "/.tox/", "/node_modules/")

_counting = _settings["counting"]
_places = {}
_seen = {}


def _place(filename):
    """Times by line of this file, or None where it is not the repository's."""
    try:
        return _places[filename]
    except KeyError:
        pass
    lines = None
    path = os.path.abspath(filename) if not filename.startswith("<") else ""
    for root in _roots:
        if path.startswith(root):
            relative = path[len(root) :].replace(os.sep, "/")
            if not any(part in "/" + relative for part in _FOREIGN):
                lines = _seen.setdefault(relative, {})
    _places[filename] = lines
    return lines


if hasattr(sys, "monitoring"):
    _monitoring = sys.monitoring
    _TOOL = next(n for n in (3, 4, 0, 1, 5) if _monitoring.get_tool(n) is None)

    def _line(code, number):
        lines = _place(code.co_filename)
        if lines is not None:
            lines[number] = lines.get(number, 0) + 1
            if _counting:
                return None
        # Once a test is enough; restart_events() arms every line again.
        return _monitoring.DISABLE

    _monitoring.use_tool_id(_TOOL, "lines")
    _monitoring.register_callback(_TOOL, _monitoring.events.LINE, _line)
    _monitoring.set_events(_TOOL, _monitoring.events.LINE)
    _rearm = _monitoring.restart_events
else:

    def _call(frame, event, _arg):
        lines = _place(frame.f_code.co_filename)
        if lines is None:
            return None
        get = lines.get

        def local(frame, event, arg):
            if event == "line":
                number = frame.f_lineno
                lines[number] = get(number, 0) + 1
            return local

        return local

    def _rearm():
        # A test may have taken the tracing away.
        threading.settrace(_call)
        sys.settrace(_call)

    _rearm()


def _flush(file, name):
    lines = {path: dict(times) for path, times in _seen.items() if times}
    for times in _seen.values():
        times.clear()
    row = {"file": file, "name": name, "lines": lines}
    os.write(_out, (json.dumps(row) + "\n").encode("utf-8"))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    _flush(None, None)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    place = sys.modules[_settings["plugin"]].place

    _rearm()
    yield
    _flush(*place(item.nodeid))
