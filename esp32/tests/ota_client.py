# The client's side of the command ota, for tests: records, and a sender that keeps to the grant.
import json
import struct

from content import sha
from fakes import ACK, DATA, END, turn


# (number, bytes) of each block of an image.
def blocks(b):
    for i in range(0, len(b), 4096):
        yield i // 4096, b[i : i + 4096]


def raw(n, b):
    return struct.pack(">HBH", n, 0, len(b)) + b


def copied(n, source):
    return struct.pack(">HBHH", n, 2, 2, source)


def packed(n, b):
    d = deflated(b)
    return raw(n, b) if len(d) >= len(b) else struct.pack(">HBH", n, 1, len(d)) + d


# Raw deflate with fixed Huffman codes and matches of one kind, the 32 bytes before: MicroPython has no compressor, and the
# images of the tests repeat themselves so.
def deflated(b):
    out = bytearray()
    state = [0, 0]

    def put(value, bits):
        state[0] |= value << state[1]
        state[1] += bits
        while state[1] >= 8:
            out.append(state[0] & 255)
            state[0] >>= 8
            state[1] -= 8

    def code(value, bits):
        for i in range(bits - 1, -1, -1):
            put(value >> i & 1, 1)

    put(3, 3)
    i = 0
    while i < len(b):
        c = b[i]
        if i >= 32 and b[i : i + 32] == b[i - 32 : i]:
            code(272 - 256, 7)  # length 31 ...
            put(1, 2)  # ... + 1
            code(9, 5)  # distance 25 ...
            put(7, 3)  # ... + 7
            i += 32
            continue
        code(0x30 + c, 8) if c < 144 else code(0x190 + c - 144, 9)
        i += 1
    code(0, 7)
    put(0, 7)  # to the end of the byte
    return bytes(out)


class Sender:
    # head: members that are not as they should be.
    def __init__(self, peer, b, records, **head):
        head.setdefault("c", "ota")
        head.setdefault("size", len(b))
        head.setdefault("sha256", sha(b))
        head.setdefault("chip", 0)
        self.peer = peer
        self.input = b"".join(records)
        self.rid = peer.request(head, self.input, inline=0)
        self.at = None
        self.grant = 0
        self.end = None

    # True when it has ended, or has sent so much.
    def step(self, stop_at=None):
        p = self.peer
        for f in p.got():
            if f[4] == self.rid and f[0] == ACK:
                if self.at is None or f[5] > self.at:
                    self.at = f[5]
                self.grant = max(self.grant, int.from_bytes(f[6], "big"))
            elif f[4] == self.rid and f[0] == END:
                self.end = json.loads(f[6])
        while self.at is not None and self.end is None and self.at < min(self.grant, len(self.input)):
            if stop_at is not None and self.at >= stop_at:
                return True
            n = min(4096, self.grant - self.at)
            p.send(DATA, self.rid, self.at, self.input[self.at : self.at + n])
            self.at += n
        return self.end is not None

    def run(self):
        turn(self.step, 20000)
        self.peer.send(ACK, self.rid, 0, flags=1)
        return self.end
