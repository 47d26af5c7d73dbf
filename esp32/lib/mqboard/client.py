# MQTT 3.1.1 client: one session that is kept up for ever. See link.py for the connection itself.
#
# Three tasks: _reader connects and reads, _writer waits for the socket to take more, _beat watches the
# time. All state is in the object, so that the tasks can be replaced: call start() again after an
# interrupt came out of the event loop.
import gc
import errno
import os
import socket
import logging
from micropython import const
from .compat import asyncio, core, pause, Gate, ticks_ms, ticks_add, ticks_diff
from . import codec
from .link import Link

_BEAT = const(500)
_WINDOW = const(8)  # QoS 1 in flight; brokers commonly queue no more than 20
_TRIES = const(5)  # connections on which one message is sent before it is given up
_FULL = const(5120)  # bytes that may wait in the outbox before send() refuses
_REFUSED = ("", "protocol version", "client identifier", "server unavailable", "bad user name or password", "not authorized")

log = logging.getLogger("mqtt")


class Client:
    # tls: None, or see compat.tls_wrap. will: (topic, payload, qos, retain). net: async function that is
    # awaited before each attempt to connect (brings the Wi-Fi up). timeout_ms: for each of TCP connect,
    # TLS handshake, CONNACK and SUBACK. retry_ms: first and longest wait between attempts.
    def __init__(self, server, port=1883, tls=None, username=None, password=None, client_id="", keepalive=60,
                 will=None, clean=True, chunk=4096, net=None, timeout_ms=10000, retry_ms=(500, 10000)):
        self.server = server
        self.port = port
        self.tls = tls
        self.net = net
        self.hello = codec.connect(client_id, keepalive, clean, username, password, will)
        self.keepalive = keepalive * 1000
        self.timeout_ms = timeout_ms
        self.retry_ms = retry_ms
        self.lk = Link(chunk + 768)
        self.gate = Gate()  # whoever waits for room, an acknowledgement or a connection
        self.work = Gate()  # the writer
        self.subs = []  # [filter, qos, callback, packet identifier while not acknowledged]
        self.fly = []  # QoS 1: [packet identifier, packet, 0 unsent | 1 sent | 2 to be sent again, tries]
        self.ups = []
        self.urgent = self.due = self.ping = self.stage = None
        self.connected = self.up = self.left = False
        self.pid = self.drops = self.tries = 0
        self.beat = ticks_ms()

    # ---- for everyone

    # Calls callback(topic, payload, flags) for what matches; payload is valid during the call only.
    def subscribe(self, filter, qos, callback):
        s = [filter, qos, callback, 0]
        self.subs.append(s)
        if self.connected:
            self._subscribe(s)

    # callback() after each connection, when the subscriptions are in force
    def on_up(self, callback):
        self.ups.append(callback)

    # Publishes head + body at QoS 0 without waiting. False = not connected or the outbox is full.
    def send(self, topic, head, body=None, first=0x30):
        lk = self.lk
        k = len(head)
        m = len(body) if body is not None else 0
        if not self.connected or lk.pend and lk.pend + k + m > _FULL:
            return False
        t = codec.topic_bytes(topic)
        lk.enter()
        try:
            x = lk.tx
            i = codec.publish(x, first, t, 0, k + m)
            n = len(x)
            if i + k > n:  # a long head: not the usual way
                lk.put(x[:i])
                lk.put(head)
                i = 0
            else:
                x[i : i + k] = head
                i += k
            j = min(m, n - i) if i else 0  # what of the body goes with the head
            b = memoryview(body) if j < m else body
            if j:
                x[i : i + j] = b[:j] if j < m else b
            if i:
                lk.put(x if i + j == n else memoryview(x)[: i + j])
            if j < m:
                lk.put(b[j:])
        except MemoryError:
            lk.fail("out of memory")
        lk.leave()
        if lk.pend:
            self.work.open()
        return True

    # Waits until the outbox is empty. OSError if the connection is lost.
    async def room(self):
        while True:
            if not self.connected:
                raise OSError(errno.ENOTCONN)
            if not self.lk.pend:
                return
            await self.gate.wait()

    # QoS 1: returns when the broker has acknowledged, over as many connections as it takes; OSError if
    # the message was sent on several and never acknowledged. QoS 0: when it is in the outbox.
    async def publish(self, topic, payload, qos=1, retain=False, timeout_ms=None):
        if timeout_ms is not None:
            return await asyncio.wait_for_ms(self.publish(topic, payload, qos, retain), timeout_ms)
        if isinstance(payload, str):
            payload = payload.encode()
        if not qos:
            while not self.send(topic, payload, None, 0x31 if retain else 0x30):
                await self.room()
            return
        t = codec.topic_bytes(topic)
        while len(self.fly) >= _WINDOW:
            await self.gate.wait()
        pid = self._pid()
        n = len(payload)
        b = bytearray(len(t) + 9 + n)
        i = codec.publish(b, 0x33 if retain else 0x32, t, pid, n)
        b[i : i + n] = payload
        e = [pid, memoryview(b)[: i + n], 0, 0]
        self.fly.append(e)
        try:
            self._fly()
            while e in self.fly:
                await self.gate.wait()
        finally:
            if e in self.fly:
                self.fly.remove(e)
                self.gate.open()
        if e[3] > _TRIES:
            raise OSError(errno.EIO)

    # Creates the tasks. Call it again whenever a KeyboardInterrupt came out of the event loop.
    def start(self):
        lk = self.lk
        for t in lk.tasks:
            try:
                t.cancel()
            except RuntimeError:  # the task that the interrupt ended
                pass
        lk.hold = False
        if lk.busy or not self.connected:
            self._down()
        self.beat = ticks_ms()
        c = core.create_task
        lk.tasks = [c(self._reader()), c(self._writer()), c(self._beat())]

    # Says goodbye to the broker (no last will then) and ends the tasks.
    async def stop(self):
        lk = self.lk
        if self.connected:
            self._put(b"\xe0\0")
            for _ in range(20):
                if not lk.pend:
                    break
                await pause(50)
        for t in lk.tasks:
            t.cancel()
        lk.tasks = []
        self._down()

    # ---- sending

    def _pid(self):
        while True:
            self.pid = self.pid % 65535 + 1
            for e in self.fly:
                if e[0] == self.pid:
                    break
            else:
                return self.pid

    def _put(self, x, keep=True):
        lk = self.lk
        lk.enter()
        try:
            lk.put(x, keep)
        except MemoryError as e:
            lk.err = e
        lk.leave()
        if lk.pend:
            self.work.open()

    def _subscribe(self, s):
        s[3] = self._pid()
        if self.due is None:
            self._stage("SUBACK")
        self._put(codec.subscribe(s[3], s[0], s[1]))

    # Sends what is not on its way in this connection, as far as there is room.
    def _fly(self):
        for e in list(self.fly):
            if not self.connected or self.lk.pend > _FULL:
                return
            if e[2] == 1:
                continue
            if e[2]:
                e[1][0] |= 8  # DUP
            e[2] = 1
            e[3] += 1
            if e[3] > _TRIES:
                self.fly.remove(e)
                self.gate.open()
            else:
                self._put(e[1])

    # ---- receiving

    # Handles all complete packets in the buffer. OSError = the broker does not speak MQTT.
    def _take(self):
        lk = self.lk
        if lk.hold:
            return
        while not lk.err:
            lk.enter()
            h = lk.next()
            lk.leave()
            if not h:
                return
            k = h >> 4
            p = lk.p
            n = lk.e - p
            b = lk.buf
            if k == 3:
                if self._message(h, p, lk.e):
                    continue
            elif k == 4 and n == 2:
                self._acked(b[p] << 8 | b[p + 1])
                continue
            elif h == 0xD0 and not n or h == 0xB0:
                continue
            elif h == 0x90 and n == 3:
                self._suback(b[p] << 8 | b[p + 1], b[p + 2])
                continue
            elif h == 0x20 and n == 2 and not self.connected:
                self._connack(b[p + 1])
                continue
            lk.fail("malformed packet")

    # Index behind the topic (and packet identifier) of a PUBLISH, 0 = malformed
    def _split(self, h, p, e):
        b = self.lk.buf
        i = p + 2
        if i > e or h & 6 > 2 or not self.connected:
            return 0
        i += b[p] << 8 | b[p + 1]
        if h & 2:
            i += 2
        return i if p + 2 < i <= e else 0

    def _message(self, h, p, e):
        lk = self.lk
        i = self._split(h, p, e)
        if not i:
            return False
        j = i
        if h & 2:
            j -= 2
            # before the callback: what crashes the board must not come back with every restart
            self._put(codec.ack(lk.buf[j] << 8 | lk.buf[j + 1]))
        try:
            t = str(lk.mv[p + 2 : j], "utf8")
        except UnicodeError:
            return False
        except MemoryError:
            self.drops += 1
            return True
        lk.hold = True
        for s in self.subs:
            if codec.match(s[0], t):
                try:
                    s[2](t, lk.mv[i:e], h)
                except (Exception, KeyboardInterrupt) as x:
                    log.exc(x, "callback for %s", t)
        lk.hold = False
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
            self.lk.fail("refused: " + (_REFUSED[code] if code < 6 else str(code)))
            return
        self.connected = True
        self.due = None
        for s in self.subs:
            self._subscribe(s)
        self._fly()
        self._ready()

    def _suback(self, pid, code):
        for s in self.subs:
            if s[3] == pid:
                s[3] = 0
                if code > 2:
                    log.error("subscription refused: %s", s[0])
        self._ready()

    # All subscriptions are in force: once for each connection.
    def _ready(self):
        for s in self.subs:
            if s[3]:
                return
        self.due = None
        if self.up:
            return
        self.up = True
        self.since = ticks_ms()
        log.info("connected to %s", self.server)
        for f in self.ups:
            try:
                f()
            except Exception as x:
                log.exc(x, "on_up")
        self.gate.open()

    # ---- tasks

    def _stage(self, name):
        self.stage = name
        self.due = ticks_add(ticks_ms(), self.timeout_ms)

    async def _connect(self):
        gc.collect()  # TLS needs large blocks
        if self.net:
            await self.net()
        # a name is resolved anew each time; another of its addresses each time
        l = socket.getaddrinfo(self.server, self.port, 0, socket.SOCK_STREAM)
        await self.lk.open(l[self.tries % len(l)], self.tls, self.server, self.hello, self._stage)

    def _down(self):
        self.connected = self.up = False
        self.due = self.ping = None
        self.lk.close()
        for e in self.fly:
            if e[2]:
                e[2] = 2
        for s in self.subs:
            s[3] = 0
        self.gate.open()

    async def _read(self):
        lk = self.lk
        while True:
            self._take()
            while lk.pend > 16384 and not lk.err:  # the broker sends but does not read
                await self.gate.wait()
            lk.enter()
            r = lk.fill()
            lk.leave()
            if r:
                self._take()
            if lk.err:
                raise lk.err
            await (pause(0) if r == 2 else lk.wait(0))
            self.beat = ticks_ms()

    async def _reader(self):
        lk = self.lk
        while True:
            try:
                if not self.connected:
                    await self._connect()
                await self._read()
            except Exception as e:
                x = e
            up = self.up
            self._down()
            if up and ticks_diff(ticks_ms(), self.since) > 10000:
                self.tries = 0
            # full jitter: a fleet must not come back in step
            d = min(self.retry_ms[0] << min(self.tries, 8), self.retry_ms[1])
            d = d // 2 + d * os.urandom(1)[0] // 256
            self.tries += 1
            log.warning("%s %s; again in %d ms", "lost:" if up else "no connection:", x, d)
            x = None
            await pause(d)

    async def _writer(self):
        lk = self.lk
        while True:
            try:
                if self.left:
                    self.left = False
                    self._take()
                if not lk.pend or not self.connected:
                    self.gate.open()
                    await self.work.wait()
                    continue
                await lk.wait(1)
                lk.enter()
                lk.pump()
                lk.leave()
                self._fly()
            except Exception:  # the reader says what happened
                await pause(20)

    async def _beat(self):
        while True:
            self.beat = ticks_ms()
            try:
                self._check(self.beat)
                if self.lk.err:
                    self.lk.kick()
                elif self.left:
                    self.work.open()
            except Exception as x:
                log.exc(x, "beat")
            await pause(_BEAT)

    # Time-outs and keep-alive; from the loop and from the tick.
    def _check(self, now):
        lk = self.lk
        if lk.err:
            return
        if self.due is not None and ticks_diff(now, self.due) > 0:
            lk.fail("time-out: " + self.stage)
        k = self.keepalive // 2
        if not self.connected or not k:
            return
        if self.ping is not None and ticks_diff(lk.rt, self.ping) >= 0:
            self.ping = None
        if self.ping is not None:
            if ticks_diff(now, self.ping) > k // 2:
                lk.fail("time-out: keep-alive")
        elif ticks_diff(now, lk.rt) > k or ticks_diff(now, lk.wt) > k:
            self.ping = now
            self._put(b"\xc0\0")

    # From the timer, while code blocks the loop
    def tick(self, now):
        lk = self.lk
        if not self.connected or lk.err:
            return
        lk.pump()
        self._check(now)
        if lk.pend < 16384 and lk.scan(self._urgent):
            self.left = True
            self.work.open()

    def _urgent(self, h, p, e):
        if h == 0xD0:
            return True
        if h >> 4 != 3 or not self.urgent:
            return False
        i = self._split(h, p, e)
        j = i - (h & 2)
        if not i:
            return False
        lk = self.lk
        try:
            if not self.urgent(str(lk.mv[p + 2 : j], "utf8"), lk.mv[i:e]):
                return False
        except Exception as x:
            log.exc(x, "urgent")
            return False
        if h & 2:
            self._put(codec.ack(lk.buf[j] << 8 | lk.buf[j + 1]))
        return True
