# The module time of a board: its epoch is 2000-01-01, and its clock can be set.
import time as _host
from . import state

_EPOCH_SECONDS = 946684800
_EPOCH_NS = 946684800000000000
_offset_ns = 0  # what the board's clock is ahead of the host's


def time_ns():
    return _host.time_ns() - _EPOCH_NS + _offset_ns


def time():
    return time_ns() // 1000000000


def localtime(seconds=None):
    return _host.gmtime((time() if seconds is None else seconds) + _EPOCH_SECONDS)[:8]


gmtime = localtime


# The unix port counts in the host's zone, so the days are counted here.
def mktime(t):
    year, month, day = t[0], t[1], t[2]
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    y = year - (month < 3)
    days = y * 365 + y // 4 - y // 100 + y // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day - 730426
    return ((days * 24 + t[3]) * 60 + t[4]) * 60 + t[5]


# Sets the clock to these seconds since 2000; a warm reset keeps it.
def set_time(seconds):
    global _offset_ns
    _offset_ns = seconds * 1000000000 - (_host.time_ns() - _EPOCH_NS)
    state.save("clock", str(_offset_ns).encode())


# A clock that nothing has set shows 2000-01-01; by default it has been set, as by NTP.
def begin():
    global _offset_ns
    saved = state.load("clock")
    if saved is not None:
        _offset_ns = int(saved)
    elif state.options.get("CLOCK") == "unset":
        set_time(0)
