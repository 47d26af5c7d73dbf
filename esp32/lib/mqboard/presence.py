# The board's record on <prefix>/mqb/status, retained: birth, last will, goodbye, and a refresh now and then.
import gc

import logging
from mqboard.app import once
from mqboard.compat import core


class Presence:
    up_s = 0  # since the start
    crashes = 0  # records in the crash log
    busy = again = False
    client = None

    # fixed: the members of the record that never change, as JSON without the closing brace; mode: mode and why.
    # See start.py.
    def __init__(self, settings, boot, fixed, mode):
        self.boot = boot
        self.fixed = fixed
        self.mode = mode
        self.every = settings.status_s
        self.topic = settings.prefix + "/mqb/status"

    # The record as JSON, as it is now.
    def record(self):
        t = logging.clock()
        t = '"%04d-%02d-%02dT%02d:%02d:%02dZ"' % t[:6] if t else "null"
        n = ',"crashes":%d' % self.crashes if self.crashes else ""
        return '%s,%s,"free":%d,"up":%d,"time":%s%s}' % (self.fixed, self.mode, gc.mem_free(), self.up_s, t, n)

    # Says what is so now; never waits.
    def announce(self):
        self.again = True
        if not self.busy:
            self.busy = True
            core.create_task(self._run())

    async def _run(self):
        try:
            while self.again:
                self.again = False
                await self.client.publish(self.topic, self.record(), 1, True)
        except OSError:
            pass  # the next connection announces anew
        finally:
            self.busy = False

    # Every second.
    def tick(self):
        self.up_s += 1
        if self.up_s % 21600 == 60:
            try:
                once("clock", "keep")
            except Exception:
                pass  # no NVS, or no memory for it now
        if not self.up_s % self.every and self.client.connected:
            gc.collect()
            self.announce()
