# What still works while code blocks the event loop: a soft timer looks after the connection, lets the
# REPL see an INTERRUPT, and raises KeyboardInterrupt in the code that runs.
#
# Set `running` around code that may block (and clear it while that code runs a nested event loop);
# without it the tick steps in when the loop has not turned for 3 s. `hold` > 0 = no interrupt now.
import os
import micropython
from .compat import VERSION, ticks_ms, ticks_diff

running = False
hold = 0
on_tick = []  # small functions, called in each tick that steps in
_client = _timer = None
_want = _in = False


# Asks for a KeyboardInterrupt in the code that runs, again with each tick until running is cleared (or
# the loop turns again). Call cancel() when the code has ended.
def interrupt():
    global _want
    _want = True


def cancel():
    global _want
    _want = False


def _tick(_):
    global _want, _in
    c = _client
    lk = c.lk
    if lk.busy or _in:
        lk.missed = True  # leave() calls us then
        return
    now = ticks_ms()
    lk.armed = False
    d = ticks_diff(now, c.beat)
    if not running and d < 3000:
        _want = False
        return
    _in = True
    try:
        if not running or d > 200:
            c.tick(now)
            for f in on_tick:
                f()
    except Exception:
        pass
    _in = False
    if _want and not hold and not lk.busy:
        # Straight after this callback the scheduler calls the C function, which sets the pending
        # exception. Raised here, in the callback, it would be printed and lost.
        lk.armed = True
        try:
            if VERSION >= (1, 29, 0):
                micropython.schedule(micropython.kbd_intr, None)
            else:
                micropython.schedule(os.dupterm_notify, None)
        except RuntimeError:  # queue full: next tick
            lk.armed = False


# Starts the timer; again after an interrupt came out of the event loop, as Client.start().
def start(client, timer=0, period=150):
    global _client, _timer, _in, _want
    from machine import Timer

    _client = client
    _in = _want = False
    client.lk.late = _tick
    if not _timer:
        _timer = Timer(timer)
        _timer.init(mode=Timer.PERIODIC, period=period, callback=_tick)


def stop():
    global _timer
    if _timer:
        _timer.deinit()
        _timer = None
