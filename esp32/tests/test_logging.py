# heap 224K
# The logging that people know: lines, numbers, what goes when there is no room, and how many may come. Its clock is the
# test's.
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", HERE] + [p for p in sys.path if p not in (HERE, "")]

import logging
import time
from check import eq, ok, run

now = 5000


def fresh():
    global now
    now = 5000
    logging.ticks_ms = lambda: now
    logging._filled = now
    logging._tokens = 64
    logging._size = logging.number = logging.dropped = 0
    logging._boot = 1536
    logging.lines.clear()
    logging.boot.clear()
    logging._loggers.clear()
    logging.level = 20
    logging.console = logging.on_line = None
    logging.guess = (time.time(), now)  # the clock is not set


def texts(lines=None):
    return [s.split(": ", 1)[1].split("\t")[0] for s in (logging.lines if lines is None else lines)]


def test_a_line():
    fresh()
    logging.getLogger("mqtt").warning("%s in %d ms", "again", 500)
    eq(logging.lines, ["W 5000     mqtt: again in 500 ms\t#1"])
    logging.guess = None
    logging.getLogger().info("x")
    s = logging.lines[1]
    eq((s[:2], s[4], s[7], s[10], s[14:]), ("I ", ":", ":", ".", "     root: x\t#2"))


def test_severities_and_bad_arguments():
    fresh()
    logging.basicConfig(level=logging.DEBUG, format="ignored")
    log = logging.getLogger("a")
    for f in (log.debug, log.info, log.warning, log.error, log.critical):
        f("100%")
    log.log(25, "%d", "no number")
    log.info("two\nlines")
    log.info(None)
    eq("".join([s[0] for s in logging.lines]), "DIWECIIII")
    eq(texts()[5:], ["%d ('no number',)", "two", "lines", "None"])
    eq([s.split("#")[1] for s in logging.lines], [str(i) for i in range(1, 10)])


def test_levels():
    fresh()
    log = logging.getLogger("wifi")
    ok(log is logging.getLogger("wifi"))
    eq((log.isEnabledFor(10), log.isEnabledFor(20)), (False, True))
    log.debug("no")
    log.setLevel("debug")
    log.debug("yes")
    logging.getLogger("b").debug("no")
    log.setLevel(logging.ERROR)
    log.warning("no")
    log.setLevel(0)  # as the others again
    log.info("yes")
    eq(texts(), ["yes", "yes"])
    logging.basicConfig(level="WARNING")
    log.info("no")
    eq(logging.level, 30)
    for bad in ("loud", ""):
        try:
            log.setLevel(bad)
            ok(False, bad)
        except (ValueError, IndexError):
            pass


def test_exceptions():
    fresh()
    log = logging.getLogger("a")
    for f in (lambda e: log.exc(e, "part %s", "x"), lambda e: log.exception("part %s", "x", exc_info=e), lambda e: log.error("part x", exc_info=e)):
        try:
            1 / 0
        except ZeroDivisionError as e:
            f(e)
        got = texts()
        eq((got[0], got[1][:9], got[-1]), ("part x", "Traceback", "ZeroDivisionError: divide by zero"))
        eq(set([s[0] for s in logging.lines]), {"E"})
        logging.lines.clear()
    log.exception("no exception known")
    eq(texts(), ["no exception known"])


# Bounded in bytes whatever the lines are; what matters most is kept, and what is left is in order.
def test_no_room():
    fresh()
    logging.level = 10
    logs = [logging.getLogger("a").debug, logging.getLogger("a").info, logging.getLogger("a").warning, logging.getLogger("a").error]
    for i in range(120):
        now_at(i * 100)
        logs[i % 4]("%d %s", i, "x\u00e4\u20ac" * (i % 60))
    used = sum([len(s.encode()) for s in logging.lines])
    ok(used < 4096, used)
    eq(len(logging.lines) + logging.dropped, 120)
    eq(logging.number, 120)
    n = [int(s.split("#")[1]) for s in logging.lines]
    eq(n, sorted(n))
    eq(set([s[0] for s in logging.lines]), {"E"} if n[0] % 4 == 0 else {"W", "E"})
    eq(n[-1], 120)
    while logging.lines:
        logging.take()
    logging.getLogger().error("x")
    ok(logging._size < 80)


def test_an_unimportant_line_does_not_displace_an_important_one():
    fresh()
    log = logging.getLogger("a")
    for i in range(40):
        now_at(i * 1000)
        log.error("%d %s", i, "x" * 150)
    n = logging.dropped
    ok(n)
    kept = list(logging.lines)
    log.info("y" * 150)
    eq(logging.dropped, n + 1)
    eq(logging.lines, kept)


def now_at(ms):
    global now
    now = 5000 + ms


# A flood takes neither board nor connection: ten lines a second stay, with room for what is important.
def test_rate():
    fresh()
    logging._boot = 0
    log = logging.getLogger("a")
    carried = []
    logging.on_line = lambda: carried.append(logging.take()) if logging.lines else None
    for i in range(1000):
        log.info("flood")
    eq((len(carried), logging.dropped), (48, 952))
    for i in range(20):
        log.error("heard")
    eq((len(carried), logging.dropped), (64, 956))
    carried.clear()
    for i in range(10000):  # ten seconds
        now_at(i)
        log.warning("flood")
    ok(95 < len(carried) < 101, len(carried))
    carried.clear()
    now_at(60000)
    for i in range(100):
        log.info("after a rest")
    eq(len(carried), 48)
    eq(logging.number, 1000 + 20 + 10000 + 100)


# The milliseconds begin anew every 12 days.
def test_rate_when_the_ticks_go_round():
    fresh()
    log = logging.getLogger("a")
    global now
    for i in range(100):
        log.warning("x")
    now = time.ticks_add(now, -(1 << 20))
    n = logging.dropped
    log.info("y")
    eq(logging.dropped, n)


# Whoever logs when a line was logged (a callback of the carrier, a console that is captured) ends nowhere bad.
def test_logging_the_logging():
    fresh()
    log = logging.getLogger("a")
    deep = [0]

    def console(s):
        deep[0] += 1
        if deep[0] < 10:
            log.info("seen: %s", s)

    logging.console = console
    log.info("x")
    eq(len(logging.lines), 10)
    logging.console = lambda s: 1 / 0
    log.info("lost")
    eq((len(logging.lines), logging.dropped, logging.printing), (10, 1, False))


def test_the_first_lines_stay():
    fresh()
    log = logging.getLogger("a")
    for i in range(60):
        now_at(i * 1000)
        log.info("%d %s", i, "x" * 50)
        logging.take()
    used = sum([len(s) for s in logging.boot])
    ok(1400 < used <= 1536, used)
    eq([t.split()[0] for t in texts(logging.boot)], [str(i) for i in range(len(logging.boot))])


# The clock is guessed at the start; whoever sets it need not tell.
def test_clock():
    fresh()
    real = logging.time.time
    t = [800000000]

    class Time:
        def time(self):
            return t[0]

        def gmtime(self):
            return (2025, 5, 8, 14, 13, 20, 3, 128)

        def time_ns(self):
            return 123000000

    logging.time = Time()
    try:
        logging.guess = (t[0], now)
        eq(logging.clock(), None)
        now_at(3600000)
        t[0] += 3601
        eq(logging.clock(), None)
        t[0] += 30
        eq(logging.clock()[:3], (2025, 5, 8))
        logging.getLogger("a").info("x")
        eq(logging.lines[0][:15], "I 14:13:20.123 ")
        logging.guess = None
        ok(logging.clock())
    finally:
        logging.time = time


class Idle(BaseException):
    pass


# Runs the carrier until it waits for a line; returns what it did. fails: messages that are not published.
def carry(*fails):
    from mqboard import app

    did = []

    class Client:
        async def publish(self, topic, s):
            did.append(s)
            if len(did) in fails:
                raise OSError(5)

    class Gate:
        async def wait(self):
            raise Idle

    async def pause(ms):
        did.append(ms)

    app._told = logging.dropped
    app._gate = Gate()
    app.pause = pause
    now_at(100000)
    return app._carry(Client(), "t"), did


def until_idle(carrier):
    co, did = carrier
    try:
        co.send(None)
        ok(False, "it waits for something else: %s" % did)
    except Idle:
        return did


def test_what_is_not_published_is_counted_and_said():
    fresh()
    c = carry(3)
    for i in range(1, 5):
        logging.getLogger("a").info("line %d", i)
    did = until_idle(c)
    eq(texts(did[:3]), ["line 1", "line 2", "line 3"])
    eq(did[3:5], [500, "W -      log: 1 lines lost"])
    eq(texts(did[5:]), ["line 4"])
    eq(logging.dropped, 1)


def test_the_rest_of_a_flood_is_said_in_one_line():
    fresh()
    c = carry()
    for i in range(1000):
        logging.getLogger("a").info("flood")
    logging.lines.clear()
    n = logging.dropped
    eq(until_idle(c), [1000, "W -      log: %d lines lost" % n])
    fresh()
    c = carry(2)  # nor is this message itself lost
    logging.dropped = 7
    said = "W -      log: 7 lines lost"
    eq(until_idle(c), [1000, said, 500, 1000, said])


run(globals())
