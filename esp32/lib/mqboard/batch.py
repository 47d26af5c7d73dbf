# Commands for many files at once: which of them are there, and many in one stream.
import os
from time import ticks_ms

from mqboard import frames, incoming, paths
from mqboard.compat import core, pause
from mqboard.incoming import File
from mqboard.request import Refused

_LINE = 600  # bytes of the longest line: a digest, a path and a few words


# Lines that come in pieces of any size.
class Lines:
    rest = b""
    skip = 0  # bytes of a line in which its end is not looked for

    # Each line that is complete now.
    def feed(self, b):
        b = self.rest + bytes(b)
        at = 0
        while True:
            i = b.find(b"\n", at + self.skip)
            if i < 0:
                break
            yield self.item(b[at:i])
            at = i + 1
        self.rest = b[at:]
        if len(self.rest) > _LINE:
            raise ValueError("line too long")

    def done(self):
        if self.rest:
            raise ValueError("the last line has no end")

    def item(self, b):
        return str(b, "utf-8")


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


# A job with a task that deals with the input chunk by chunk, and grants more as it goes.
class Fed(paths.Teller):
    full = False  # all input is here

    # ahead: chunks that the client may send and that wait here
    def __init__(self, request, ahead):
        super().__init__(request)
        request.limit = ahead * request.board.chunk
        self.pending = []
        self.n = 0

    def take(self, b):
        self.pending.append(bytes(b))
        # The one acknowledgement comes with the grant: the second of two would wait in the broker for TCP's.
        self.request.told = self.request.got + len(b)
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
        told = r.limit
        due = r.board.chunk << r.board.client.quick  # as in request.py
        while not self.full or self.pending:
            if self.pending:
                b = self.pending.pop(0)
                await self.feed(b)
                r.limit += len(b)
                if not self.full and (r.limit - told >= due or not self.pending):
                    told = r.limit
                    r.owes(1)
            else:
                await self.gate.wait()
        self.done()
        return {"ok": True, "n": self.n}


# (digest, path) of lines as people write them.
class Digests(Lines):
    def item(self, b):
        return split(str(b, "utf-8"))


# (begin of the digest, path) of lines that are short: half a digest as it is, how many bytes of the path are as in the line before, the others.
class Short(Lines):
    skip = 17
    path = b""

    def item(self, b):
        n = b[16]
        if n > len(self.path):
            raise ValueError("line")
        self.path = self.path[:n] + b[17:]
        return b[:16].hex(), paths.clean(str(self.path, "utf-8"))


# For each line what there is, in five bytes.
class Have(Fed):
    def __init__(self, request, head):
        super().__init__(request, 2)
        self.lines = Short() if head.get("short") else Digests()
        self.done = self.lines.done

    async def feed(self, b):
        t = ticks_ms()
        for sha, path in self.lines.feed(b):
            kind = await _kind(sha, path)
            n = 0 if kind == 1 or kind == 3 else _left(path, sha)
            await self.tell(bytes((kind,)) + n.to_bytes(4, "big"))
            self.n += 1
            t = await paths.rest(t)


async def _kind(sha, path):
    try:
        with open(path, "rb") as f:
            return 1 if (await paths.digest(f)).digest().hex().startswith(sha) else 2
    except OSError:
        return 3 if paths.is_folder(path) else 4 if paths.exists(path) else 0


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


class Puts(Fed):
    file = None  # that pieces are for

    def __init__(self, request, head):
        super().__init__(request, 4)
        self.mkdir = head.get("mkdir")
        self.stage = "stage" in head and name(head)
        self.into = None  # the folder of the last file
        self.buf = memoryview(bytearray(4096))
        self.got = 0  # bytes of the part that is awaited, in buf
        self.need = 2
        self.part = 0  # which is 0 the length of a head, 1 a head, 2 the frame of a piece, 3 the body of a piece

    async def feed(self, b):
        b = memoryview(b)
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
                f = self.file
                if f and f.pos == f.size:
                    await self._complete(f)

    def _part(self, x):
        part = self.part
        if part == 0:
            self.need = x[0] << 8 | x[1]
            self.part = 1
            if not 2 <= self.need <= 1024:
                raise ValueError("record")
        elif part == 2:
            self.inflate = x[0] == 1
            self.need = x[1] << 8 | x[2]
            self.part = 3
            if x[0] > 1 or not 1 <= self.need <= 4096:
                raise ValueError("piece")
        else:
            if part == 1:
                self._begin(frames.parse_json(x))
            else:
                self._write(_inflate(x) if self.inflate else x)
            self.part = 2
            self.need = 3

    def _begin(self, head):
        self.request.path = path = paths.clean(head.get("path"))
        paths.check(path)
        f = File(self, path, head.get("size"), head.get("sha256"), self.mkdir, self.into)
        self.into = f.into
        at = head.get("at", 0)
        if not isinstance(at, int) or not 0 <= at <= f.size:
            raise ValueError("at")
        if at > f.pos:
            raise Refused("integrity", "less is left of it than %d bytes" % at)
        f.open(at)
        self.file = f

    def _write(self, b):
        f = self.file
        if len(b) > f.size - f.pos:
            raise ValueError("piece")
        f.write(b)

    # It is read back, and put in its place.
    async def _complete(self, f):
        t = ticks_ms()
        while not f.step():
            t = await paths.rest(t)
        f.stage() if self.stage else f.place()
        f.close()
        self.file = self.request.path = None
        self.n += 1
        self.part = 0
        self.need = 2
        await pause(0)

    def done(self):
        if self.part or self.got:
            raise ValueError("the last record is cut short")

    async def work(self):
        try:
            return await super().work()
        except Exception as e:
            self.request.failed(e, n=self.n)

    def stays(self):
        return False

    # Another request takes over what this one was writing, so it is closed at once.
    def stop(self):
        super().stop()
        self.ended()

    def ended(self):
        if self.file:
            self.file.close()


COMMANDS = {"have": Have, "puts": Puts}
