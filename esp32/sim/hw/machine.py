# The module machine of a board.
from . import alarm, console, state, time

PWRON_RESET = 1
HARD_RESET = 2
WDT_RESET = 3
DEEPSLEEP_RESET = 4
SOFT_RESET = 5

_cause = PWRON_RESET
_frequency = 160000000
_reset = None


def reset():
    _reset(HARD_RESET)


def soft_reset():
    raise SystemExit


def deepsleep(ms=0):
    state.save("sleep", str(ms).encode())
    _reset(DEEPSLEEP_RESET)


def lightsleep(ms=0):
    time.sleep_ms(ms)


def idle():
    time.sleep_ms(1)


# There are no interrupts that could be held back.
def disable_irq():
    return 0


def enable_irq(_):
    pass


def reset_cause():
    return _cause


def wake_reason():
    return 4 if _cause == DEEPSLEEP_RESET else 0


# Six bytes that stay the same for a board: made from its flash folder by the runner.
def unique_id():
    from binascii import unhexlify

    return unhexlify(state.options.get("UNIQUE_ID", "24a160000001"))


def freq(hz=None):
    global _frequency
    if hz is None:
        return _frequency
    if hz not in (20000000, 40000000, 80000000, 160000000, 240000000):
        raise ValueError("frequency must be 20MHz, 40MHz, 80Mhz, 160MHz or 240MHz")
    _frequency = hz


# A hardware timer: its callback runs as a scheduled function of the main thread.
class Timer:
    ONE_SHOT = 0
    PERIODIC = 1

    def __init__(self, id, **settings):
        if not 0 <= id < 4:
            raise ValueError("invalid Timer number")
        self._id = id
        self._callback = None
        self._bound = self._fire
        if settings:
            self.init(**settings)

    def init(self, *, mode=1, freq=-1, period=-1, callback=None, tick_hz=1000, hard=False):
        if freq > 0:
            period = int(1000 / freq)
        else:
            period = period * 1000 // tick_hz
        self._callback = callback
        alarm.start(self._id, max(1, period), mode == 1, self._bound)

    def _fire(self, _):
        alarm.done(self._id)
        try:
            if self._callback is not None:
                return self._callback(self)
        except BaseException as e:
            console.print_exception(e)

    def deinit(self):
        alarm.stop(self._id)
        self._callback = None


# The watchdog cannot be stopped; it survives a soft reset.
class WDT:
    def __init__(self, id=0, timeout=5000):
        if id != 0:
            raise ValueError("WDT(%d) doesn't exist" % id)
        if timeout <= 0:
            raise ValueError("WDT timeout too short")
        self._start(timeout)

    def _start(self, timeout):
        state.watchdog_ms = timeout // int(state.options.get("WATCHDOG_DIVIDE", "1"))
        alarm.start(alarm.WATCHDOG, state.watchdog_ms, False, _bite)

    def feed(self):
        alarm.postpone(alarm.WATCHDOG, state.watchdog_ms)


# Runs in the alarm thread.
def _bite():
    _reset(WDT_RESET)


# A pin: an output is a light that the console can show, an input reads what was written to it.
class Pin:
    IN = 1
    OUT = 3
    OPEN_DRAIN = 7
    PULL_UP = 2
    PULL_DOWN = 1
    IRQ_RISING = 1
    IRQ_FALLING = 2
    _levels = {}

    def __init__(self, id, mode=-1, pull=-1, *, value=None, drive=None, hold=None):
        self._id = id
        self.init(mode, pull, value=value)

    def init(self, mode=-1, pull=-1, *, value=None, drive=None, hold=None):
        if value is not None:
            self.value(value)

    def value(self, *level):
        if not level:
            return Pin._levels.get(self._id, 0)
        level = 1 if level[0] else 0
        if Pin._levels.get(self._id) != level:
            Pin._levels[self._id] = level
            _show(self._id, level)

    def __call__(self, *level):
        return self.value(*level)

    def on(self):
        self.value(1)

    def off(self):
        self.value(0)

    def toggle(self):
        self.value(not self.value())

    def irq(self, handler=None, trigger=3, **_):
        self._handler = handler

    def __repr__(self):
        return "Pin(%d)" % self._id


# A light on the console: at the right edge of a terminal, or as a line of its own.
def _show(pin, level):
    how = state.options.get("LED", "off")
    if how == "lines":
        console.to_host("[LED %d %s]\n" % (pin, "on" if level else "off"))
    elif how == "terminal":
        console.to_host("\x1b7\x1b[999C\x1b[8D %2d \x1b[%dm●\x1b[0m\x1b8" % (pin, 92 if level else 90))


# The clock and the memory that a reset leaves alone.
class RTC:
    def __init__(self, id=0):
        pass

    def memory(self, data=None):
        if data is None:
            return state.load("rtc") or b""
        if len(data) > 2048:
            raise ValueError("buffer too long")
        state.save("rtc", data)

    def datetime(self, when=None):
        if when is None:
            ns = time.time_ns()
            t = time.localtime(ns // 1000000000)
            return (t[0], t[1], t[2], t[6], t[3], t[4], t[5], ns // 1000 % 1000000)
        time.set_time(time.mktime((when[0], when[1], when[2], when[4], when[5], when[6], 0, 0)))

    def init(self, when):
        self.datetime(when)


# Called by power.on: reset_board(cause) ends this life of the board at once.
def begin(cause, reset_board):
    global _cause, _reset
    _cause = cause
    _reset = reset_board
    left = state.load("watchdog")
    if left is not None:
        state.save("watchdog", None)
        WDT(timeout=int(left) * int(state.options.get("WATCHDOG_DIVIDE", "1")))
