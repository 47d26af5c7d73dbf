# The board's record on <prefix>/mqb/status, retained: birth, last will, goodbye, and a refresh now and then.
import gc
import json
import os
import sys
import time

from mqboard import VERSION
from mqboard.compat import asyncio, core

_REASONS = ("", "power", "hard", "wdt", "sleep", "soft")


class Presence:
    # boot: 8 hex digits. mode: "normal" or "safe". start(client) comes when there is one: it wants the will first.
    def __init__(self, settings, boot, mode="normal"):
        self.settings = settings
        self.boot = boot
        self.mode = mode
        self.topic = settings.prefix + "/mqb/status"
        self.up_s = 0
        self.pending = False
        self.again = False
        self.reason, self.boots = _count_boot()

    def will(self):
        return self.topic, self._offline("lost"), 1, True

    def _offline(self, reason):
        return json.dumps({"mqb": 2, "state": "offline", "boot": self.boot, "reason": reason})

    def record(self):
        s = self.settings
        now = time.gmtime()
        r = {
            "mqb": 2,
            "state": "online",
            "boot": self.boot,
            "mode": self.mode,
            "reason": self.reason,
            "boots": self.boots,
            "version": VERSION,
            "python": ".".join([str(n) for n in sys.implementation[1][:3]]),
            "machine": str(getattr(sys.implementation, "_machine", sys.platform))[:60],
            "platform": sys.platform,
            "free": gc.mem_free(),
            "up": self.up_s,
            "caps": ["exec", "await", "file", "v1", "bundle"],
            "chunk": s.chunk,
            "window": s.window,
            "sessions": s.sessions,
            "time": "%04d-%02d-%02dT%02d:%02d:%02dZ" % now[:6] if now[0] >= 2024 else None,
        }
        if s.name:
            r["name"] = str(s.name)[:60]
        return r

    def start(self, client):
        self.client = client
        client.on_up(self.announce)

    # Says what is so now; never waits.
    def announce(self):
        self.again = True
        if not self.pending:
            self.pending = True
            core.create_task(self._publish())

    async def _publish(self):
        try:
            while self.again:
                self.again = False
                await self.client.publish(self.topic, json.dumps(self.record()), 1, True)
        except OSError:
            pass  # the next connection announces anew
        finally:
            self.pending = False

    # Every second.
    def tick(self, seconds):
        before = self.up_s // self.settings.status_s
        self.up_s += seconds
        if self.up_s // self.settings.status_s != before and self.client.connected:
            gc.collect()
            self.announce()

    # A clean end: the last will does not come then. reason: "reset" or "bye".
    async def goodbye(self, reason):
        try:
            await self.client.publish(self.topic, self._offline(reason), 1, True, 2000)
            await self.client.stop()
        except (OSError, asyncio.TimeoutError):
            pass


# (why the board was reset, how often it has started)
def _count_boot():
    reason = "power"
    boots = 0
    try:
        import machine

        reason = _REASONS[machine.reset_cause()]
        from esp32 import NVS

        nvs = NVS("mqboard")
        try:
            boots = nvs.get_i32("boots")
        except OSError:
            pass
        boots += 1
        nvs.set_i32("boots", boots)
        nvs.commit()
    except (ImportError, OSError, IndexError, AttributeError):
        pass
    return reason, boots


def new_boot():
    return "".join(["%02x" % b for b in os.urandom(4)])
