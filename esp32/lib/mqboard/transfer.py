# get: a file as a stream.
import hashlib
import os
from struct import pack_into
from time import ticks_ms

from mqboard import packets, paths
from mqboard.control import Done
from mqboard.compat import Gate, asyncio
from mqboard.request import Refused
from mqboard.streams import Out


# Whose packet of how many bytes was sent last, and where its head begins in paths.packet: the next one of the same
# length differs in flags and offset only.
_last = [None, 0, 0]


# Sends the first n bytes of paths.buf as DATA, in one piece; False = not now.
def _publish(r, flags, offset, n):
    c = r.board.client
    if c.pend or not c.connected:
        return r.send(4, 0, flags, offset, paths.buf[:n])
    p = paths.packet
    if _last[0] is not r or _last[1] != n:
        t = packets.topic_bytes(r.session.topic)
        i = paths.HEAD - 22 - len(t)  # for the largest head
        if i < 0:
            return r.send(4, 0, flags, offset, paths.buf[:n])
        i = paths.HEAD - 16 - packets.publish(p[i:], 0x30, t, 0, n + 16)
        packets.publish(p[i:], 0x30, t, 0, n + 16)  # now that its length is known
        p[paths.HEAD - 16 : paths.HEAD] = r.pack(4, 0, 0, 0)
        _last[0] = r
        _last[1] = n
        _last[2] = i
    p[paths.HEAD - 13] = flags
    pack_into(">I", p, paths.HEAD - 4, offset)
    r.late = False
    c.enter()
    try:
        c.put(p[_last[2] : paths.HEAD + n])
    except MemoryError:
        n = 0
    c.leave()
    if c.pend:
        c.work.open()
    return n > 0


# The content of a file: what has to be sent again is read again.
class FileOut(Out):
    def __init__(self, job, size):
        super().__init__(job.request, job.request.win, 0, job.request.board.chunk)
        self.job = job
        self.end = size

    def flush(self):
        return True

    def rewind(self):
        self.sent = self.acked
        self.job.gate.open()

    def close(self):
        pass


class Get(paths.Work):
    def __init__(self, request, head):
        super().__init__(request)
        path = paths.clean(head.get("path"))
        start = head.get("from", 0)
        if paths.is_dir(path):
            raise Refused("is-dir", "is a folder")
        self.size = os.stat(path)[6]
        if not isinstance(start, int) or not 0 <= start:
            raise ValueError("from")
        if start > self.size:
            raise Refused("integrity", "the file is shorter now")
        self.file = open(path, "rb")
        self.gate = Gate()
        self.start = start
        self.sha = hashlib.sha256()
        self.hashed = 0
        request.out = FileOut(self, self.size - start)

    def acked(self):
        self.gate.open()

    def ended(self):
        self.file.close()
        if _last[0] is self.request:
            _last[0] = None

    # Goes on until the client has said FIN, also after an error: it may ask for any part again.
    async def work(self):
        r = self.request
        while True:
            try:
                await self._serve()
            except asyncio.CancelledError as e:
                if self.closed:
                    raise e
                self._cut()
                r.fail("interrupted", "interrupted")
            except Exception as e:
                if r.end is not None:
                    return
                self._cut()
                r.failed(e)

    def _cut(self):
        out = self.request.out
        out.end = out.sent = out.top

    async def _serve(self):
        r = self.request
        if self.hashed < self.start:
            self.file.seek(self.hashed)
            await paths.digest(self.file, self.sha, self.start - self.hashed)
            self.hashed = self.start
        while True:
            try:
                await self._send()
                if r.end is None and r.out.sent == r.out.end:
                    r.finish({"ok": True, "size": self.size, "sha256": self.sha.digest().hex()})
                else:
                    r.push()
            except OSError as e:
                if r.board.client.connected:
                    raise e  # else the client will ask when there is a connection again
            await self.gate.wait()

    # All that the client's grant allows.
    async def _send(self):
        r = self.request
        out = r.out
        buf = paths.buf
        chunk = min(r.board.chunk, len(buf))
        at = -1
        t = ticks_ms()
        while out.sent < out.end:
            pos = out.sent
            n = min(chunk, out.end - pos)
            if pos + n > out.limit:
                n = out.limit - pos
                if n <= 0 or pos > out.acked:
                    return
            if at != pos:
                self.file.seek(self.start + pos)
            b = buf if n == len(buf) else buf[:n]
            if self.file.readinto(b) != n:
                raise Refused("io", "the file has become shorter")
            # flag 1: please acknowledge now; seldom, so that the client's answers do not cost more than the file
            want = pos // chunk & 15 == 15 or pos + n == out.end
            if not _publish(r, int(want), pos, n):
                await r.board.client.room()
                at = -1
                continue
            i = self.hashed - self.start - pos
            if 0 <= i < n:
                self.sha.update(b[i:] if i else b)
                self.hashed += n - i
            at = pos + n
            out.moved(n)
            t = await paths.rest(t)


# A small file goes out with its END, in one message.
def get(request, head):
    path = paths.clean(head.get("path"))
    start = head.get("from", 0)
    if paths.is_dir(path):
        raise Refused("is-dir", "is a folder")
    size = os.stat(path)[6]
    if start or size > 1000:
        return Get(request, head)
    with open(path, "rb") as f:
        b = f.read()
    request.out = Out(request, request.win, 1024, request.board.chunk)
    request.out.write(0, b)
    return Done(request, {"ok": True, "size": len(b), "sha256": hashlib.sha256(b).digest().hex()})


COMMANDS = {"get": get}
