# A broker that does only what a test tells it, on a free port of this machine, in the test's own event loop.
import asyncio
import os
import socket
import time


async def within(what, ms=4000):
    return await asyncio.wait_for_ms(what, ms)


# Goes on when done() is true.
async def until(done, ms=4000):
    end = time.ticks_add(time.ticks_ms(), ms)
    while not done():
        if time.ticks_diff(end, time.ticks_ms()) < 0:
            raise AssertionError("time-out")
        await asyncio.sleep_ms(1)


def bind(backlog=5):
    while True:
        port = 20000 + int.from_bytes(os.urandom(2), "big") % 20000
        s = socket.socket()
        try:
            s.bind(socket.getaddrinfo("127.0.0.1", port)[0][-1])
            s.listen(backlog)
            return s, port
        except OSError:
            s.close()


class Broker:
    def __init__(self):
        self.sock, self.port = bind()
        self.sock.setblocking(False)
        self.con = None

    # Waits for a connection; returns the body of its CONNECT and, unless code is None, answers it.
    async def accept(self, code=0):
        if self.con:
            self.con.s.close()
        yielded = await within(self._accept())
        self.con = asyncio.StreamReader(yielded)
        if code is None:
            return
        h, body = await self.packet()
        assert h == 0x10, h
        self.send(bytes((0x20, 2, 0, code)))
        return body

    async def _accept(self):
        await readable(self.sock)
        s = self.sock.accept()[0]
        s.setblocking(False)
        s.setsockopt(6, 1, 1)  # TCP_NODELAY: a test must not wait 40 ms for Nagle
        return s

    # The next packet from the client: (first byte, body)
    async def packet(self):
        return await within(self._packet())

    async def _packet(self):
        r = self.con
        h = (await r.readexactly(1))[0]
        n = k = 0
        while True:
            c = (await r.readexactly(1))[0]
            n |= (c & 127) << k
            k += 7
            if c < 128:
                return h, await r.readexactly(n) if n else b""

    # CONNECT, CONNACK, SUBSCRIBE and SUBACK
    async def welcome(self, n=1):
        body = await self.accept()
        h, b = await self.packet()
        assert h == 0x82, h
        self.send(b"\x90" + bytes((2 + n,)) + b[:2] + bytes(n))
        return body

    def send(self, b):
        assert self.con.s.write(b) == len(b)

    def hang_up(self):
        self.con.s.close()

    def close(self):
        if self.con:
            self.con.s.close()
        self.sock.close()


# Waits without a Stream, so that nothing is read too early.
def readable(s):
    yield asyncio.core._io_queue.queue_read(s)
