# The clock before anybody has set it, over resets: an ESP32's clock, NVS and ticks, moved by hand.
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", HERE] + [p for p in sys.path if p not in (HERE, "")]

import time as host
from check import eq, ok, run

UNIX = 946684800


class Time:
    clock = ticks = 0  # s since 2000, ms

    def time(self):
        return self.clock

    def gmtime(self, t=None):
        t = host.gmtime((self.clock if t is None else t) + UNIX)
        return t[:6] + (t[6], t[7])

    def time_ns(self):
        return self.clock * 1000000000


class NVS:
    all = {}
    commits = 0

    def __init__(self, name):
        self.new = {}

    def get_i32(self, key):
        if key not in NVS.all:
            raise OSError(-4354)
        return NVS.all[key]

    def set_i32(self, key, n):
        ok(-(1 << 31) <= n < 1 << 31)
        self.new[key] = n

    def commit(self):
        NVS.all.update(self.new)
        NVS.commits += 1


class Machine:
    class RTC:
        def datetime(self, t):
            eq(t[3], host.gmtime(host.mktime((t[0], t[1], t[2], 12, 0, 0, 0, 0)))[6])
            now.clock = host.mktime((t[0], t[1], t[2], t[4], t[5], t[6], 0, 0)) - UNIX


class Esp32:
    pass


Esp32.NVS = NVS
sys.modules["machine"] = Machine
sys.modules["esp32"] = Esp32
now = Time()
sys.modules["time"] = now
now.ticks_ms = now.ticks_diff = None

# logging takes two names from the real time
now.ticks_ms = lambda: now.ticks
now.ticks_diff = lambda a, b: a - b
import logging
from mqboard import clock


def passes(s):
    now.clock += s
    now.ticks += s * 1000


def boot(cold=True):
    now.ticks = 500
    if cold:
        now.clock = 0
    logging.guess = None
    clock.floor()


def test_a_new_board_starts_with_its_release():
    NVS.all.clear()
    boot()
    eq(now.clock, clock._RELEASED)
    eq(now.gmtime()[:3], (2026, 11, 1))
    passes(4000)
    eq(logging.clock(), None)
    clock.keep()
    ok("time" not in NVS.all, "a guess is not kept")


def test_set_then_kept_over_a_loss_of_power():
    NVS.all.clear()
    boot()
    now.clock = 900000000  # SNTP
    eq(logging.clock()[0], 2028)
    clock.keep()
    eq((NVS.all["time"], NVS.all["guess"]), (900000000, 0))
    boot()
    ok(900000000 <= now.clock < 900000002)
    eq(logging.clock(), None)
    passes(100)
    eq(logging.clock(), None)


# A warm reset leaves the clock going: known stays known, a guess stays a guess.
def test_warm_reset():
    NVS.all.clear()
    boot()
    passes(60)
    boot(False)
    eq(logging.clock(), None)
    passes(60)
    now.clock = 900000000
    clock.keep()
    n = NVS.commits
    passes(60)
    boot(False)
    eq(logging.clock()[0], 2028)
    eq(NVS.commits, n, "nothing is written when nothing has changed")


def test_a_clock_that_was_set_too_far_ahead_is_put_right():
    NVS.all.clear()
    boot()
    now.clock = 1100000000
    clock.keep()
    now.clock = 900000000
    clock.keep()
    eq(NVS.all["time"], 900000000)


run(globals())
