# Hostile input: random and damaged frames for the message handlers of both protocols. Nothing may crash, hang or leak.
import os
import random
import sys

import fakes
from check import eq, ok, run
from fakes import Peer, board, idle
from fuzzed import SEED, Heap, damaged, seed, some
from mqboard import frames

COUNT = 150000
COUNT_1 = 40000  # of protocol 1
ROOT = (os.getenv("TMPDIR") or "/tmp") + "/mqb-fuzz-" + "".join(["%02x" % b for b in os.urandom(6)])
HEADS = (
    b'{"c":"exec","m":"exec"}',
    b'{"c":"exec","win":256}',
    b'{"c":"get","path":"%s/f"}' % ROOT.encode(),
    b'{"c":"get","path":"%s/f","from":9999999}' % ROOT.encode(),
    b'{"c":"put","path":"%s/p","size":100,"sha256":"%s"}' % (ROOT.encode(), b"ab" * 32),
    b'{"c":"put","path":"%s/p","size":-1,"sha256":5}' % ROOT.encode(),
    b'{"c":"ls","path":"%s"}' % ROOT.encode(),
    b'{"c":"have"}',
    b'{"c":"puts","mkdir":true}',
    b'{"c":"puts","stage":"s"}',
    b'{"c":"rollback"}',
    b'{"c":"stat","path":{"a":[]}}',
    b'{"c":["rm"],"path":"x"}',
    b'{"c":"df"}',
    b'{"c":"info"}',
    b'{"c":"mkdir"}',
    b'{"c":"mv","from":[],"to":7}',
    b'{"c":"exec","m":{},"file":[[[[]]]]}',
    b"[[[[[[[[[[[[[[[[",
    b'{"c":"hash","path":"\xff\xfe"}',
)
# Executed when a REQUEST survives: it must not be what a random file command could be turned into.
SOURCES = (b"1+1", b"print('x'*500)", b"1/0", b"def", b"\xff\xff", b"raise SystemExit", b"")


def number(p):
    return random.choice((0, 1, 2, 7, 0xFFFFFFFF, random.getrandbits(32), p.number, p.number + 1))


def rid(p):
    s = p.board.sessions.get(p.name)
    last = s.last if s else 0
    return random.choice((0, last, last + 1, last + 1, last + 1, last + 2, max(0, last - 1), 0xFFFFFFFF, random.getrandbits(32)))


def frame(p, nested=False):
    kind = random.choice((1, 3, 3, 3, 4, 4, 5, 5, 5, 7, 7, 8, 10, 2, 6, 9, random.getrandbits(8)))
    if kind == 8 and random.getrandbits(4):
        kind = 5
    body = b""
    offset = random.choice((0, 0, 1, 100, 4096, 0xFFFFFFFF, random.getrandbits(32)))
    if kind == 3:
        head = random.choice(HEADS)
        data = random.choice(SOURCES)
        n = len(head) if random.getrandbits(3) else random.getrandbits(16)
        body = n.to_bytes(2, "big") + head + data
        if random.getrandbits(2):
            offset = len(data)
    elif kind == 10 and not nested:
        for _ in range(random.getrandbits(2)):
            f = frame(p, True)
            body += (len(f) if random.getrandbits(3) else random.getrandbits(16)).to_bytes(2, "big") + f
    elif random.getrandbits(1):
        body = some(random.choice((1, 3, 4, 5, 40, 100)))
    f = frames.pack(
        kind, random.choice((0, 0, 0, 1, 255)), random.choice((0, 1, 2, 3, 255)),
        p.number if random.getrandbits(3) else number(p), rid(p), offset,
    ) + body
    return damaged(f)


def settle(b):
    from mqboard import incoming

    for s in list(b.sessions.values()):
        s.close()
    idle(200)
    b.client.boxes.clear()
    incoming.active.clear()


def test_protocol_2():
    seed()
    b = board()
    peers = [Peer(b, "c%d" % i, bundle=i & 1) for i in range(3)]
    for c in ("exec", "get", "info", "ls"):
        peers[0].exec("1") if c == "exec" else peers[0].finish(peers[0].request({"c": c, "path": ROOT}))
    heap = Heap()
    for i in range(COUNT):
        p = random.choice(peers)
        if random.getrandbits(8) == 0 or p.name not in b.sessions and random.getrandbits(1):
            p.hello()
        p.raw(frame(p))
        if random.getrandbits(3) == 0:  # now and then as it should be, so that there is room for more requests
            for f in p.got():
                if f[0] == fakes.END:
                    p.send(fakes.ACK, f[4], f[5], flags=1)
        if i % 20 == 0:
            idle(3)
        if i % 500 == 499:
            settle(b)
            if i % 2500 == 2499:
                heap.look()
            for p in peers:
                p.hello()
    heap.judge(COUNT)
    eq(len([t for t in tasks() if t]), 0)
    p = Peer(b, "last")
    eq(p.exec("6*7"), ({"ok": True}, {1: b"42\n"}))


# What still waits to run: nothing, once all sessions are gone.
def tasks():
    return [fakes.core._task_queue.peek()]


def test_names_and_topics():
    seed()
    b = board()
    for i in range(2000):
        name = "".join([chr(random.choice((43, 47, 35, 65, 0, 228, 8364, 45))) for _ in range(random.getrandbits(6))])
        b.on_message("p/x/mqb/2/in/" + name, memoryview(frames.pack(1, 0, 0, 0, 1, 0)), 0x30)
        b.urgent("p/x/mqb/2/in/" + name, memoryview(frames.pack(5, 0, 0, 1, 1, 0)))
        b.urgent(name, memoryview(b"\x20\x07"))
    ok(len(b.sessions) <= 8)


def test_sessions_do_not_pile_up():
    b = board()
    for i in range(3000):
        b.on_message("p/x/mqb/2/in/n%d" % i, memoryview(frames.pack(1, 0, 0, 0, 1, 0)), 0x30)
        b.client.boxes.clear()
    eq(len(b.sessions), 8)
    eq(len(set([s.number for s in b.sessions.values()])), 8)


class App:
    def __init__(self):
        self.board = board()
        self.client = self.board.client
        self.settings = self.board.settings
        self.load = self.board.app.load


def test_protocol_1():
    from mqboard.v1 import V1

    seed()
    a = App()
    v = V1(a)
    heap = Heap()
    for i in range(COUNT_1):
        cmd = random.choice(("eval", "put", "get", "ota", "x", "", "put", "put"))
        id = random.choice(("a", "b", "c", "d%d" % random.getrandbits(4), "", "ä", "a b"))
        name = random.choice((ROOT + "/v%d" % random.getrandbits(2), "", "/", ROOT + "/no/x", "x" * 300, "a\0b"))
        seq = random.choice((0, 0x8000, 1, 0x8001, 2, 0xFFFF, random.getrandbits(16)))
        body = random.choice((b"1", b"print(1)", b"(", b"\xff", some(50)))
        m = seq.to_bytes(2, "big") + body
        if not random.getrandbits(4):
            m = m[: random.getrandbits(1)]
        v.on_message("p/x/mqb/cmd/%s/%s/%s" % (cmd, id, name), memoryview(m), random.choice((0x32, 0x32, 0x3A)))
        if i % 10 == 0:
            idle(5)
            a.client.published.clear()
        if i % 500 == 499:
            idle(300)
            a.client.published.clear()
            if i % 1000 == 999:
                heap.look()
    heap.judge(COUNT_1)
    ok(len(v.puts) <= 4)


os.mkdir(ROOT)
with open(ROOT + "/f", "wb") as f:
    f.write(b"z" * 5000)
try:
    run(globals())
finally:
    os.system("rm -rf " + ROOT)
