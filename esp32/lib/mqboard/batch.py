# Commands for many files at once: which of them are there, and many in one stream.
import os

from mqboard import frames, incoming, paths
from mqboard.compat import core, pause
from mqboard.incoming import File
from mqboard.request import Refused

_LINE = 600  # bytes of the longest line: a digest, a path and a few words


# Only what lies below a folder of the board's own, or looks like one of its temporary files.
def check(path):
    if path == "/" or path == "/var" or path.startswith("/var/") or "/.mqb-" in path:
        raise Refused("reserved", "is kept for the board itself")


# Lines that come in pieces of any size.
class Lines:
    rest = b""

    # Each line that is complete now, without its end.
    def feed(self, b):
        b = self.rest + bytes(b)
        at = 0
        while True:
            i = b.find(b"\n", at)
            if i < 0:
                break
            yield str(b[at:i], "utf-8")
            at = i + 1
        self.rest = b[at:]
        if len(self.rest) > _LINE:
            raise ValueError("line too long")

    def done(self):
        if self.rest:
            raise ValueError("the last line has no end")


# "<sha256> <path>"
def split(line):
    path = line[65:]
    if line[64:65] != " " or not paths.is_hash(line[:64]):
        raise ValueError("line")
    return line[:64], paths.clean(path)


# The name that a client has given to a set.
def name(head):
    x = head.get("stage")
    if not isinstance(x, str) or not 1 <= len(x.encode()) <= 32 or "\n" in x:
        raise ValueError("stage")
    return x


# For each line what there is, in five bytes.
class Have(paths.Teller):
    full = False  # all input is here

    def __init__(self, request, head):
        super().__init__(request)
        request.limit = 2 * request.board.chunk
        self.lines = Lines()
        self.pending = []
        self.n = 0

    def take(self, b):
        self.pending.append(bytes(b))
        if self.task:
            self.gate.open()
        else:
            self.task = core.create_task(self._run())

    def ready(self):
        self.full = True
        if self.task:
            self.gate.open()
        else:
            super().ready()

    async def work(self):
        r = self.request
        while not self.full or self.pending:
            if self.pending:
                b = self.pending.pop(0)
                await self._lines(b)
                r.limit += len(b)
                if not self.full:
                    r.owes(1)
            else:
                await self.gate.wait()
        self.lines.done()
        return {"ok": True, "n": self.n}

    async def _lines(self, b):
        for x in self.lines.feed(b):
            sha, path = split(x)
            kind = await self._kind(sha, path)
            n = 0 if kind == 1 or kind == 3 else _left(path, sha)
            await self.tell(bytes((kind,)) + n.to_bytes(4, "big"))
            self.n += 1
            await pause(0)

    async def _kind(self, sha, path):
        try:
            if paths.is_dir(path):
                return 3
        except OSError:
            return 0
        try:
            with open(path, "rb") as f:
                return 1 if paths.hexed((await paths.digest(f)).digest()) == sha else 2
        except OSError:
            return 4


# Bytes of this content that were left beside its path.
def _left(path, sha):
    temp = paths.join(paths.folder(path), incoming.temporary(path, sha))
    for p in (temp, temp + ".ok"):
        try:
            return os.stat(p)[6]
        except OSError:
            pass
    return 0


# The content of a compressed piece.
def _inflate(b):
    import io

    import deflate

    try:
        n = deflate.DeflateIO(io.BytesIO(b), deflate.RAW, 12)
        k = n.readinto(paths.buf)
        if k == 4096 and n.read(1):
            k = 0
    except (OSError, EOFError, ValueError):
        k = 0
    if not k:
        raise ValueError("piece")
    return paths.buf[:k]


class Puts(paths.Work):
    file = None  # that pieces are for
    free = 0  # bytes, by our own count

    def __init__(self, request, head):
        super().__init__(request)
        self.mkdir = head.get("mkdir")
        self.stage = "stage" in head and name(head)
        self.queue = []  # complete, but not yet read back
        self.n = 0
        self.into = self.names = None
        self.buf = memoryview(bytearray(4096))
        self.got = 0  # bytes of the part that is awaited, in buf
        self.need = 2
        self.part = 0  # which is 0 the length of a head, 1 a head, 2 the frame of a piece, 3 the body of a piece

    def take(self, b):
        try:
            i = 0
            while i < len(b):
                k = min(self.need - self.got, len(b) - i)
                if k == self.need:
                    x = b[i : i + k]
                else:
                    self.buf[self.got : self.got + k] = b[i : i + k]
                    x = self.buf[: self.need]
                i += k
                self.got += k
                if self.got == self.need:
                    self.got = 0
                    self._part(x)
            for _ in range(16):
                if not self._step():
                    break
        except Exception as e:
            self._failed(e)

    def _part(self, x):
        part = self.part
        if part == 0:
            self.need = x[0] << 8 | x[1]
            self.part = 1
            if not 2 <= self.need <= 1024:
                raise ValueError("record")
        elif part == 1:
            self._begin(frames.parse_json(x))
        elif part == 2:
            self.inflate = x[0] == 1
            self.need = x[1] << 8 | x[2]
            self.part = 3
            if x[0] > 1 or not 1 <= self.need <= 4096:
                raise ValueError("piece")
        else:
            self._write(_inflate(x) if self.inflate else x)

    def _begin(self, head):
        self.request.path = None
        self.request.path = path = paths.clean(head.get("path"))
        check(path)
        for f in self.queue:
            if f.path == path:
                while self._step():  # twice in one request
                    pass
                break
        into = paths.folder(path)
        f = File(self, path, head.get("size"), head.get("sha256"), self.mkdir, self.names if into == self.into else None)
        self.into = into
        self.names = f.names
        at = head.get("at", 0)
        if not isinstance(at, int) or not 0 <= at <= f.size:
            raise ValueError("at")
        if at > f.pos:
            raise Refused("integrity", "less is left of it than %d bytes" % at)
        if self.free < f.size + 8192:
            self.free = paths.space(into)[0]
        f.open(at, self.free)
        self.free -= f.size - at + 4096
        self.file = f
        self._next()

    def _write(self, b):
        f = self.file
        if len(b) > f.size - f.pos:
            raise ValueError("piece")
        f.write(b)
        self._next()

    # After a record's head or a piece: more pieces, or the next record.
    def _next(self):
        f = self.file
        self.part = 2
        self.need = 3
        if f.pos == f.size:
            self.queue.append(f)
            self.file = None
            self.part = 0
            self.need = 2
            # What is small is done with at once; many of them must not pile up behind a large one.
            while len(self.queue) > 8 or self.queue and f.size <= 65536 and self.queue[0] is f:
                self._step()

    # A piece of what is complete is read back, and the file put in its place; False: there is none.
    def _step(self):
        if not self.queue:
            return False
        f = self.queue[0]
        p = self.request.path
        self.request.path = f.path
        if f.step():
            f.stage() if self.stage else f.place()
            f.close()
            self.queue.pop(0)
            self.n += 1
        self.request.path = p
        return True

    def ready(self):
        if self.request.end is None:
            super().ready()

    async def work(self):
        try:
            if self.part or self.got:
                raise ValueError("the last record is cut short")
            while self._step():
                await pause(0)
            return {"ok": True, "n": self.n}
        except Exception as e:
            self._failed(e)

    def _failed(self, e):
        self.request.failed(e, n=self.n)
        self.ended()

    def ended(self):
        if self.file:
            self.file.close()
        for f in self.queue:
            f.close()


COMMANDS = {"have": Have, "puts": Puts}
