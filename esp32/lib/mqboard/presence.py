# Is the board there? It tells others by a retained record, and itself by a round trip through the broker, which is what
# the watchdog is fed for.
import gc

import logging
from micropython import const
from mqboard import ticker
from mqboard.app import once
from mqboard.compat import core, ticks_diff, ticks_ms

_TRYING_MS = const(120000)  # no attempt to connect takes longer
_ROOM = const(16384)  # bytes of heap, in one piece


# Signal strength of the Wi-Fi in dBm; None where there is none, or one that cannot tell.
def rssi():
    try:
        from network import STA_IF, WLAN

        x = WLAN(STA_IF)
        return x.status("rssi") if x.isconnected() else None
    except (ImportError, OSError, ValueError, TypeError):
        return None


# The record on <prefix>/mqb/status: birth, last will, goodbye, and a refresh now and then.
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
        # Asking starts the driver, which costs much memory where the network is another.
        self.wifi = settings.wifi and not settings.network

    # The record as JSON, as it is now.
    def record(self):
        t = logging.clock()
        t = '"%04d-%02d-%02dT%02d:%02d:%02dZ"' % t[:6] if t else "null"
        n = ',"crashes":%d' % self.crashes if self.crashes else ""
        r = rssi() if self.wifi else None
        if r is not None:
            n += ',"rssi":%d' % r
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
            for name, f in ("clock", "keep"), ("leftovers", "begin"):
                try:
                    once(name, f)
                except Exception:
                    pass  # no NVS, or no memory for it now
        if not self.up_s % self.every and self.client.connected:
            gc.collect()
            self.announce()


# Feeds the hardware watchdog as long as an operator can get in, or cannot be expected to: the proof is a round trip
# through the broker. And tells life.py, by turn.py, when it is time for something. See mqboard-board(7).
# start.py says what the other members are.
class Guard:
    up = 0  # s since the boot
    on = 0  # s reachable, or, negative, not reachable
    proof = 0  # a round trip: 0 none in this boot yet, 1 none in this connection yet, 2 they come, 3 they have stopped
    tries = -1
    since = None  # of the connection
    noted = False

    # The round trip is complete. An operator would need room, too.
    def message(self, payload):
        if bytes(payload) == self.boot:
            if not self.app.repl:
                bytearray(_ROOM)
            self.heard = ticks_ms()
            self.proof = 2

    # Twice a second from the loop; from the timer while code blocks it. Code of an operator may do so as long as he
    # gets through to stop it. No difference of ticks may be of days: they are right for six of them only.
    def look(self, turns=False):
        now = ticks_ms()
        c = self.app.client
        live = turns or ticker.running
        if not c.up or c.err:
            if c.tries != self.tries:
                self.tries = c.tries
                self.tried = now
            if self.proof == 3 and ticks_diff(now, self.asked) > 60000:
                self.proof = 1  # there is no broker
            live = turns and ticks_diff(now, self.tried) < _TRYING_MS
        elif live:
            new = c.since != self.since
            if new and self.proof < 3:
                self.proof = min(self.proof, 1)
                self.on = min(self.on, 0)
                self.heard = now
            if new or ticks_diff(now, self.asked) >= self.every:
                if c.send(self.app.settings.prefix + "/mqb/2/in/-", self.boot):
                    self.asked = now
                    self.since = c.since
            if self.proof < 3 and ticks_diff(now, self.heard) > 2 * self.every + 10000:
                self._turn("deaf")
        if live and self.proof < 3:
            if self.wdt:
                self.wdt.feed()
        elif not turns and not self.noted and ticks_diff(now, c.beat) > 2 * self.every:
            self._turn("blocked")

    # Every second.
    def second(self):
        self.up += 1
        if self.app.client.up and self.proof == 2:
            self.on = max(self.on, 0) + 1
        else:
            self.on = min(self.on, 0) - 1
        if self.on == self.allok:
            self.allok += 10  # if this fails
            self._turn("good")
        elif self.on == self.far:
            self._turn("far")
        elif self.up == self.due:
            self.due += 60
            self._turn("late")

    def _turn(self, what):
        once("turn", "turn", self, what)
