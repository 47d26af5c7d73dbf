# A release cannot be made without what must be raised by hand for it.
import sys
import time

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", HERE] + [p for p in sys.path if p not in (HERE, "")]

import mqboard
from check import eq, ok, run
from mqboard import clock


# (version, the day in seconds since 2000 or None if it is still to come) of each release, the newest first.
def releases():
    all = []
    with open(HERE + "../../CHANGELOG.md") as f:
        for x in f:
            if x.startswith("## "):
                version, day = x[3:].strip().split(" \u2013 ")
                t = None
                if day != "not yet released":
                    y, m, d = [int(n) for n in day.split("-")]
                    t = time.mktime((y, m, d, 0, 0, 0, 0, 0)) - clock._EPOCH
                all.append((version, t))
    return all


def test_version_and_clock_are_those_of_the_changelog():
    newest, before = releases()[0], releases()[1:]
    eq(mqboard.VERSION, newest[0])
    if newest[1] is not None:
        eq(clock._RELEASED, newest[1], "_RELEASED in clock.py is the day of the newest release")
    ok(all([clock._RELEASED >= t for _, t in before]))


run(globals())
