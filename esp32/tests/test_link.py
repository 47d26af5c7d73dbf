# heap 224K
# The connection on a scripted socket: partial writes and reads, what TLS asks for, packets that are too big,
# broken off, or none, and what the tick leaves for the loop.
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] + "../lib", __file__[: __file__.rfind("/") + 1]] + sys.path

import os
from check import eq, ok, run
from fakesock import Socket, reset
from mqboard.link import Link


def link(size=600, **k):
    l = Link(size)
    l.s = Socket(**k)
    l.cap = 1 << 20
    return l


def pub(topic, payload, first=0x30, pid=0):
    b = bytes((len(topic) >> 8, len(topic) & 255)) + topic + (bytes((pid >> 8, pid & 255)) if pid else b"") + payload
    n = len(b)
    h = bytearray((first,))
    while n > 127:
        h.append(n & 127 | 128)
        n >>= 7
    h.append(n)
    return bytes(h) + b


# All packets that can be taken now: (first byte, body)
def taken(l):
    out = []
    while True:
        h = l.next()
        if not h:
            return out
        if h < 0:
            return out + [-1]
        out.append((h, bytes(l.buf[l.p : l.e])))


def pour(l):
    out = []
    while l.fill():
        out += taken(l)
    return out


def test_write_all():
    l = link()
    l.put(b"hello")
    eq(bytes(l.s.sent), b"hello")
    eq((l.pend, l.out), (0, []))


def test_write_partial_order():
    for plan in ([2, None], [None], [1, 1, 1, None, 2, None, 3], [3, 2, None]):
        l = link(writes=plan)
        x = bytearray(b"hello")
        l.put(x)
        x[:] = b"XXXXX"  # the caller uses its buffer again
        l.put(b" world")
        l.put(bytearray(b"!"), True)
        for _ in range(10):
            l.pump()
        eq(bytes(l.s.sent), b"hello world!", plan)
        eq(l.pend, 0)
        eq(l.out, [])


# TLS: a slice that was not taken is offered again, exactly, whatever was queued behind it.
def test_identical_slice():
    for cap in (3, 4, 100):
        for at in range(12):
            l = link(writes=[2] * at + [None, None, None])
            l.cap = cap
            l.put(b"abcdefghij")
            l.put(b"klmnop")
            l.put(b"qrstuvwxyz")
            for _ in range(60):
                l.pump()
            eq(bytes(l.s.sent), b"abcdefghijklmnopqrstuvwxyz")
            t = l.s.tries
            for i in range(len(t) - 1):
                ok(len(t[i]) <= cap)
            again = [t[i] for i in range(len(t)) if i >= at and i < at + 4]
            ok(len(set(again)) <= 1 if len(again) == 4 else True, (cap, at, again))


def test_reset_at_each_write():
    for at in range(5):
        l = link(writes=[2] * at + [reset()])
        l.put(b"0123456789")
        ok(isinstance(l.err, OSError), at)
        n = len(l.s.sent)
        l.pump()
        eq(len(l.s.sent), n)


def test_read_every_cut():
    data = pub(b"a/b", b"one") + b"\xd0\0" + pub(b"t", b"x" * 200, 0x32, 7) + b"\x40\2\0\5"
    want = [(0x30, b"\0\3a/bone"), (0xD0, b""), (0x32, b"\0\1t\0\7" + b"x" * 200), (0x40, b"\0\5")]
    for cut in range(1, len(data)):
        l = link(reads=[cut, None])
        l.s.feed(data)
        got = pour(l)
        got += pour(l)
        eq(got, want, cut)
        eq((l.a, l.z), (0, 0))
    l = link(reads=[1] * len(data))
    l.s.feed(data)
    eq(pour(l), want)


def test_stream_longer_than_buffer():
    data = bytearray()
    want = []
    for i in range(60):
        p = bytes((i,)) * (i * 7 % 400)
        data += pub(b"t", p)
        want.append((0x30, b"\0\1t" + p))
    for step in (1000, 856, 100, 33):
        l = link(step=step)
        l.s.feed(data)
        eq(pour(l), want)


def test_end_and_reset():
    l = link()
    l.s.eof = True
    eq(l.fill(), 0)
    ok(isinstance(l.err, OSError))
    l = link(reads=[reset()])
    eq(l.fill(), 0)
    eq(l.err.errno, 104)
    l = link(reads=[OSError(11), None])
    eq(l.fill(), 0)
    eq(l.err, None)
    l = link(reads=[ValueError("tls")])
    eq(l.fill(), 0)
    ok(l.err)


def test_too_big_is_skipped_to_the_byte():
    for n in (591, 592, 850, 900, 5000, 20000):
        for step in (856, 100, 7):
            l = link(step=step)
            l.s.feed(pub(b"a", b"1") + pub(b"big", bytes(n)) + pub(b"b", b"2"))
            got = pour(l)
            fits = len(pub(b"big", bytes(n))) <= 600
            eq(len(got), 3 if fits else 2, n)
            eq(got[-1], (0x30, b"\0\1b2"))
            eq(l.over, 0 if fits else 1)


def test_too_big_qos1_is_acknowledged():
    for step in (856, 50, 1):
        l = link(step=step)
        l.s.feed(pub(b"big/topic", bytes(2000), 0x32, 0x1234) + pub(b"b", b"2"))
        eq(pour(l), [(0x30, b"\0\1b2")])
        eq(bytes(l.s.sent), b"\x40\2\x12\x34")
    l = link()  # not even its topic fits
    l.s.feed(pub(b"t" * 3000, bytes(10), 0x32, 0x1234) + pub(b"b", b"2"))
    eq(pour(l), [(0x30, b"\0\1b2")])
    eq(bytes(l.s.sent), b"")


def test_malformed():
    for b in (b"\x30\xff\xff\xff\xff\xff", b"\0\0", b"\x90\xff\x7fxx"):
        l = link()
        l.s.feed(b)
        l.fill()
        eq(l.next(), -1, b)


def test_garbage_never_raises():
    seed = 12345
    for _ in range(300):
        b = bytearray(700)
        for i in range(700):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            b[i] = seed >> 16 & 255
        l = link()
        l.s.feed(bytes(b))
        while l.fill():
            if -1 in taken(l):
                break


def is_urgent(l):
    seen = []

    def f(h, p, e):
        b = bytes(l.buf[p:e])
        if b[2:3] == b"U":
            seen.append(b[3:])
            return True
        return False

    return f, seen


def test_scan_takes_urgent_and_keeps_order():
    l = link()
    f, seen = is_urgent(l)
    l.s.feed(pub(b"a", b"1") + pub(b"U", b"x") + pub(b"a", b"2") + pub(b"U", b"y") + pub(b"a", b"3")[:3])
    eq(l.scan(f), True)
    eq(seen, [b"x", b"y"])
    l.s.feed(pub(b"a", b"3")[3:] + pub(b"U", b"z"))
    l.scan(f)
    eq(seen, [b"x", b"y", b"z"])
    eq([x[1][3:] for x in taken(l)], [b"1", b"2", b"3"])
    eq((l.a, l.z, l.t), (0, 0, 0))


# However much comes while nothing is taken: the urgent packets are always seen, and the stream stays whole.
def test_scan_full_backlog():
    for size, step in ((600, 856), (600, 300), (600, 50), (600, 3), (1500, 300), (1500, 3)):
        l = link(size, step=step, gaps=True)
        f, seen = is_urgent(l)
        data = bytearray()
        for i in range(100):
            data += pub(b"a", bytes((i,)) * (i * 13 % 500)) + pub(b"U", bytes((i,)))
        data += b"\x40\2\0\5"
        l.s.feed(data)
        while l.s.left():
            l.scan(f)
        eq(len(seen), 100, step)
        got = taken(l)
        ok(len(got) > 2, len(got))
        eq(got[-1], (0x40, b"\0\5"))
        for h, b in got[:-1]:
            eq(b[3:], b[3:4] * (b[3] * 13 % 500) if len(b) > 3 else b"")
        l.s.gaps = False
        l.s.feed(pub(b"b", b"2"))
        eq(pour(l), [(0x30, b"\0\1b2")])


# The buffer begins small, is grown by the first packet that needs it, and can be given back.
def test_grows_when_needed():
    for step in (1280, 300, 7):
        l = link(4000, step=step)
        small = len(l.buf)
        ok(small <= 1024, small)
        for n in (100, 480, 3000, 3990, 3993, 4500, 20):
            l.s.feed(pub(b"big", bytes((n & 255,)) * n) + pub(b"b", b"2"))
            got = pour(l)
            eq([x[1][3:5] for x in got], ([b"ig"] if n < 3993 else []) + [b"2"], n)
            eq(len(l.buf) > small, n > 480 or n == 20, n)
        l.shrink()
        eq(len(l.buf), small)


# While the loop is blocked, the tick lets it grow as well, and what is being looked at stays.
def test_scan_grows():
    l = link(4000)
    f, seen = is_urgent(l)
    l.s.feed(pub(b"a", b"P" * 300) + pub(b"a", b"2"))
    l.fill()
    l.next()
    p, e, m = l.p, l.e, l.mv
    l.hold = True
    l.s.feed((pub(b"a", b"Q" * 900) + pub(b"U", b"x")) * 20)
    while l.s.left():
        l.scan(f)
    eq(len(seen), 20)
    ok(len(l.buf) > 4000)
    for b in (m, l.buf):
        eq(bytes(b[p + 3 : e]), b"P" * 300)
    l.shrink()  # not now
    l.hold = False
    got = taken(l)
    eq(got[0], (0x30, b"\0\1a2"))
    ok(len(got) > 3)


# A callback looks at its payload while the tick reads.
def test_scan_keeps_payload_in_use():
    l = link()
    f, seen = is_urgent(l)
    l.s.feed(pub(b"a", b"P" * 300) + pub(b"a", b"2"))
    l.fill()
    l.next()
    p, e = l.p, l.e
    l.hold = True
    l.s.feed((pub(b"a", b"Q" * 100) + pub(b"U", b"x")) * 20)
    while l.s.left():
        l.scan(f)
    eq(len(seen), 20)
    eq(bytes(l.buf[p + 3 : e]), b"P" * 300)
    l.hold = False
    eq(taken(l)[0], (0x30, b"\0\1a2"))


# A pending interrupt hits in enter(), and leaves it unentered.
def test_enter_is_interrupted_before_it_begins():
    l = link()

    class Stop:
        def __bool__(self):
            raise KeyboardInterrupt

    l.armed = Stop()
    try:
        l.enter()
        ok(False)
    except KeyboardInterrupt:
        pass
    eq(l.busy, False)


def test_leave_calls_the_tick_that_was_missed():
    l = link()
    calls = []
    l.late = calls.append
    l.enter()
    l.missed = True
    l.leave()
    l.leave()
    eq(calls, [False])


run(globals())
