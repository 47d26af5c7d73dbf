# The crash log: what it writes and what it only counts, over rotations and resets. Power cuts are in
# test_cuts_state.py.
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", HERE] + [p for p in sys.path if p not in (HERE, "")]

import json
import logging
import os
from check import eq, ok, run

logging.console = None


class RTC:
    data = b""

    def memory(self, *b):
        if not b:
            return RTC.data
        RTC.data = b[0]


class Machine:
    pass


Machine.RTC = RTC
sys.modules["machine"] = Machine

from mqboard import app, crash, start


class Presence:
    crashes = up_s = announced = 0
    boots = 7

    def record(self):
        s = '{"boot":"a1b2c3d4","boots":%d,"reason":"wdt","mode":"normal","up":%d,"time":null}'
        return s % (self.boots, self.up_s)

    def announce(self):
        self.announced += 1


class App:
    pass


def fresh():
    crash.FOLDER = "/tmp/mqboard-" + "".join(["%02x" % b for b in os.urandom(6)])
    app.here = App()
    app.here.presence = Presence()
    app.noted.clear()
    RTC.data = b""
    logging.lines.clear()
    logging._tokens = 64


def done():
    os.system("rm -rf " + crash.FOLDER)


def failure(text):
    try:
        raise ValueError(text)
    except ValueError as e:
        return e


def read(name):
    with open(crash.FOLDER + name, "rb") as f:
        return f.read()


def test_a_record():
    fresh()
    app.here.presence.up_s = 99
    ok(crash.note("part blinky has ended", failure("x" * 50)))
    (r,) = crash.records()
    trace = r.pop("trace")
    ok(trace.startswith("Traceback") and trace.endswith("ValueError: " + "x" * 50), trace)
    eq(r, {"boot": "a1b2c3d4", "boots": 7, "reason": "wdt", "mode": "normal", "up": 99, "time": None, "what": "part blinky has ended"})
    p = app.here.presence
    eq((p.crashes, p.announced), (1, 1))
    done()


def test_the_same_crash_is_counted_and_not_written():
    fresh()
    for i in range(50):
        eq(crash.note("a task has failed", failure("same")), i == 0)
    ok(crash.note("a task has failed", failure("another")))
    eq([r.get("unwritten") for r in crash.records()], [None, 49])
    app.noted.clear()  # the next boot
    ok(crash.note("a task has failed", failure("same")))
    done()


def test_six_an_hour():
    fresh()
    p = app.here.presence
    for i in range(30):
        p.up_s = i * 60
        eq(crash.note("crash %d" % i), i < 6)
    p.up_s = 3600
    ok(crash.note("later"))
    r = list(crash.records())
    eq((len(r), r[-1]["unwritten"]), (7, 24))
    for i in range(1000):  # always new ones: what is remembered is bounded
        p.up_s = 3600 * i
        crash.note("endless %d" % i)
    ok(len(app.noted) <= 26, len(app.noted))
    done()


def test_rotation_bounds_the_size():
    fresh()
    for i in range(40):
        app.noted.clear()
        ok(crash.note("crash %d" % i, failure("y" * 400)))
    for name in ("/crash.log", "/crash.old"):
        ok(len(read(name)) <= 4096, len(read(name)))
    n = [int(r["what"][6:]) for r in crash.records()]
    eq(n, list(range(n[0], 40)))
    ok(len(n) > 7, n)
    done()


def test_a_long_trace_is_cut_in_the_middle():
    fresh()

    def deep(n):
        if n:
            deep(n - 1)
        raise RuntimeError("bottom")

    try:
        deep(60)
    except RuntimeError as e:
        ok(crash.note("deep", e))
    (r,) = crash.records()
    ok(len(r["trace"]) <= 1110)
    ok(r["trace"].startswith("Traceback") and r["trace"].endswith("RuntimeError: bottom"))
    done()


def test_a_torn_line_is_skipped():
    fresh()
    crash.note("one")
    crash.note("two")
    b = read("/crash.log")
    for n in range(len(b) + 1):
        with open(crash.FOLDER + "/crash.log", "wb") as f:
            f.write(b[:n])
        app.noted.clear()
        ok(crash.note("three"))
        got = [r["what"] for r in crash.records()]
        eq(got[-1], "three")
        ok(got[:-1] in ([], ["one"], ["one", "two"]), got)
    with open(crash.FOLDER + "/crash.log", "wb") as f:
        f.write(b'\xff\xfe{}\n[1]\nnull\n{"what":"x"\n' + b"z" * 5000 + b'\n{"what":"good"}\n')
    eq([r["what"] for r in crash.records()], ["good"])
    done()


def test_no_folder_can_be_made():
    fresh()
    crash.FOLDER = "/proc/no"
    eq(crash.note("x"), False)
    eq(list(crash.records()), [])


def test_begin_notes_and_announces():
    fresh()
    crash.begin("")
    eq((app.here.presence.crashes, logging.lines), (0, []))
    crash.begin("watchdog: code blocked the event loop")
    (r,) = crash.records()
    eq((r["what"], r["reason"]), ("watchdog: code blocked the event loop", "wdt"))
    eq(app.here.presence.crashes, 1)
    ok("crash log: 1, the last: watchdog" in logging.lines[-1], logging.lines)
    app.noted.clear()
    logging.lines.clear()
    app.here.presence.boots += 1
    crash.begin("")  # the next boot announces what this one has left
    ok("crash log: 1" in logging.lines[-1])
    logging.lines.clear()
    app.here.presence.boots += 1
    crash.begin("")  # the one after that is silent
    eq((app.here.presence.crashes, logging.lines), (1, []))
    done()


# What only a brown-out leaves: a power-on with RTC memory.
def test_the_power_failed_for_a_moment():
    fresh()
    ok(not start.dip(1))
    eq(RTC.data, b"mqboard")
    ok("brown-out" in start.dip(1))
    RTC.data = b"the application's"
    ok(not start.dip(2))  # a reset keeps it: nothing is wrong
    eq(RTC.data, b"the application's")
    done()


def test_crashed_goes_to_both_and_forgets_the_module():
    fresh()
    app.here.presence = None
    app.crashed(failure("gone"), "a task has failed")
    ok(any(["ValueError: gone" in s for s in logging.lines]))
    eq([r["what"] for r in crash.records()], ["a task has failed"])
    ok("mqboard.crash" not in sys.modules)
    done()


run(globals())
