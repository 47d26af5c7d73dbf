# The clock before anybody has set it. An ESP32 begins in 2000, and from MicroPython 1.22 on it refuses certificates that
# are not valid yet: so the clock starts at the last time that was known (kept in NVS), at least when this was released. That
# is a guess, and nobody is told it as the time; TLS needs no more. Loaded at the start and when the time is kept.
import time

import logging

_RELEASED = 846806400  # 2026-11-01, seconds since 2000; test_release.py holds it to CHANGELOG.md
_EPOCH = 0 if time.gmtime(0)[0] == 2000 else 946684800


def _nvs():
    from esp32 import NVS

    return NVS("mqboard")


def _get(nvs, key):
    try:
        return nvs.get_i32(key)
    except OSError:
        return 0


# At the start: sets the clock, if it is behind.
def floor():
    nvs = _nvs()
    least = max(_get(nvs, "time"), _RELEASED)
    now = time.time() - _EPOCH
    if now < least:
        from machine import RTC

        t = time.gmtime(least + _EPOCH)
        RTC().datetime((t[0], t[1], t[2], t[6], t[3], t[4], t[5], 0))
        if not _get(nvs, "guess"):
            nvs.set_i32("guess", 1)
            nvs.commit()
    elif not _get(nvs, "guess"):  # a warm reset leaves the clock going, and with it a guess
        return
    logging.guess = time.time(), logging.ticks_ms()


# Now and then, and when the clock was set: keeps the time, if it is known.
def keep():
    if logging.clock():
        nvs = _nvs()
        nvs.set_i32("time", time.time() - _EPOCH)
        if _get(nvs, "guess"):
            nvs.set_i32("guess", 0)
        nvs.commit()
