# The logging that people know, small: getLogger("name").info("x = %d", x). Lines go to the console and into
# a bounded list, from which mqboard.logs carries them to the broker. Logging never raises and never waits.
#
# A line: severity letter, time (milliseconds since boot while the clock is not set), name, text.
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
lines = []  # at most 24 of at most 220 characters that were not carried away yet, oldest first
dropped = 0  # lines that there was no room for
on_line = None  # called after a line was added; must not log
_loggers = {}


def _emit(lev, name, text):
    global dropped, printing
    t = time.gmtime()
    if t[0] < 2024:
        t = str(time.ticks_ms())
    else:
        t = "%02d:%02d:%02d.%03d" % (t[3], t[4], t[5], time.time_ns() // 1000000 % 1000)
    s = "%s %s %8s: %s" % ("DIWEC"[min(4, max(0, lev // 10 - 1))], t, name, text[:200])
    if console:
        try:
            printing = True
            console(s)
        finally:
            printing = False
    if len(lines) == 24:
        lines.pop(0)
        dropped += 1
    lines.append(s)
    if on_line:
        on_line()


class Logger:
    level = 0

    def __init__(self, name):
        self.name = name

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
        self.log(10, msg, *args)

    def info(self, msg, *args):
        self.log(20, msg, *args)

    def warning(self, msg, *args):
        self.log(30, msg, *args)

    def error(self, msg, *args):
        self.log(40, msg, *args)

    def critical(self, msg, *args):
        self.log(50, msg, *args)

    # An error with the traceback of e: exc(e, "what happened to %s", x).
    def exc(self, e, msg, *args):
        self.log(40, msg, *args)
        try:
            import io

            f = io.StringIO()
            sys.print_exception(e, f)
            self.log(40, f.getvalue()[:-1])
        except Exception:
            pass

    exception = exc


def getLogger(name="root"):
    if name not in _loggers:
        _loggers[name] = Logger(name)
    return _loggers[name]


def basicConfig(**k):
    global level
    level = k.get("level", level)
