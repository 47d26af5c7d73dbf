# MQTT 3.1.1 packets: how PUBLISH is written, and what comes from the broker: each packet is checked, and ends in a
# callback, an acknowledgement or a closed connection. Nothing that the broker sends raises an exception.
import logging
from .compat import ticks_ms
from .link import Link

log = logging.getLogger("mqtt")


# Writes the remaining length n to b[1] and on; returns the index behind it.
def length(b, n):
    i = 1
    while n > 127:
        b[i] = n & 127 | 128
        n >>= 7
        i += 1
    b[i] = n
    return i + 1


# Writes the head of a PUBLISH with n bytes of payload into b, which holds len(topic) + 9 bytes or more;
# returns the head's length. pid 0 = QoS 0.
def publish(b, first, topic, pid, n):
    t = len(topic)
    b[0] = first
    i = length(b, n + t + (4 if pid else 2))
    b[i] = t >> 8
    b[i + 1] = t & 255
    i += 2
    b[i : i + t] = topic
    i += t
    if pid:
        b[i] = pid >> 8
        b[i + 1] = pid & 255
        i += 2
    return i


# A topic that may be published to, as bytes. A bad one would make the broker hang up, again and again.
def topic_bytes(t):
    if "#" in t or "+" in t or "\0" in t:
        raise ValueError("topic")
    t = t.encode()
    if not 0 < len(t) <= 256:
        raise ValueError("topic")
    return t


# Does the filter f take the topic t?
def match(f, t):
    if f == t:
        return True
    # not t[0]: a string of one character is looked for among all names that there are
    if t.startswith("$") and not f.startswith("$"):
        return False
    i = f.find("+")
    n = len(f) - 1
    if i < 0:
        return f.endswith("#") and (t.startswith(f[:n]) or t == f[: n - 1])
    if i == n:
        return t.startswith(f[:n]) and t.find("/", n) < 0
    f = f.split("/")
    t = t.split("/")
    n = 0
    for x in f:
        if x == "#":
            return True
        if n == len(t) or x != "+" and x != t[n]:
            return False
        n += 1
    return n == len(t)


class Packets(Link):
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

    # Handles the complete packets in the buffer. While hold is set the tick moves nothing in it.
    def take(self):
        if self.hold:
            return
        while not self.err:
            self.enter()
            self.hold = False
            h = self.next()
            self.hold = True
            self.leave()
            if not h:
                break
            b = self.buf
            p = self.p
            n = self.e - p
            i = b[p] << 8 | b[p + 1] if n > 1 else 0
            if h >> 4 == 3 and self._message(h, p, self.e):
                continue
            if h == 0x40 and n == 2:
                for x in self.fly:
                    if x[0] == i and x[2] == 1:
                        x[3] = 0
                        self.fly.remove(x)
                        self.gate.open()
                        break
            elif h == 0x90 and n > 2 and i == 0xFFFF:
                self._ready(bytes(b[p + 2 : self.e]))
            elif h == 0x20 and n == 2 and not self.connected:
                self._connack(b[p + 1])
            elif h != 0xD0 or n:
                self.fail("malformed packet")
        self.hold = False

    # Index behind topic and packet identifier of a PUBLISH, 0 = malformed
    def _split(self, h, p, e):
        i = p + 2
        if i > e or h & 6 > 2 or not self.connected:
            return 0
        i += (self.buf[p] << 8 | self.buf[p + 1]) + (h & 2)
        return i if i <= e else 0

    def _message(self, h, p, e):
        i = self._split(h, p, e)
        if not i:
            return False
        m = self.mv
        if h & 2:
            # before the callback: what crashes the board must not come back with every restart
            self.packet(b"\x40\2" + m[i - 2 : i])
        try:
            t = str(m[p + 2 : i - (h & 2)], "utf8")
        except UnicodeError:
            return False
        except MemoryError:
            self.over += 1
            return True
        if not t:
            return False
        for f, c in self.subs:
            if match(f, t):
                try:
                    c(t, m[i:e], h)
                except (Exception, KeyboardInterrupt) as x:
                    log.exc(x, t)
        return True

    def _connack(self, n):
        if n:
            from .connect import refusal

            self.fail(refusal(n))
            return
        self.connected = True
        self.resubscribe()
        self.refly()

    # The subscriptions are in force; codes: what the broker said to each.
    def _ready(self, codes):
        self.due = None
        for c in codes:
            if c > 2:
                log.error("a subscription was refused")
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

    # For scan(): does the REPL take this packet now?
    def _now(self, h, p, e):
        if h == 0xD0:
            return True
        if h >> 4 != 3 or not self.urgent:
            return False
        i = self._split(h, p, e)
        m = self.mv
        try:
            if not i or not self.urgent(str(m[p + 2 : i - (h & 2)], "utf8"), m[i:e]):
                return False
            if h & 2:
                self.packet(b"\x40\2" + m[i - 2 : i])
        except Exception:
            return False
        return True
