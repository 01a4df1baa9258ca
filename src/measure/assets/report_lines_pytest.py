"""pytest plugin: one JSON line per event, appended at once (the format of report-lines.cjs).

Also ends a test that runs too long, from the inside, so that its traceback
shows where it was, and keeps stale bytecode from hiding a change.
Works from Python 3.6 and pytest 5 on; no packages.
"""

import importlib.machinery
import importlib.util
import json
import os
import signal
import threading

import pytest

_settings = json.loads(os.environ.get("TEST_REPORT_LINES") or "{}")
# Processes that the tests start need not know where the report lies.
os.environ.pop("TEST_REPORT_LINES", None)

_root = _settings.get("root") or os.getcwd()
_roots = tuple({_root, os.path.realpath(_root)})
# A plain descriptor: a file object would warn of itself where a project turns warnings into errors.
_report = None
if "report" in _settings:
    _report = os.open(_settings["report"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_seconds = (_settings.get("testMs") or 0) / 1000.0
_rootdir = _root


def _clip(text):
    if text is None or len(text) <= 16000:
        return text
    return text[:8000] + "\n[…]\n" + text[-8000:]


def write(event, **fields):
    if _report is None:
        return
    fields["event"] = event
    if "message" in fields:
        fields["message"] = _clip(fields["message"])
    os.write(_report, (json.dumps(fields) + "\n").encode("utf-8"))


def _relative(path):
    absolute = os.path.normpath(os.path.join(_rootdir, path))
    for root in _roots:
        if absolute.startswith(root + os.sep):
            return absolute[len(root) + 1 :].replace(os.sep, "/")
    return None


def place(nodeid):
    """The (file, name) of a node id; a file without a name stands for itself."""
    path, _, name = nodeid.partition("::")
    return _files.get(path) or _relative(path), name or "(file)"


# Where the root of the configuration is no folder above the tests, a node id does not say it.
_files = {}


def pytest_collectstart(collector):
    if isinstance(collector, pytest.File):
        path = getattr(collector, "path", None) or collector.fspath
        _files[collector.nodeid] = _relative(str(path))


def _case(nodeid, status, seconds=0.0, message=None):
    file, name = place(nodeid)
    write("case", file=file, name=name, status=status, ms=seconds * 1000, message=message)


# ── The project's own flags ──────────────────────────────────────────────────


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, args):
    plugins = early_config.pluginmanager
    if plugins.hasplugin("pytest_cov"):
        # Measuring slows every run, and a threshold is no test.
        args.append("--no-cov")
        early_config.known_args_namespace.no_cov = True
    if plugins.hasplugin("benchmark") and "--benchmark-only" not in args:
        # Benchmarks fill a span of time, whatever they do: among tests once is enough.
        args.append("--benchmark-disable")
    if plugins.hasplugin("xdist"):
        # Workers of one run would compete with the runs beside it.
        args.append("-n0")


# ── Verdicts ────────────────────────────────────────────────────────────────


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    global _rootdir
    _rootdir = str(getattr(config, "rootpath", None) or config.rootdir)
    # A file that is named is collected whatever the hook below says.
    wanted = [word for word in config.args if not _is_left_out(word.partition("::")[0])]
    config.args = wanted or config.args


def pytest_collectreport(report):
    if report.failed:
        _case(report.nodeid, "failed", 0.0, str(report.longreprtext))


def pytest_runtest_logstart(nodeid, location):
    file, name = place(nodeid)
    write("started", file=file, name=name)


def pytest_runtest_logreport(report):
    if report.failed:
        text = report.longreprtext
        if report.when != "call":
            text = "error in %s\n%s" % (report.when, text)
        _case(report.nodeid, "failed", report.duration, text)
    elif report.skipped:
        _case(report.nodeid, "skipped", report.duration)
    elif report.when == "call":
        _case(report.nodeid, "passed", report.duration)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    write("end")


# ── Which tests ─────────────────────────────────────────────────────────────


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    chosen = _selection()
    if chosen is None:
        return
    kept, dropped = [], []
    for item in items:
        file, name = place(item.nodeid)
        names = (chosen["names"] or {}).get(file)
        wanted = file in chosen["files"] and (names is None or name in names)
        (kept if wanted else dropped).append(item)
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def _selection():
    global _chosen
    if _chosen is None and "select" in _settings:
        with open(_settings["select"], encoding="utf-8") as file:
            _chosen = json.load(file)
    return _chosen


_chosen = None


def _is_left_out(path):
    """Is it a file of none of the chosen tests? Importing it is work that nobody asked for."""
    chosen = _selection()
    file = os.path.join(str(_start), str(path))
    return (
        chosen is not None
        and "alone" in _settings
        and _are_there(chosen["files"])
        and os.path.isfile(file)
        and not os.path.basename(file).startswith(("conftest.", "__init__."))
        and _relative(file) not in chosen["files"]
    )


def _are_there(files):
    """Otherwise they are called by names that only the run that found them knows."""
    return all(file is not None and os.path.isfile(os.path.join(_root, file)) for file in files)


_start = os.getcwd()

if tuple(int(part) for part in pytest.__version__.split(".")[:1]) >= (7,):

    def pytest_ignore_collect(collection_path):
        return True if _is_left_out(collection_path) else None

else:

    def pytest_ignore_collect(path):
        return True if _is_left_out(path) else None


# ── Tests that never end ────────────────────────────────────────────────────


class TestNeverEnded(BaseException):
    """Not an Exception, so that the code under test does not swallow it by accident."""

    __test__ = False


def _expire(_signal, _frame):
    __tracebackhide__ = True
    raise TestNeverEnded("did not finish within %g s" % _seconds)


_has_timer = hasattr(signal, "setitimer") and hasattr(signal, "SIGALRM")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item):
    if not (_seconds and _has_timer and threading.current_thread() is threading.main_thread()):
        yield
        return
    previous = signal.signal(signal.SIGALRM, _expire)
    # Again and again, in case the code under test catches everything.
    signal.setitimer(signal.ITIMER_REAL, _seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


# ── Stale bytecode ──────────────────────────────────────────────────────────
# Python trusts a .pyc by its source's size and whole second of change. A patch
# that keeps the size within the second of the checkout would run as the old code.

_path_stats = importlib.machinery.SourceFileLoader.path_stats


def _fresh_path_stats(self, path):
    if str(path).startswith(_roots):
        try:
            compiled = os.stat(importlib.util.cache_from_source(path)).st_mtime_ns
        except (OSError, NotImplementedError):
            compiled = None
        if compiled is not None and os.stat(path).st_mtime_ns >= compiled:
            raise OSError("changed since it was compiled")
    return _path_stats(self, path)


importlib.machinery.SourceFileLoader.path_stats = _fresh_path_stats
