# heap 16M
# Power cuts at every change of the flash while the board writes what it keeps about itself: the crash log, settings that
# are replaced and then kept for safe mode, the record of modes where a port has no NVS.
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

import fakes
import nor
import logging
from check import eq, ok, run
from content import read, write
from mqboard import app, control, crash, files, incoming, keep, life, transfer
from ota_client import Sender

logging.console = None
total = 0


def cuts(name, prepare, act, check, **how):
    global total
    n = nor.cuts(prepare, act, check, **how)
    print("%s: %d cuts" % (name, n))
    total += n


def note(i):
    app.noted.clear()
    try:
        raise ValueError("z" * 500)
    except ValueError as e:
        return crash.note("record %d" % i, e)


# Ten records, of which the eighth is the first of a new file.
def test_crash_log():
    written = []

    def act():
        written.clear()
        for i in range(10):
            ok(note(i))
            written.append(i)

    def check(n, whole):
        got = [int(r["what"].split()[1]) for r in crash.records()]
        there = len(written)
        ok(got in (list(range(there)), list(range(there + 1))), "cut at %d, %d written: %s" % (n, there, got))
        ok(note(77))
        eq([r["what"] for r in crash.records()][-1], "record 77")

    cuts("crash log", lambda: None, act, check)


# A board whose log has gone round already: of the two files the older one goes, never more.
def test_crash_log_goes_round():
    def prepare():
        for i in range(12):
            note(i)

    def act():
        for i in range(12, 20):
            ok(note(i))

    def check(n, whole):
        got = [int(r["what"].split()[1]) for r in crash.records()]
        eq(got, list(range(got[0], got[-1] + 1)), "cut at %d" % n)
        ok(len(got) >= 5 and got[-1] >= 11, got)
        ok(note(99))

    cuts("crash log, second round", prepare, act, check)


OLD = b"server = 'old'\n", b"password = 'old one'\n"
NEW = b"server = 'new'\nport = 1884\n" * 20, b"password = 'a new one'\n"
NAMES = "/settings.py", "/secrets.py"


# What an operator does, and what the board does when the new settings have worked for a while.
def test_settings():
    done = []

    def prepare():
        for i in (0, 1):
            write(NAMES[i], OLD[i])
        ok(keep.keep(keep.state()[1], []))

    def act():
        done.clear()
        fakes.asyncio.new_event_loop()
        incoming.active.clear()
        p = fakes.Peer(fakes.board())
        for i in (0, 1):
            eq(Sender(p, NEW[i], [NEW[i]], c="put", path=NAMES[i]).run()["ok"], True)
            done.append(i)
        eq(keep.state()[0], False)
        ok(keep.keep(keep.state()[1], []))
        done.append("kept")

    def check(n, whole):
        keep.finish()
        for i in (0, 1):
            b = read(NAMES[i])
            ok(b == NEW[i] or b == OLD[i] and i not in done, "cut at %d: %s" % (n, NAMES[i]))
        kept = tuple([read("/safemode" + x) for x in NAMES])
        ok(kept == NEW or kept == OLD and "kept" not in done, "cut at %d: %s" % (n, kept))
        eq(sorted(os.listdir("/safemode")), ["secrets.py", "settings.py"])

    cuts("settings", prepare, act, check)


# Boots that fail until the board is in safe mode.
def test_state():
    life.nvs = lambda: None
    steps = []

    def prepare():
        life.change(life.boot, life.POWER)
        life.change(life.good)

    def act():
        steps[:] = [life.load()]
        for _ in range(4):
            life.change(life.boot, life.HARD)
            steps.append(life.load())
        eq(steps[-1]["state"], "safe")

    def check(n, whole):
        r = life.load()
        last = steps[-1]
        after = last.copy()
        life.boot(after, life.HARD)
        ok(r == last or r == after, "cut at %d: %s" % (n, r))
        life.change(life.wish, "normal")
        eq(life.load()["state"] in ("trial", "normal"), True)

    cuts("state", prepare, act, check)


def test_zz_total():
    print("in all: %d cuts" % total)
    ok(total > 100)


run(globals())
