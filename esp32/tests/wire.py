# A small raw client for tests against a real broker: MQTT at QoS 0 over a blocking socket, and a protocol 2 session.
import json
import os
import select
import socket
import struct
import time

from content import sha

try:
    ticks_ms = time.ticks_ms
except AttributeError:  # Python 3

    def ticks_ms():
        return int(time.time() * 1000)


def _string(s):
    b = s.encode()
    return struct.pack(">H", len(b)) + b


def _size(n):
    out = b""
    while True:
        k = n & 127
        n >>= 7
        out += bytes([k | (128 if n else 0)])
        if not n:
            return out


class Mqtt:
    def __init__(self, port, host="127.0.0.1"):
        self.s = socket.socket()
        self.s.connect(socket.getaddrinfo(host, port)[0][-1])
        self.s.setsockopt(6, 1, 1)
        self.poll = select.poll()
        self.poll.register(self.s, select.POLLIN)
        name = "t" + "".join(["%02x" % b for b in os.urandom(6)])
        self.packet(0x10, _string("MQTT") + b"\x04\x02\x00\x00" + _string(name))
        assert self.read()[0] == 0x20
        self.pid = 0

    def packet(self, first, body, rest=b""):
        b = bytes([first]) + _size(len(body) + len(rest)) + body + rest
        while b:
            n = self.s.send(b)
            b = b[n:]

    def _exactly(self, n):
        out = b""
        while len(out) < n:
            b = self.s.recv(n - len(out))
            if not b:
                raise OSError("closed")
            out = out + b if out else b
        return out

    def read(self):
        first = self._exactly(1)[0]
        n = shift = 0
        while True:
            k = self._exactly(1)[0]
            n |= (k & 127) << shift
            shift += 7
            if k < 128:
                return first, self._exactly(n) if n else b""

    def subscribe(self, filter, qos=0):
        self.pid += 1
        self.packet(0x82, struct.pack(">H", self.pid) + _string(filter) + bytes([qos]))

    def publish(self, topic, payload, qos=0):
        self.pid += 1
        self.packet(0x30 | qos << 1, _string(topic) + (struct.pack(">H", self.pid) if qos else b""), payload)

    # The next message (topic, payload), or None after that time.
    def message(self, ms):
        end = ticks_ms() + ms
        while True:
            left = end - ticks_ms()
            if left <= 0 or not self.poll.poll(left):
                return None
            first, b = self.read()
            if first >> 4 == 3:
                n = 2 + (b[0] << 8 | b[1])
                topic = b[2:n].decode()
                if first & 6:
                    self.packet(0x40, b[n : n + 2])
                    n += 2
                return topic, b[n:]


class Session:
    def __init__(self, mqtt, prefix, bundle=False):
        self.mqtt = mqtt
        self.name = "".join(["%02x" % b for b in os.urandom(8)])
        self.to = prefix + "/mqb/2/in/" + self.name
        self.out = prefix + "/mqb/2/out/" + self.name
        self.bundle = bundle
        self.rid = 0
        self.number = 0
        self.fin = None
        mqtt.subscribe(self.out)

    # A session; the board may still be starting.
    def hello(self, ms=10000):
        end = ticks_ms() + ms
        while ticks_ms() < end:
            self.frame(1, 0, 9, 0, b'{"v":[2],"bundle":1}' if self.bundle else b"", number=0)
            m = self.mqtt.message(300)
            if m and m[0] == self.out and m[1][1] == 2:
                self.number = struct.unpack(">I", m[1][4:8])[0]
                return json.loads(m[1][16:])
        raise OSError("no WELCOME")

    def _pack(self, kind, flags, rid, offset, number=None):
        number = self.number if number is None else number
        return struct.pack(">BBBBIII", 0x20, kind, 0, flags, number, rid, offset)

    def frame(self, kind, flags, rid, offset, body=b"", number=None):
        self.mqtt.publish(self.to, self._pack(kind, flags, rid, offset, number) + body)

    def request(self, head, data=b"", total=None):
        if isinstance(data, str):
            data = data.encode()
        self.rid += 1
        h = json.dumps(head).encode()
        b = self._pack(3, 0, self.rid, len(data) if total is None else total) + struct.pack(">H", len(h)) + h + data
        if self.fin:  # the last request's FIN goes along: two messages would cost a delayed acknowledgement of TCP
            f = self._pack(5, 1, *self.fin)
            b = struct.pack(">H", 16) + f + struct.pack(">H", len(b)) + b
            b = self._pack(10, 0, 0, 0) + b
            self.fin = None
        self.mqtt.publish(self.to, b)
        return self.rid

    # The next frames for us: [(type, channel, flags, rid, offset, body)], [] after that time.
    def frames(self, ms):
        m = self.mqtt.message(ms)
        if not m or m[0] != self.out:
            return []
        b = m[1]
        if b[1] != 10:
            return [self._fields(b)]
        all = []
        at = 16
        while at < len(b):
            n = b[at] << 8 | b[at + 1]
            all.append(self._fields(b[at + 2 : at + 2 + n]))
            at += 2 + n
        return all

    def _fields(self, b):
        rid, offset = struct.unpack(">II", b[8:16])
        return b[1], b[2], b[3], rid, offset, b[16:]

    # Waits for END of rid; sink(channel, bytes) gets the output. Returns END's members. each() is called now and then.
    def finish(self, rid, sink=None, ms=20000, each=None, win=65536):
        got = told = 0
        end = None
        deadline = ticks_ms() + ms
        quiet = ticks_ms()
        while end is None:
            if ticks_ms() > deadline:
                raise OSError("time-out")
            if each:
                each()
            for kind, channel, flags, r, offset, body in self.frames(100):
                if r != rid:
                    continue
                quiet = ticks_ms()
                if kind == 4 and offset == got:
                    got += len(body)
                    if sink:
                        sink(channel, body)
                    if flags & 1 or got - told >= win // 4:
                        told = got
                        self.frame(5, 0, rid, got, struct.pack(">I", got + win))
                elif kind == 6 and offset == got:
                    end = json.loads(body)
                elif kind == 9:
                    raise OSError(body)
            if ticks_ms() - quiet > 500:
                quiet = ticks_ms()
                self.frame(5, 2, rid, got, struct.pack(">I", got + win))
        if self.bundle:
            self.fin = (rid, got)
        else:
            self.frame(5, 1, rid, got)
        return end

    def exec(self, source, mode="repl", ms=20000):
        out = {}

        def sink(channel, b):
            out[channel] = out.get(channel, b"") + b

        end = self.finish(self.request({"c": "exec", "m": mode}, source), sink, ms)
        return end, out

    # Runs code that is expected to print; text of all channels.
    def run(self, source, mode="repl", ms=20000):
        end, out = self.exec(source, mode, ms)
        return (out.get(0, b"") + out.get(1, b"") + out.get(2, b"")).decode()


# Sends a put and returns END; stop_at: returns None when so much was sent.
def put(s, path, b, stop_at=None, ms=30000):
    return send(s, {"c": "put", "path": path, "size": len(b), "sha256": sha(b)}, b, stop_at, ms)


# A request with input, within the board's grant, and its END; sink(bytes) gets what it puts out. What fits goes with
# the REQUEST.
def send(s, head, b, stop_at=None, ms=30000, sink=None):
    n = len(b)
    if n <= 4096 and stop_at is None:
        return s.finish(s.request(head, b), sink and (lambda channel, x: sink(x)), ms)
    rid = s.request(head, total=n)
    at = grant = out = 0
    end = None
    deadline = ticks_ms() + ms
    quiet = ticks_ms()
    view = memoryview(b)
    while end is None:
        if ticks_ms() > deadline:
            raise OSError("time-out")
        for kind, channel, flags, r, offset, body in s.frames(100):
            if r != rid:
                continue
            quiet = ticks_ms()
            if kind == 4 and offset == out:
                out += len(body)
                sink(body)
                s.frame(5, 0, rid, out, struct.pack(">I", out + 65536))
            elif kind == 5:
                grant = max(grant, struct.unpack(">I", body)[0])
                at = max(at, offset)
            elif kind == 6 and offset == out:
                end = json.loads(body)
            elif kind == 9:
                raise OSError(body)
        while at < grant and end is None:
            if stop_at is not None and at >= stop_at:
                return None
            m = min(4096, grant - at)
            s.frame(4, 0, rid, at, view[at : at + m])
            at += m
        if ticks_ms() - quiet > 500:
            quiet = ticks_ms()
            s.frame(5, 2, rid, out)
    s.frame(5, 1, rid, out)
    return end
