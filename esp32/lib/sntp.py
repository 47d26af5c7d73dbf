# A part: the clock by SNTP, now and every `sntp_s` seconds, beside everything else. Settings of its own: sntp, the
# server; sntp_s. The name is resolved as the broker's is: that may block the board for seconds when no name server answers.
import os
import socket
import time

import logging
from mqboard.app import once
from mqboard.compat import asyncio, core

log = logging.getLogger("sntp")
_TO_2000 = 3155673600  # seconds from 1900, where NTP counts from
_EPOCH = 0 if time.gmtime(0)[0] == 2000 else 946684800


def _readable(s):
    core._io_queue.queue_read(s)
    yield


# The answer to our own question: nobody else knows the nonce.
async def _answer(s, nonce):
    while True:
        await _readable(s)
        b = s.recv(48)
        if len(b) == 48 and b[24:32] == nonce and b[0] & 7 == 4 and 0 < b[1] < 16:
            return b


# Seconds since 2000, and microseconds, from 8 bytes of NTP. Its seconds begin anew in 2036.
def decode(b):
    n = int.from_bytes(b[:4], "big")
    if n < 1 << 31:
        n += 1 << 32
    return n - _TO_2000, int.from_bytes(b[4:8], "big") * 1000000 >> 32


# Asks once and sets the clock; returns by how many seconds it was wrong.
async def ask(host, port=123, timeout_ms=3000):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        s.setblocking(False)
        s.connect(socket.getaddrinfo(host, port)[0][-1])
        nonce = os.urandom(8)
        start = time.ticks_ms()
        s.send(b"\x23" + bytes(39) + nonce)
        b = await asyncio.wait_for_ms(_answer(s, nonce), timeout_ms)
        t, us = decode(b[40:])
        us += time.ticks_diff(time.ticks_ms(), start) * 500  # half of the way there and back
    finally:
        s.close()
    return _set(t + us // 1000000, us % 1000000)


def _set(t, us):
    from machine import RTC

    before = time.time()
    x = time.gmtime(t + _EPOCH)
    RTC().datetime((x[0], x[1], x[2], x[6], x[3], x[4], x[5], us))
    logging.guess = None
    try:
        once("clock", "keep")
    except (ImportError, OSError):
        pass  # a port without NVS
    return t + _EPOCH - before


async def start(client, settings):
    host = getattr(settings, "sntp", "pool.ntp.org")
    every = getattr(settings, "sntp_s", 21600)
    host, port = host if isinstance(host, tuple) else (host, 123)
    wait = 5
    while True:
        try:
            d = await ask(host, port)
            if abs(d) > 1:
                log.info("the clock was wrong by %d s", d)
            wait = every
        except (OSError, asyncio.TimeoutError) as e:
            log.info("no answer of %s: %s", host, repr(e))
            wait = min(wait * 2, every)
        await asyncio.sleep(wait)
