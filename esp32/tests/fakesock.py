# A socket that does what a script says, for tests of link.py.
import errno


# ops: for each write (or, in `reads`, for each read) in turn: a number of bytes that it takes or gives, None
# = it would block, an exception to raise. Behind the script's end: everything at once. step: bytes that each read
# gives at most; with gaps=True each second read blocks.
class Socket:
    def __init__(self, writes=(), reads=(), step=1 << 30, gaps=False):
        self.writes = list(writes)
        self.reads = list(reads)
        self.step = step
        self.gaps = self.gap = gaps
        self.sent = bytearray()
        self.tries = []  # the slices that write() was offered
        self.feed(b"")
        self.eof = False
        self.closed = False

    def write(self, b):
        self.tries.append(bytes(b))
        n = self.writes.pop(0) if self.writes else len(b)
        if isinstance(n, Exception):
            raise n
        if n is None:
            return None
        n = min(n, len(b))
        self.sent += bytes(b)[:n]
        return n

    def readinto(self, b):
        if self.gaps:
            self.gap = not self.gap
            if self.gap:
                return None
        n = self.reads.pop(0) if self.reads else self.step
        if isinstance(n, Exception):
            raise n
        if n is None:
            return None
        n = min(n, len(b), len(self.input) - self.at)
        if not n:
            return 0 if self.eof else None
        b[:n] = memoryview(self.input)[self.at : self.at + n]
        self.at += n
        return n

    def feed(self, b):
        self.input = b
        self.at = 0

    def left(self):
        return len(self.input) - self.at

    def close(self):
        self.closed = True


def reset():
    return OSError(errno.ECONNRESET)
