# What comes from the broker: each packet is checked, and ends in a callback, an acknowledgement or a
# closed connection. Nothing that the broker sends raises an exception.
import logging
from .compat import ticks_ms, Gate
from . import codec
from .link import Link

REFUSED = ("", "protocol", "client id", "no service", "bad login", "forbidden")

log = logging.getLogger("mqtt")


class Packets(Link):
    def __init__(self, size):
        super().__init__(size)
        self.gate = Gate()  # whoever waits for room, an acknowledgement or a connection
        self.work = Gate()  # the task that writes
        self.subs = []  # (filter, qos, callback)
        self.fly = []  # QoS 1: [packet identifier, packet, 0 unsent | 1 sent | 2 to be sent again, times]
        self.ups = []
        self.urgent = None
        self.connected = self.up = False
        self.pid = self.sub = self.drops = 0  # sub: packet identifier of the SUBSCRIBE under way

    # Writes or queues a packet of our own. Out of memory: the connection is given up.
    def packet(self, x):
        self.enter()
        try:
            self.put(x, True)
        except MemoryError as e:
            self.err = e
        self.leave()
        if self.pend:
            self.work.open()

    # All filters in one packet, each time: the broker replaces what it has.
    def resubscribe(self):
        if not self.subs:
            return self._ready()
        self.stage("SUBACK")
        self.sub = self.new_pid()
        b = codec.pair(self.sub)
        for s in self.subs:
            b += codec.field(s[0]) + bytes((s[1],))
        self.packet(codec.packet(0x82, b))

    # Handles the complete packets in the buffer.
    def take(self):
        if self.hold:
            return
        b = self.buf
        while not self.err:
            self.enter()
            h = self.next()
            self.leave()
            if not h:
                return
            p = self.p
            n = self.e - p
            if h >> 4 == 3:
                if self._message(h, p, self.e):
                    continue
            elif h == 0x40 and n == 2:
                self._acked(b[p] << 8 | b[p + 1])
                continue
            elif h == 0xD0 and not n:
                continue
            elif h == 0x90 and n > 2 and b[p] << 8 | b[p + 1] == self.sub:
                self._suback(p + 2)
                continue
            elif h == 0x20 and n == 2 and not self.connected:
                self._connack(b[p + 1])
                continue
            self.fail("malformed packet")

    # Index behind topic and packet identifier of a PUBLISH, 0 = malformed
    def _split(self, h, p, e):
        i = p + 2
        if i > e or h & 6 > 2 or not self.connected:
            return 0
        i += self.buf[p] << 8 | self.buf[p + 1]
        if h & 2:
            i += 2
        return i if i <= e else 0

    def _puback(self, i):
        self.packet(b"\x40\2" + self.buf[i - 2 : i])

    def _message(self, h, p, e):
        i = self._split(h, p, e)
        if not i:
            return False
        if h & 2:
            # before the callback: what crashes the board must not come back with every restart
            self._puback(i)
        m = self.mv
        try:
            t = str(m[p + 2 : i - (h & 2)], "utf8")
        except UnicodeError:
            return False
        except MemoryError:
            self.drops += 1
            return True
        if not t:
            return False
        self.hold = True
        for s in self.subs:
            if codec.match(s[0], t):
                try:
                    s[2](t, m[i:e], h)
                except (Exception, KeyboardInterrupt) as x:
                    log.exc(x, t)
        self.hold = False
        return True

    def _acked(self, pid):
        for e in self.fly:
            if e[0] == pid and e[2] == 1:
                e[3] = 0
                self.fly.remove(e)
                self.gate.open()
                return

    def _connack(self, code):
        if code:
            self.fail("refused: " + REFUSED[code] if code < 6 else "refused")
            return
        self.connected = True
        self.due = None
        self.resubscribe()
        self.refly()

    def _suback(self, i):
        self.sub = 0
        for s in self.subs:
            if i < self.e and self.buf[i] > 2:
                log.error("refused: %s", s[0])
            i += 1
        self._ready()

    # All subscriptions are in force.
    def _ready(self):
        self.due = None
        if self.up:
            return
        self.up = True
        self.since = ticks_ms()
        log.info("connected")
        for f in self.ups:
            try:
                f()
            except Exception as x:
                log.exc(x, "on_up")
        self.gate.open()

    # For scan(): does REPL take this packet now?
    def _now(self, h, p, e):
        if h == 0xD0:
            return True
        if h >> 4 != 3 or not self.urgent:
            return False
        i = self._split(h, p, e)
        if not i:
            return False
        try:
            if not self.urgent(str(self.mv[p + 2 : i - (h & 2)], "utf8"), self.mv[i:e]):
                return False
        except Exception:
            return False
        if h & 2:
            self._puback(i)
        return True
