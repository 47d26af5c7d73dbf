# A part: how the board is, every `sysinfo_s` seconds (60), as JSON on <prefix>/sysinfo at QoS 0. What cannot be sent is
# not kept: old figures are of no use.
import gc
import json

import logging
from mqboard.compat import asyncio
from mqboard.presence import rssi
from time import ticks_add, ticks_diff, ticks_ms

_ups = 0


def _up():
    global _ups
    _ups += 1


# The largest block that the system can give, which TLS needs 16 KB of: the heap of Python says nothing about it.
def _largest():
    try:
        from esp32 import HEAP_DATA, idf_heap_info

        return max([x[2] for x in idf_heap_info(HEAP_DATA)])
    except (ImportError, ValueError):
        return None


# up: s; free: bytes of Python's heap; largest, rssi: or null; reconnects; lost: log lines.
def info(up_s):
    gc.collect()
    return {
        "up": up_s,
        "free": gc.mem_free(),
        "largest": _largest(),
        "rssi": rssi(),
        "reconnects": max(0, _ups - 1),
        "lost": logging.dropped,
    }


async def start(client, settings):
    if client.up:
        _up()
    client.on_up(_up)
    every = getattr(settings, "sysinfo_s", 60)
    topic = settings.prefix + "/sysinfo"
    up_s = 0
    t = ticks_ms()
    while True:
        client.send(topic, json.dumps(info(up_s)).encode())
        await asyncio.sleep(every)
        d = ticks_diff(ticks_ms(), t) // 1000
        up_s += d
        t = ticks_add(t, d * 1000)
