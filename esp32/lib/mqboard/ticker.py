# What still works while code blocks the event loop: a soft timer looks after the connection, lets the
# REPL see an INTERRUPT, and raises KeyboardInterrupt in the code that runs.
#
# Set `running` around code that may block (and clear it while that code turns a nested event loop);
# without it the tick steps in when the loop has not turned for 3 s.
import io
import os
import micropython
from .compat import VERSION, ticks_ms, ticks_diff

running = False
hold = 0  # > 0: no interrupt now, the next tick tries again
lost_ms = 120000  # code that blocks the loop is interrupted when the broker is out of reach this long; 0 = never
on_tick = []  # small functions, called in each tick that steps in
_client = _timer = _key = None
_want = _in = False
_lost = None


# Raises KeyboardInterrupt in the code that runs, once. It may be swallowed there: whoever asked asks again.
def interrupt():
    global _want
    _want = True
    if not _in:
        _inject()


# For readinto() of the stream that sits in os.dupterm while `running`: True = answer with the interrupt character.
def take():
    global _want
    x = _want
    _want = False
    return x


cancel = take  # withdraws an interrupt that has not happened yet


# Takes the place of the terminal's second stream until the interrupt character was read.
class _Key(io.IOBase):
    old = None

    def ioctl(self, op, arg):
        return 0

    def write(self, b):
        return self.old.write(b) if self.old else len(b)

    def readinto(self, b):
        os.dupterm(self.old)
        self.old = None
        if not take():
            return None
        b[0] = 3
        return 1


# From MicroPython code the exception would hit this very code (in a callback: be printed and lost). The
# scheduler calls the C function that sets it directly, between two bytecodes of the code that runs.
def _inject():
    global _key, _want
    c = _client
    if hold or c.busy:
        c.missed = True
        return
    c.armed = True  # until the next tick
    try:
        if VERSION >= (1, 29, 0):
            micropython.schedule(micropython.kbd_intr, None)
            _want = False
            return
        if not _key:
            _key = _Key()
        x = os.dupterm(_key)
        if x and running and x is not _key:
            os.dupterm(x)  # the REPL's, which asks take()
        elif x is not _key:
            _key.old = x
        micropython.schedule(os.dupterm_notify, None)
    except RuntimeError:  # the queue is full: next tick
        c.armed = False


# What a tick does when code blocks the loop.
def _step(c):
    global _want, _lost
    now = ticks_ms()
    d = ticks_diff(now, c.beat)
    if not running and d < 3000:
        _want = False
        _lost = None
    elif not running or d > 200:
        c.tick(now)
        for f in on_tick:
            f()
        if c.connected and not c.err:
            _lost = None
        elif _lost is None:
            _lost = now
        elif lost_ms and ticks_diff(now, _lost) > lost_ms:
            _want = True
            _lost = now


# x: False if leave() calls, outside of the timer's callback, because the timer had come in between enter()
# and leave(). There an interrupt that is under way (armed) could hit this code; the next tick comes soon.
def _tick(x):
    global _in
    c = _client
    if c.busy or _in:
        c.missed = True
        return
    try:
        _in = True
        if x is False and c.armed:
            return
        c.armed = False
        _step(c)
    except Exception:
        pass
    finally:
        _in = False
    if _want:
        _inject()


# Starts the timer; again after an interrupt came out of the event loop, as Client.start().
def start(client, timer=0, period=150):
    global _client, _timer, _in, _want
    from machine import Timer

    _client = client
    _in = _want = False
    client.late = _tick
    if not _timer:
        _timer = Timer(timer)
        _timer.init(mode=Timer.PERIODIC, period=period, callback=_tick)
