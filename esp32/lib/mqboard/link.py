# The one connection of a board: socket (with or without TLS), receive buffer, outbox.
#
# Nothing here ever waits inside a socket operation. All of it is used by the event loop and, when code
# blocks the loop, by the timer tick. enter() and leave() stand around everything that must not be cut
# in two: the tick keeps away meanwhile, and interrupts nobody in there. A `busy` that is still set after an
# interrupt from elsewhere (the serial console) means that the connection is not to be trusted.
import errno
from micropython import const
from .compat import core, ticks_ms

_SMALL = const(768)  # the receive buffer to begin with
_SPARE = const(256)  # of it, always left for a packet that the tick must see


# Length of the packet that begins at b[i], of which b[:z] is here:
# length of its fixed header | remaining length << 3; 0 = more bytes needed; -1 = malformed.
def size(b, i, z):
    k = i + 1
    n = s = 0
    while k < z:
        c = b[k]
        k += 1
        n |= (c & 127) << s
        if c < 128:
            return n << 3 | (k - i)
        s += 7
        if s > 21:
            return -1
    return 0


class Link:
    quick = False  # the system has TCP_QUICKACK
    over = 0  # messages that were too big, or came when there was no memory

    # size: of the largest packet. setup.py says what the members are.
    def __init__(self, size):
        from . import setup

        setup.link(self, size)

    # The tick may have asked for an interrupt just before busy was set; it arrives within a few jumps.
    # Let it arrive here, where nothing has begun.
    def enter(self):
        try:
            self.busy = True
            if self.armed:
                for _ in range(24):
                    pass
        except BaseException:
            self.busy = False
            raise

    def leave(self):
        self.busy = False
        if self.missed:
            self.missed = False
            self.late(False)

    # Waits until the socket is readable (w=0) or writable (w=1). Only for self.tasks, which are never
    # cancelled one without the other: asyncio then forgets the stream's other waiter.
    def wait(self, w):
        s = self.s
        q = core._io_queue
        q.queue_write(s) if w else q.queue_read(s)
        yield
        if self.err or s is not self.s:
            raise self.err or OSError(errno.ENOTCONN)

    # Ends all waiting on the socket (not from the tick). The data of a task whose event has come is None.
    def kick(self):
        q = core._io_queue
        for t in self.tasks:
            if t.data is q:
                q.remove(t)
                core._task_queue.push(t)

    def fail(self, text):
        self.err = self.err or OSError(text)

    def close(self):
        self.kick()
        q = core._io_queue
        for s in (self.s, self.raw):  # TLS that has failed does not close what is below
            try:
                if q.map.pop(id(s), None):  # an interrupt hit the event loop itself
                    q.poller.unregister(s)
                if s:
                    s.close()
            except (OSError, ValueError):
                pass
        self.s = self.raw = self.err = None
        self.busy = self.hold = False
        self.out.clear()
        # a..z of buf has not been taken yet, a..t of it was seen by the tick and left; p..e is what was
        # taken last; skip bytes are still to come of a packet that is too big; pend wait in the outbox
        self.a = self.z = self.t = self.p = self.e = self.skip = self.pend = 0

    # Writes what is queued. TLS must see a slice again that it could not take: it is the same each time.
    # Between enter() and leave().
    def pump(self):
        o = self.out
        while o and not self.err:
            x = o[0]
            n = len(x)
            try:
                r = self.s.write(x if n <= self.cap else memoryview(x)[: self.cap])
            except (OSError, ValueError) as e:
                return self._error(e)
            if not r:
                return
            self.wt = ticks_ms()
            self.pend -= r
            if r == n:
                o.pop(0)
            else:
                o[0] = memoryview(x)[r:]

    # Writes x, and queues what does not go out now. keep: x belongs to us and does not change, so that a
    # reference does; else the rest is copied. Between enter() and leave().
    def put(self, x, keep=False):
        n = len(x)
        o = self.out
        o.append(x)
        self.pend += n
        if len(o) == 1:
            self.pump()
        if o and not keep:
            x = o[-1]
            try:
                o[-1] = bytes(x)
            except MemoryError:
                if len(x) < n:
                    self.fail("memory")  # a part of it is out
                else:
                    o.pop()
                    self.pend -= n
                raise

    def _error(self, e):
        if not isinstance(e, OSError) or e.errno != errno.EAGAIN:
            self.err = e

    # Reads once. 0 = nothing came (err says if the connection is gone), 1 = all that there was, 2 = as
    # much as there was room for. Between enter() and leave().
    def fill(self):
        z = self.z
        m = len(self.buf) - z
        if not m or self.err:
            return 0
        try:
            n = self.s.readinto(self.mv[z:])
            # What is read is acknowledged without delay: a broker with Nagle's algorithm holds the next small packet
            # back until then. The system forgets it, so it is said again; not while there is more to read.
            if self.quick and n != m:
                self.raw.setsockopt(6, 12, 1)
        except (OSError, ValueError) as e:
            self._error(e)
            return 0
        if not n:
            if n is not None:
                self.fail("closed")
            return 0
        self.rt = ticks_ms()
        m = 2 if n == m else 1
        k = min(self.skip, n)
        if k:
            self.skip -= k
            n -= k
            self.mv[z : z + n] = self.mv[z + k : z + k + n]
        self.z = z + n
        return m

    # Moves what is not taken to the begin of the buffer.
    def compact(self):
        a = self.a
        if a:
            n = self.z - a
            if n:
                self.mv[:n] = self.mv[a : self.z]
            self.a = 0
            self.z = n
            self.t = max(0, self.t - a)

    # Takes the next packet: its first byte, 0 = none is complete, -1 = malformed. Between enter() and leave().
    def next(self):
        a = self.a
        n = size(self.buf, a, self.z)
        if n > 0:
            self.p = p = a + (n & 7)
            e = p + (n >> 3)
            if e <= self.z:
                self.a = self.e = e
                if self.t < e:
                    self.t = e
                return self.buf[a] or -1
            if not self._fits(e - a) and not self._too_big(a, p, e):
                return -1
        if n < 0:
            return -1
        self.compact()
        return 0

    # Do n bytes of packets leave room in the buffer for one that the tick must see? It begins small, and becomes
    # as large as it may be when that is first needed; what was taken from the old one stays valid.
    def _fits(self, n):
        if n > len(self.buf) - _SPARE and n <= self.max + _SPARE:
            try:
                b = bytearray(self.max + _SPARE)
                b[: self.z] = self.mv[: self.z]
                self.buf = b
                self.mv = memoryview(b)
            except MemoryError:
                pass
        return n <= len(self.buf) - _SPARE

    # Gives up a large buffer that is not needed any more.
    def shrink(self):
        n = min(_SMALL, self.max + _SPARE)
        if not self.z and not self.hold and len(self.buf) != n:
            self.buf = b = bytearray(n)
            self.mv = memoryview(b)

    # A packet that will never fit is skipped to the byte. One of QoS 1 is acknowledged, or it would hold
    # a place in the broker's window for ever.
    def _too_big(self, a, p, e):
        b = self.buf
        if b[a] >> 4 != 3:
            return False
        if b[a] & 6:
            if self.z - p < 2:
                return True
            n = p + 4 + (b[p] << 8 | b[p + 1])
            if n <= a + len(b) - _SPARE:
                if n > self.z:
                    return True  # wait for the packet identifier
                self.put(b"\x40\2" + b[n - 2 : n])
        self.over += 1
        self.skip = e - self.z
        self.a = self.z = self.t = 0
        return True

    # For the tick: reads, shows each new packet to f(first, p, e), and removes those for which it is
    # true. The others stay for the loop as long as the buffer has room, then PUBLISHes are dropped.
    # True: something is there for the loop.
    def scan(self, f):
        for _ in range(8):
            if not self.hold:
                self.compact()
            r = self.fill()
            i = self.t
            while True:
                b = self.buf
                n = size(b, i, self.z)
                if n <= 0:
                    break
                p = i + (n & 7)
                e = p + (n >> 3)
                if e > self.z:
                    if not self._fits(e) and e > len(b):  # no room for it now
                        self.over += 1
                        self.skip = e - self.z
                        self.z = i
                    break
                if f(b[i], p, e) or b[i] >> 4 == 3 and not self._fits(e):
                    n = self.z - e
                    self.mv[i : i + n] = self.mv[e : self.z]
                    self.z = i + n
                else:
                    i = e
            self.t = i
            if r < 2:
                break
        return i > self.a
