# The logging that people know, small: getLogger("name").info("x = %d", x). Lines go to the console and into
# a bounded list, from which mqboard.logs carries them to the broker. Logging never raises and never waits.
#
# A line: severity letter, time (or milliseconds since boot while the clock is not set), name, text.
import io
import sys
import time

CRITICAL = 50
ERROR = 40
WARNING = 30
INFO = 20
DEBUG = 10

level = INFO  # for loggers without one of their own
console = print  # None: no console
printing = False  # True while a line goes to the console
lines = []  # not yet carried away, oldest first
room = 4000  # characters that `lines` may hold
dropped = 0  # lines that `lines` had no room for
on_line = None  # called after a line was added; must not log
_used = 0
_loggers = {}


def _time():
    t = time.gmtime()
    if t[0] < 2024:
        return str(time.ticks_ms())
    return "%02d:%02d:%02d.%03d" % (t[3], t[4], t[5], time.time_ns() // 1000000 % 1000)


# Takes the oldest line; None = there is none.
def take():
    global _used
    if lines:
        s = lines.pop(0)
        _used -= len(s)
        return s


def _emit(lev, name, text):
    global _used, dropped, printing
    s = "%s %s %8s: %s" % ("DIWEC"[min(4, max(0, lev // 10 - 1))], _time(), name, text[:400])
    if console:
        printing = True
        try:
            console(s)
        finally:
            printing = False
    lines.append(s)
    _used += len(s)
    while _used > room and len(lines) > 1:
        take()
        dropped += 1
    if on_line:
        on_line()


class Logger:
    def __init__(self, name):
        self.name = name
        self.level = 0

    def setLevel(self, lev):
        self.level = lev

    def log(self, lev, msg, *args):
        global dropped
        if lev < (self.level or level):
            return
        try:
            if args:
                try:
                    msg = msg % args
                except (TypeError, ValueError):
                    msg = "%s %s" % (msg, args)
            for s in str(msg).split("\n"):
                _emit(lev, self.name, s)
        except Exception:  # out of memory, or a console that fails
            dropped += 1

    def debug(self, msg, *args):
        self.log(DEBUG, msg, *args)

    def info(self, msg, *args):
        self.log(INFO, msg, *args)

    def warning(self, msg, *args):
        self.log(WARNING, msg, *args)

    def error(self, msg, *args):
        self.log(ERROR, msg, *args)

    def critical(self, msg, *args):
        self.log(CRITICAL, msg, *args)

    # An error with the traceback of e.
    def exc(self, e, msg, *args):
        self.log(ERROR, msg, *args)
        try:
            f = io.StringIO()
            sys.print_exception(e, f)
            self.log(ERROR, "%s", f.getvalue().rstrip())
        except Exception:
            pass

    def exception(self, msg, *args, exc_info=None):
        self.log(ERROR, msg, *args) if exc_info is None else self.exc(exc_info, msg, *args)


def getLogger(name="root"):
    if name not in _loggers:
        _loggers[name] = Logger(name)
    return _loggers[name]


def basicConfig(**k):
    global level
    level = k.get("level", level)
