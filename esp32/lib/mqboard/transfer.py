# get and put: files as streams.
import hashlib
import os

from mqboard import paths
from mqboard.control import Done
from mqboard.compat import Gate, asyncio, core, pause
from mqboard.request import Refused
from mqboard.streams import Out

_PIECE = 65536  # the temporary file is closed, and so committed, after every so many bytes


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
                    r.finish({"ok": True, "size": self.size, "sha256": paths.hexed(self.sha.digest())})
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
            # flag 1: please acknowledge now; by fours, so that the client's answers do not cost more than the file
            fourth = pos // chunk & 3 == 3 or pos + n == out.end
            if not r.send(4, 0, int(fourth), pos, b):
                await r.board.client.room()
                at = -1
                continue
            i = self.hashed - self.start - pos
            if 0 <= i < n:
                self.sha.update(b[i:] if i else b)
                self.hashed += n - i
            at = pos + n
            out.moved(n)
            if fourth:
                await pause(0)


# The puts under way, by the name of the temporary file.
_active = {}


class Put(paths.Work):
    def __init__(self, request, head):
        super().__init__(request)
        self.file = None
        self.path = path = paths.clean(head.get("path"))
        self.size = head.get("size")
        self.hash = head.get("sha256")
        if self.size != request.total or not paths.is_hash(self.hash):
            raise ValueError("size or sha256")
        if paths.exists(path) and paths.is_dir(path):
            raise Refused("is-dir", "is a folder")
        into = paths.folder(path)
        if head.get("mkdir"):
            paths.make_dirs(into)
        elif not paths.is_dir(into):
            raise Refused("not-dir", "is not a folder: " + into)
        stem = ".mqb-" + paths.hexed(hashlib.sha256(path.encode()).digest()[:4])
        self.temp = paths.join(into, stem + "-" + self.hash[:8])
        _take_over(self.temp, request)
        self.resumed = self.pos = _leftover(into, stem, self.temp, self.size)
        free = paths.space(into)[0]
        if self.size - self.pos > free:
            raise Refused("full", "%d bytes are needed, %d are free" % (self.size - self.pos, free))
        self.file = open(self.temp, "ab")
        _active[self.temp] = self
        request.got = request.told = self.pos

    def take(self, b):
        try:
            if self.file.write(b) != len(b):
                raise OSError(28)
        except OSError as e:
            self.ended()
            os.remove(self.temp)
            raise e
        before = self.pos
        self.pos += len(b)
        if self.pos // _PIECE != before // _PIECE:
            self.file.close()
            self.file = open(self.temp, "ab")

    # All is there: read back what the flash has, and only then put it in place.
    async def work(self):
        self.file.close()
        with open(self.temp, "rb") as f:
            sha = await paths.digest(f)
        if paths.hexed(sha.digest()) != self.hash or os.stat(self.temp)[6] != self.size:
            os.remove(self.temp)
            raise Refused("integrity", "what was written is not what was sent")
        os.rename(self.temp, self.path)
        return {"ok": True, "size": self.size, "resumed": self.resumed}

    # The temporary file stays: the next put of the same content goes on with it.
    def ended(self):
        if self.file:
            self.file.close()
        if _active.get(self.temp) is self:
            del _active[self.temp]


# The same content for the same file is already on its way: by a client that has lost its session, or by another.
def _take_over(temp, request):
    other = _active.get(temp)
    if other is None:
        return
    s = other.request.session
    if other.task or s is not request.session and paths.alive(s):
        raise Refused("busy", "the same file is being written")
    other.stop()


# How much of the temporary file is there already; removes those of other contents of the same file.
def _leftover(into, stem, temp, size):
    for e in list(os.ilistdir(into)):
        if e[0].startswith(stem):
            p = paths.join(into, e[0])
            if p != temp and p not in _active:
                os.remove(p)
    try:
        n = os.stat(temp)[6]
    except OSError:
        return 0
    if n > size:
        os.remove(temp)
        return 0
    return n


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
    return Done(request, {"ok": True, "size": len(b), "sha256": paths.hexed(hashlib.sha256(b).digest())})


COMMANDS = {"get": get, "put": Put}
