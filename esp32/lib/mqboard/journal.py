# The commands log and bootlog.
import logging

from mqboard.control import Done
from mqboard.request import Refused
from mqboard.streams import Out

_MOST = 32  # loggers that the wire may name
_LEVELS = ("default", "debug", "info", "warning", "error", "critical")


def _level(x):
    if isinstance(x, str):
        if x.lower() not in _LEVELS:
            raise ValueError("level")
        return _LEVELS.index(x.lower()) * 10
    if not isinstance(x, int) or isinstance(x, bool) or not 0 <= x <= 100:
        raise ValueError("level")
    return x


# Sets a level, of one logger or, without a name, of all; answers the levels that are in force.
def log(request, head):
    level = head.get("level")
    name = head.get("logger")
    all = logging._loggers
    if level is not None:
        level = _level(level)
        if name is None:
            logging.level = level or 20
            for x in all.values():
                x.level = 0
        elif not isinstance(name, str) or not 0 < len(name) <= 40:
            raise ValueError("logger")
        elif name not in all and len(all) >= _MOST:
            raise Refused("too-big", "at most %d loggers" % _MOST)
        else:
            logging.getLogger(name).setLevel(level)
    levels = {}
    for name in all:
        if all[name].level:
            levels[name] = all[name].level
    return Done(request, {"ok": True, "level": logging.level, "levels": levels})


# The first lines of this boot, and those that were not carried away yet.
def bootlog(request, head):
    s = request.board.settings
    out = request.out = Out(request, request.win, s.output, s.chunk)
    n = 0
    for line in logging.boot + [x for x in logging.lines if x not in logging.boot]:
        b = line.encode() + b"\n"
        if out.write(0, b) < len(b):
            break
        n += 1
    return Done(request, {"ok": True, "n": n})


COMMANDS = {"log": log, "bootlog": bootlog}
