# heap 300K
# Hostile input: what a broker may send, damaged at random, for the reader of MQTT packets, by way of the loop and of the
# timer. Nothing may be raised, hang or stay behind; and what is whole arrives.
import random
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] + "../lib", __file__[: __file__.rfind("/") + 1]] + sys.path

import logging
from check import eq, ok, run
from fakesock import Socket, reset
from fuzzed import SEED, Heap, damaged, seed, some
from mqboard.client import Client

COUNT = 40000
TOPICS = (b"in/x", b"in/", b"in", b"other", b"in/a/b", b"", b"\xff\xfe", b"in/\0", b"in/\xf0\x9f\x8d", b"$SYS/x", b"in/" + b"y" * 300)

logging.console = None
logging.burst = logging._tokens = 0


class Case:
    def __init__(self):
        self.client = Client("nowhere", client_id="fuzz", chunk=512)
        self.client.subscribe("in/+", 1, self.message)
        self.client.urgent = self.urgent
        self.good = self.count = 0
        self.connect()

    # A connection as it is after CONNACK and SUBACK.
    def connect(self):
        c = self.client
        c._down()
        c.s = c.raw = Socket(step=random.choice((3, 50, 500, 5000)), gaps=random.getrandbits(1))
        c.cap = 1 << 20
        c.connected = c.up = True

    def message(self, topic, payload, flags):
        self.count += 1
        if bytes(payload[:5]) == b"whole":
            self.good += 1
        if self.count & 7 == 0:
            raise ValueError("the application is no better")

    # As the session does for what must be taken while code runs.
    def urgent(self, topic, payload):
        return topic == "in/x" and len(payload) % 5 == 1

    def pour(self, b):
        c = self.client
        c.s.feed(b)
        for _ in range(2 * len(b) + 10):
            if c.err or not c.s.left():
                break
            if random.getrandbits(2):
                c.enter()
                c.fill()
                c.leave()
                c.take()
            else:
                c.scan(c._now)
        c.take()
        ok(c.err or not c.s.left(), "it does not read on; SEED=%d" % SEED)
        ok(not c.hold and not c.busy and len(c.buf) <= c.max + 256)
        del c.s.tries[:]


def length(n):
    b = bytearray()
    while n > 127:
        b.append(n & 127 | 128)
        n >>= 7
    b.append(n)
    return bytes(b)


def packet():
    kind = random.choice((0x20, 0x40, 0x90, 0xD0, 0x30, 0x30, 0x31, 0x32, 0x3A, 0x34, 0x36, random.getrandbits(8)))
    if kind >> 4 == 3:
        topic = random.choice(TOPICS)
        body = len(topic).to_bytes(2, "big") + topic + (some(2) if kind & 6 else b"")
        body += some(random.choice((0, 1, 16, 40))) + bytes(random.choice((0, 0, 0, 700, 3000)))
    elif kind == 0x40:
        body = some(2)
    else:
        body = some(random.choice((0, 0, 1, 2, 3, 4, 20)))
    n = len(body)
    if random.getrandbits(5) == 0:
        n = random.choice((0, 1, n + 1, 0xFFFFFFF, random.getrandbits(28)))
    return damaged(bytes((kind,)) + length(n) + body, 5)


def test_packets():
    seed()
    case = Case()
    c = case.client
    heap = Heap()
    cuts = made = 0
    while made < COUNT:
        n = 1 + random.getrandbits(3)
        made += n
        if random.getrandbits(6) == 0:
            c.s.reads = [random.choice((None, reset(), ValueError("TLS")))]
        c.fly = [[random.getrandbits(16), b"", 1, 1]]
        case.pour(b"".join([packet() for _ in range(n)]))
        if c.err or c.skip or c.z != c.a:  # it waits for the rest of something
            cuts += 1
            case.connect()
        if made % 64 < 8:
            before = case.good
            if random.getrandbits(1):
                case.pour(b"\x32\x0d\0\4in/x\0\1whole")
            else:
                case.pour(b"\x30\x0b\0\4in/xwhole")
            eq((case.good, c.err), (before + 1, None), "SEED=%d" % SEED)
        if made % 500 < 8:
            case.connect()
            c.fly = []
            heap.look()
    ok(cuts > COUNT // 100 and case.count > COUNT // 20, (cuts, case.count))
    heap.judge(made)


run(globals())
