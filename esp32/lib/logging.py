# The logging that people know, small: getLogger("name").info("x = %d", x). Lines go to the console and into
# a bounded list, from which mqboard.app carries them to the broker. Logging never raises and never waits.
#
# A line: severity letter, time (milliseconds since boot while the clock is not set), name, text; in the list also a
# tab and the line's number, so that it can be seen where some are missing.
import time
from time import ticks_diff, ticks_ms

CRITICAL = 50
ERROR = 40
WARNING = 30
INFO = 20
DEBUG = 10

level = INFO  # for loggers without one of their own
console = print  # None: no console
printing = False  # True while a line goes to the console
lines = []  # not carried away yet, oldest first
boot = []  # the first ones since the start, for whoever looks later
number = 0  # of the last line
dropped = 0  # lines that came too fast, or that there was no room for
on_line = None  # called after a line was added or dropped; must not log
guess = None  # (time(), ticks_ms()) of when the clock was set to a time that is only near the true one
_loggers = {}
_size = 0  # of `lines`, about the bytes of heap
_boot = 1536  # bytes that `boot` may still grow by
burst = 64  # lines that may come at once, then ten a second; the last 16 are for warnings and worse
_tokens = 64  # of these, how many still may
_filled = 0


# What gmtime() says, None while the clock is not set. Whoever sets it need not say so: it is then
# ahead of the guess by more than has passed.
def clock():
    t = time.gmtime()
    if t[0] < 2024 or guess and abs(time.time() - guess[0] - ticks_diff(ticks_ms(), guess[1]) // 1000) < 3:
        return None
    return t


# Removes a line: the oldest, or the oldest of the least severity.
def take(least=False):
    global _size
    s = lines[0]
    if least:
        for x in lines:
            if "DIWEC".find(x[0]) < "DIWEC".find(s[0]):
                s = x
    lines.remove(s)
    _size -= len(memoryview(s)) + 32
    return s


# May one more line come?
def _may(lev):
    global _tokens, _filled
    t = ticks_ms()
    n = ticks_diff(t, _filled) // 100
    if n:
        _tokens = min(burst, _tokens + n) if n > 0 else burst
        _filled = t
    n = _tokens - (lev < 30) * 16
    _tokens -= n > 0
    return n > 0


# One line. show: on the console, too.
def put(lev, name, text, show=True):
    global printing, number, dropped, _size, _boot
    number += 1
    if not _may(lev):
        dropped += 1
        return
    t = clock()
    if t:
        t = "%02d:%02d:%02d.%03d" % (t[3], t[4], t[5], time.time_ns() // 1000000 % 1000)
    else:
        t = str(ticks_ms())
    s = "%s %s %8s: %s" % ("DIWEC"[min(4, max(0, lev // 10 - 1))], t, name, text[:200])
    if show and console:
        try:
            printing = True
            console(s)
        finally:
            printing = False
    s = "%s\t#%d" % (s, number)
    n = len(memoryview(s))
    if _boot > 0:
        _boot -= n
        if _boot >= 0:
            boot.append(s)
    _size = n + 32 + (_size if lines else 0)
    lines.append(s)
    while _size > 4096:
        take(True)
        dropped += 1


class Logger:
    level = 0

    def __init__(self, name):
        self.name = name

    # A number, or a name.
    def setLevel(self, lev):
        self.level = lev if isinstance(lev, int) else "?DIWEC".index(lev[0].upper()) * 10

    def isEnabledFor(self, lev):
        return lev >= (self.level or level)

    def log(self, lev, msg, *args, exc_info=None):
        global dropped
        if lev < (self.level or level):
            return
        try:
            if args:
                try:
                    msg = msg % args
                except (TypeError, ValueError):
                    msg = "%s %s" % (msg, args)
            msg = str(msg)
            if isinstance(exc_info, BaseException):
                import io
                import sys

                f = io.StringIO()
                sys.print_exception(exc_info, f)
                msg += "\n" + f.getvalue()[:-1]
            for s in msg.split("\n"):
                put(lev, self.name, s)
        except Exception:  # out of memory, or a console that fails
            dropped += 1
        if on_line:
            on_line()

    def debug(self, msg, *args):
        self.log(10, msg, *args)

    def info(self, msg, *args):
        self.log(20, msg, *args)

    def warning(self, msg, *args):
        self.log(30, msg, *args)

    def error(self, msg, *args, **k):
        self.log(40, msg, *args, **k)

    def critical(self, msg, *args):
        self.log(50, msg, *args)

    # As elsewhere, but a board does not know which exception is being handled: exception("what", exc_info=e).
    exception = error

    # The same, shorter, as MQBoard 0.1 had it: exc(e, "what happened to %s", x).
    def exc(self, e, msg, *args):
        self.log(40, msg, *args, exc_info=e)


def getLogger(name=None):
    name = name or "root"
    if name not in _loggers:
        _loggers[name] = Logger(name)
    return _loggers[name]


def basicConfig(**k):
    global level
    r = Logger("root")
    r.setLevel(k.get("level", level))
    level = r.level
