# Stand-ins for what a board has and the unix port lacks, for tests of a unit without a broker.
import builtins
import io
import json
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE, HERE + "../lib"] + [p for p in sys.path if p not in (HERE, "")]

import check
from mqboard import frames, link


HELLO, WELCOME, REQUEST, DATA, ACK, END, INTERRUPT, BYE, ERROR, BUNDLE = range(1, 11)


# os with the one slot of dupterm; print() goes there as on the ESP32, with "\r\n" in pieces of their own.
class FakeOs:
    def __init__(self):
        self.slot = None

    def __getattr__(self, name):
        return getattr(os, name)

    def dupterm(self, stream):
        old = self.slot
        self.slot = stream
        return old

    def dupterm_notify(self, _):
        b = bytearray(1)
        if self.slot and self.slot.readinto(b) and b[0] == 3:
            self.interrupted = True

    def write(self, b):
        if self.slot:
            start = 0
            while True:
                i = b.find(b"\n", start)
                if i < 0:
                    break
                if i > start:
                    self.slot.write(bytearray(b[start:i]))
                self.slot.write(bytearray(b"\r\n"))
                start = i + 1
            if start < len(b):
                self.slot.write(bytearray(b[start:]))


class Out(io.IOBase):
    def __init__(self, fake):
        self.fake = fake

    def write(self, b):
        self.fake.write(b.encode() if isinstance(b, str) else bytes(b))
        return len(b)

    def ioctl(self, op, arg):
        return 0


fake_os = FakeOs()
sys.modules["os"] = fake_os
real_print = builtins.print


def fake_print(*args, **kw):
    if fake_os.slot is None or "file" in kw:
        return real_print(*args, **kw)
    kw["file"] = Out(fake_os)
    real_print(*args, **kw)


builtins.print = fake_print


# Takes what the board sends; hands it what a test sends.
class Client:
    quick = False

    def __init__(self):
        self.boxes = {}  # frames by topic, until somebody takes them
        self.count = 0
        self.published = []
        self.subs = {}
        self.connected = True
        self.full = 0  # so many sends are refused
        self.on_send = None
        self.urgent = None
        self.beat = 0

    def subscribe(self, filter, qos, callback):
        self.subs[filter] = callback

    def send(self, topic, head, body=None):
        if not self.connected or self.full > 0:
            self.full -= 1
            return False
        raw = bytes(head) + (bytes(body) if body is not None else b"")
        self.count += 1
        if topic not in self.boxes:
            self.boxes[topic] = []
        self.boxes[topic].append(raw)
        if self.on_send:
            self.on_send(topic, raw)
        return True

    @property
    def pend(self):
        return max(0, self.full)

    def enter(self):
        pass

    def leave(self):
        pass

    # A PUBLISH of QoS 0 that was put together elsewhere.
    def put(self, packet):
        packet = bytes(packet)
        n = link.size(packet, 0, len(packet))
        i = n & 7
        assert packet[0] == 0x30 and i + (n >> 3) == len(packet), packet[:40]
        k = i + 2 + (packet[i] << 8 | packet[i + 1])
        assert self.send(str(packet[i + 2 : k], "utf8"), packet[k:])

    async def room(self):
        await asyncio.sleep_ms(1)
        if not self.connected:
            raise OSError(107)

    async def publish(self, topic, payload, qos=1, retain=False, timeout_ms=None):
        await asyncio.sleep_ms(0)
        self.published.append((topic, bytes(payload) if not isinstance(payload, str) else payload.encode()))

    def on_up(self, callback):
        self.up = callback

    def start(self):
        self.started = True


class Settings:
    chunk = 4096
    window = 32768
    requests = 4
    sessions = 8
    source = 65536
    output = 20480
    orphan_s = 60
    prefix = "p/x"


import asyncio
from asyncio import core

# Runs the loop until done() is true; a test that waits for ever fails.
def turn(done, ms=5000):
    import time

    async def wait():
        end = time.ticks_add(time.ticks_ms(), ms)
        while not done():
            if time.ticks_diff(time.ticks_ms(), end) > 0:
                raise AssertionError("time-out")
            await asyncio.sleep_ms(0)

    core.run_until_complete(core.create_task(wait()))


def idle(times=20):
    left = [times]

    def done():
        left[0] -= 1
        return left[0] < 0

    turn(done)


# One client's side of a session, driven by hand.
class Peer:
    def __init__(self, board, name="c1", bundle=False, auto=True):
        self.board = board
        self.name = name
        self.topic = board.prefix + "/mqb/2/out/" + name
        self.client = board.client
        self.rid = 0
        self.number = 0
        self.hello(bundle)

    # Frames that came since the last call, bundles taken apart: (type, channel, flags, session, rid, offset, body)
    def got(self):
        all = []
        for raw in self.client.boxes.pop(self.topic, ()):
            f = frames.parse(raw)
            check.ok(f, "not a frame")
            if f[1] == 10:
                for part in frames.unbundle(raw[16:]):
                    all.append(frames.parse(part)[1:] + (bytes(part[16:]),))
            else:
                all.append(f[1:] + (raw[16:],))
        return all

    def raw(self, b):
        self.board.on_message(self.board.prefix + "/mqb/2/in/" + self.name, memoryview(b), 0x30)

    def send(self, kind, rid, offset=0, body=b"", flags=0, channel=0):
        self.raw(frames.pack(kind, channel, flags, self.number, rid, offset) + body)

    def hello(self, bundle=False, nonce=77):
        self.raw(frames.pack(1, 0, 0, 0, nonce, 0) + (b'{"v":[2],"bundle":1}' if bundle else b""))
        got = self.got()
        if got and got[-1][0] == 2:
            self.number = got[-1][3]
            check.eq(got[-1][4], nonce)
        return got

    def head(self, head, inline=b""):
        import json

        h = json.dumps(head).encode()
        return len(h).to_bytes(2, "big") + h + inline

    def request(self, head, data=b"", inline=None, rid=None):
        if rid is None:
            self.rid += 1
            rid = self.rid
        if isinstance(data, str):
            data = data.encode()
        n = len(data) if inline is None else inline
        self.send(3, rid, len(data), self.head(head, data[:n]))
        return rid

    # Takes part as a client should until END of rid: acknowledges all; returns (END's dict, {channel: bytes}).
    def finish(self, rid, ms=5000, fin=True, sink=None):
        import json

        out = {}
        state = [0, None]

        def done():
            for kind, channel, flags, number, r, offset, body in self.got():
                if r != rid:
                    continue
                if kind == 4:
                    if offset == state[0] and sink:
                        sink(body)
                        state[0] += len(body)
                    elif offset == state[0]:
                        out[channel] = out.get(channel, b"") + body
                        state[0] += len(body)
                    self.send(5, rid, state[0], (state[0] + 65536).to_bytes(4, "big"))
                elif kind == 6 and offset == state[0]:
                    state[1] = json.loads(body)
            return state[1] is not None

        turn(done, ms)
        if fin:
            self.send(5, rid, state[0], flags=1)
        return state[1], out

    def exec(self, source, mode="repl", ms=5000, **head):
        head["c"] = "exec"
        head["m"] = mode
        return self.finish(self.request(head, source), ms)


# Sends from where the board wants it, within its grant, to END. Returns END.
# out: gets what is put out meanwhile, by channel
def feed(p, rid, b, chunk=4096, ms=5000, stop_at=None, out=None):
    state = [None, 0, None, 0]  # next to send, grant, END, output so far
    turn(feeder(p, rid, b, state, chunk, stop_at, out), ms)
    if state[2] is not None:
        p.send(ACK, rid, state[3], flags=1)
    return state[2]


def feeder(p, rid, b, state, chunk=4096, stop_at=None, out=None):
    def step():
        for f in p.got():
            if f[4] != rid:
                continue
            if f[0] == ACK:
                if state[0] is None or f[5] > state[0]:
                    state[0] = f[5]
                state[1] = int.from_bytes(f[6], "big")
                check.ok(state[1] - f[5] <= 32768, "grant")
            elif f[0] == DATA and f[5] == state[3]:
                out[f[1]] = out.get(f[1], b"") + f[6]
                state[3] += len(f[6])
                p.send(ACK, rid, state[3], (state[3] + 65536).to_bytes(4, "big"))
            elif f[0] == END:
                state[2] = json.loads(f[6])
        while state[0] is not None and state[2] is None and state[0] < min(state[1], len(b)):
            n = min(chunk, state[1] - state[0])
            if stop_at is not None and state[0] + n > stop_at:
                return True
            p.send(DATA, rid, state[0], b[state[0] : state[0] + n])
            state[0] += n
        return state[2] is not None

    return step


def board(settings=None):
    import gc

    from mqboard import ticker
    from mqboard.repl import Repl
    from mqboard.session import Board

    ticker.on_tick.clear()
    gc.collect()
    client = Client()
    return Board(client, settings or Settings(), Presence, App(Repl(client, client.start)))


class Presence:
    boot = "a1b2c3d4"

    def record():
        return '{"mqb":2,"state":"online"}'


class App:
    number = 0
    v1 = None

    def __init__(self, repl):
        self.repl = repl

    def load(self):
        return self.repl
