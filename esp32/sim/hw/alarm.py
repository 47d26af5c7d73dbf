# One thread for all timers and the watchdog. There is no global lock in the unix port, so the thread shares only lists
# of fixed length with the main thread, and it allocates nothing.
import _thread
import micropython
import time
from . import libc

SLOTS = 6  # four hardware timers, the watchdog, an image that crashes
WATCHDOG = 4
CRASH = 5
_on = [False] * SLOTS
_due = [0] * SLOTS
_period = [0] * SLOTS  # 0: fires once
_call = [None] * SLOTS  # scheduled with None as its argument; the last two are called in the thread
_queued = [False] * SLOTS
_main = libc.pthread_self()
_wake_read, _wake_write = libc.pipe()


# Arms a slot; call(None) then runs in the main thread as a scheduled callback and must begin with done(slot).
def start(slot, ms, periodic, call):
    _on[slot] = False
    _call[slot] = call
    _queued[slot] = False
    _period[slot] = ms if periodic else 0
    _due[slot] = time.ticks_add(time.ticks_ms(), ms)
    _on[slot] = True
    libc.write(_wake_write, b"!", 1)


def stop(slot):
    _on[slot] = False


def is_on(slot):
    return _on[slot]


# Puts off a slot that is armed (feeds the watchdog).
def postpone(slot, ms):
    _due[slot] = time.ticks_add(time.ticks_ms(), ms)


def done(slot):
    _queued[slot] = False


def _fire(slot, now):
    if slot >= WATCHDOG:
        _call[slot]()
        return
    if _period[slot]:
        late = time.ticks_diff(now, _due[slot])
        _due[slot] = time.ticks_add(now, max(1, _period[slot] - late % _period[slot]))
    else:
        _on[slot] = False
    if not _queued[slot]:
        try:
            _queued[slot] = True
            micropython.schedule(_call[slot], None)
        except RuntimeError:
            _queued[slot] = False  # the queue is full: the ESP32 drops the call, too
    libc.pthread_kill(_main, libc.SIGWAKE)  # ends select() and sleep() of the main thread, as the ESP32 does


def _run():
    ticks = time.ticks_ms
    diff = time.ticks_diff
    wanted = bytearray(8)  # struct pollfd: the pipe's end, POLLIN
    wanted[0] = _wake_read & 255
    wanted[1] = _wake_read >> 8
    wanted[4] = 1
    trash = bytearray(16)
    while True:
        wait = -1
        i = 0
        while i < SLOTS:
            if _on[i]:
                left = diff(_due[i], ticks())
                if left <= 0:
                    _fire(i, ticks())
                    continue
                if wait < 0 or left < wait:
                    wait = left
            i += 1
        if libc.poll(wanted, 1, wait) > 0:
            libc.read(_wake_read, trash, 16)


def begin():
    libc.handle_quietly(libc.SIGWAKE)
    _thread.stack_size(64 * 1024)
    _thread.start_new_thread(_run, ())
