# MQTT 3.1.1 client: one session that is kept up for ever. The connection is in link.py, what the broker
# sends in packets.py.
#
# Three tasks: _reader connects and reads, _writer waits for the socket to take more, _beat watches the
# time. All state is in the object, so that the tasks can be replaced: call start() again after an
# interrupt came out of the event loop.
import errno
import os
from micropython import const
from .compat import asyncio, core, forget, pause, ticks_ms, ticks_add, ticks_diff
from .packets import Packets, log, publish, topic_bytes

_BEAT = const(500)
_WINDOW = const(8)  # QoS 1 in flight; brokers commonly queue no more than 20
_TIMES = const(5)  # connections on which one message is sent before it is given up
_FULL = const(5120)  # bytes that may wait in the outbox before send() refuses
_STUFFED = const(16384)  # ... before nothing more is read


class Client(Packets):
    # Client(server, ...): see setup.client
    def __init__(self, *options, **named):
        from . import setup

        setup.client(self, *options, **named)

    # Calls callback(topic, payload, flags) for what matches; payload is valid during the call only.
    def subscribe(self, filter, qos, callback):
        from . import setup

        self.asks = setup.subscribe(self.asks, filter, qos)
        self.subs.append((filter, callback))
        if self.connected:
            self.resubscribe()

    # All filters in one packet, each time: the broker replaces what it has.
    def resubscribe(self):
        if not self.asks:
            return self._ready(b"")
        self.stage("SUBACK")
        self.packet(self.asks)

    # callback() after each connection, when the subscriptions are in force
    def on_up(self, callback):
        self.ups.append(callback)

    # Publishes head + body at QoS 0 without waiting; a head of up to 240 bytes goes out with the begin of
    # the body. False = not connected, or the outbox is full.
    def send(self, topic, head, body=None, first=0x30):
        if body is None:
            body = head
            head = b""
        k = len(head)
        m = len(body)
        if not self.connected or self.pend and self.pend + k + m > _FULL:
            return False
        if k > 240:
            raise ValueError("head")
        t = topic_bytes(topic)
        x = self.tx
        ok = True
        self.enter()
        try:
            i = publish(x, first, t, 0, k + m)
            x[i : i + k] = head
            i += k
            j = min(m, 512 - i)
            b = memoryview(body)
            x[i : i + j] = b[:j]
            k = self.pend
            self.put(memoryview(x)[: i + j])
            if j < m:
                k = -1
                self.put(b[j:])
        except MemoryError:
            ok = False
            if k < 0:  # the packet's begin is out
                self.fail("memory")
        self.leave()
        if self.pend:
            self.work.open()
        return ok

    # Waits until the outbox is empty. OSError if the connection is lost.
    async def room(self):
        while self.connected and self.pend:
            await self.gate.wait()
        if not self.connected:
            raise OSError(errno.ENOTCONN)

    # QoS 1: returns when the broker has acknowledged, over as many connections as it takes; OSError if
    # the message was sent on several and never acknowledged. QoS 0: when it is in the outbox.
    async def publish(self, topic, payload, qos=1, retain=False, timeout_ms=None):
        if timeout_ms is not None:
            return await asyncio.wait_for_ms(self.publish(topic, payload, qos, retain), timeout_ms)
        if isinstance(payload, str):
            payload = payload.encode()
        h = 0x31 if retain else 0x30
        if not qos:
            while not self.send(topic, payload, None, h):
                await self.room()
            return
        t = topic_bytes(topic)
        while len(self.fly) >= _WINDOW:
            await self.gate.wait()
        n = len(payload)
        b = bytearray(len(t) + 9 + n)
        # 0xFFFF is SUBSCRIBE's; one that is still under way is not met again for a very long time
        self.pid = self.pid % 65534 + 1
        e = [self.pid, None, 0, 0]
        i = publish(b, h | 2, t, e[0], n)
        b[i : i + n] = payload
        e[1] = memoryview(b)[: i + n]
        self.fly.append(e)
        try:
            self.refly()
            while e in self.fly:
                await self.gate.wait()
        finally:
            if e in self.fly:
                self.fly.remove(e)
                self.gate.open()
        if e[3]:
            raise OSError(errno.EIO)

    # Creates the tasks. Call it again whenever a KeyboardInterrupt came out of the event loop.
    def start(self):
        self._cancel()
        self.hold = False
        if self.busy or not self.connected:
            self._down()
        self.beat = ticks_ms()
        c = core.create_task
        self.tasks = [c(self._reader()), c(self._writer()), c(self._beat())]
        forget("setup")

    # Says goodbye to the broker (no last will then) and ends the tasks.
    async def stop(self):
        from . import setup

        await setup.stop(self)
        self._cancel()
        self._down()

    def _cancel(self):
        for t in self.tasks:
            try:
                t.cancel()
            except RuntimeError:  # the task that the interrupt ended
                pass
        self.tasks = []

    # Sends what is not on its way in this connection, as far as there is room.
    def refly(self):
        for e in list(self.fly):
            if not self.connected or self.pend > _FULL:
                return
            if e[2] == 1:
                continue
            if e[3] == _TIMES:
                self.fly.remove(e)
                self.gate.open()
                continue
            if e[2]:
                e[1][0] |= 8  # DUP
            e[3] += 1
            self.packet(e[1])
            e[2] = 1

    def stage(self, name):
        self.doing = name
        self.due = ticks_add(ticks_ms(), self.timeout_ms)

    def _down(self):
        self.connected = self.up = False
        self.due = self.ping = None
        self.close()
        for e in self.fly:
            if e[2]:
                e[2] = 2
        self.gate.open()

    async def _reader(self):
        while True:
            try:
                if not self.connected:
                    await self._connect()
                while True:
                    self.take()
                    while self.pend > _STUFFED and not self.err:  # the broker sends but does not read
                        await self.gate.wait()
                    r = 2
                    # what is there already is read without asking for it first, for a few milliseconds
                    while r == 2 and not self.err and ticks_diff(ticks_ms(), self.beat) < 4:
                        self.enter()
                        r = self.fill()
                        self.leave()
                        if r:
                            self.take()
                    if self.err:
                        raise self.err
                    await (pause(0) if r == 2 else self.wait(0))
                    self.beat = ticks_ms()
            except Exception as e:
                x = e
            if self.up and ticks_diff(ticks_ms(), self.since) > 10000:
                self.tries = 0
            self._down()
            # with jitter: a fleet must not come back in step
            d = min(self.retry_ms[0] << min(self.tries, 8), self.retry_ms[1])
            d = (d << 7) + d * os.urandom(1)[0] >> 8
            self.tries += 1
            log.warning("%s; again in %d ms", " ".join(str(x).split()) or repr(x), d)
            x = None
            await pause(d)

    async def _connect(self):
        from .connect import connect

        await connect(self)
        forget("connect secure wifi")

    async def _writer(self):
        while True:
            try:
                if self.left:
                    self.left = False
                    self.take()
                if not self.pend or not self.connected:
                    self.gate.open()
                    await self.work.wait()
                    continue
                await self.wait(1)
                self.enter()
                self.pump()
                self.leave()
                self.refly()
            except Exception:  # the reader says what happened
                await pause(20)

    async def _beat(self):
        while True:
            self.beat = ticks_ms()
            try:
                self._check(self.beat)
                if self.err:
                    self.kick()
                    self.gate.open()
                elif self.left:
                    self.work.open()
            except Exception as x:
                log.exc(x, "beat")
            await pause(_BEAT)

    # Time-outs and keep-alive; from the loop and from the tick.
    def _check(self, now):
        if self.due is not None and ticks_diff(now, self.due) > 0:
            self.fail("time-out: " + self.doing)
        k = self.keepalive
        if self.err or not self.connected or not k:
            return
        p = self.ping
        if p is not None and ticks_diff(self.rt, p) >= 0:
            p = self.ping = None
        if p is None:
            if ticks_diff(now, self.rt) > k or ticks_diff(now, self.wt) > k:
                self.ping = now
                self.packet(b"\xc0\0")
        elif ticks_diff(now, p) > k // 2:
            self.fail("time-out: keep-alive")

    # From the timer, while code blocks the loop
    def tick(self, now):
        if not self.connected or self.err:
            return
        self.pump()
        self._check(now)
        if self.pend < _STUFFED and self.scan(self._now):
            self.left = True
            self.work.open()
