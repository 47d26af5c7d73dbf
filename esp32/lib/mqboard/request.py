# One request of a session, from its REQUEST frame until the client has said FIN.
import errno
import json

from mqboard import frames

# Frames that could not be sent yet.
_ACK = 1
_END = 2

_ERRNO = {
    errno.ENOENT: ("not-found", "not found"),
    errno.EEXIST: ("exists", "exists already"),
    errno.EISDIR: ("is-dir", "is a folder"),
    getattr(errno, "ENOTDIR", 20): ("not-dir", "is not a folder"),
    39: ("not-empty", "folder is not empty"),
    28: ("full", "no space left"),
}


# A command that cannot be done: (code, text).
class Refused(Exception):
    pass


# (code, text) for whatever a command raised.
def explain(e):
    if isinstance(e, Refused):
        return e.args
    if isinstance(e, OSError):
        return _ERRNO.get(e.errno) or ("io", "OSError: %s" % e)
    if isinstance(e, MemoryError):
        return "memory", "out of memory on the board"
    if isinstance(e, (ValueError, TypeError, KeyError, UnicodeError)):
        return "bad-request", "%s: %s" % (type(e).__name__, e)
    return "io", "%s: %s" % (type(e).__name__, e)


# A job, made by a command, has: take(b) for input in order, ready() when all input was taken,
# stop() to interrupt it, close() when it is forgotten.
class Request:
    def __init__(self, session, rid, total):
        self.session = session
        self.board = session.board
        self.rid = rid
        self.total = total  # bytes of input
        self.got = 0  # the next byte of input expected
        self.told = 0  # as last acknowledged
        self.nacked = -1  # where a gap was last complained about
        self.out = None  # the output, if any
        self.end = None  # END's body once ended
        self.flags = 0  # of ACK: 1 queued, 2 running
        self.late = False  # no ACK was sent yet, and none is due yet
        self.owe = 0
        self.job = None

    def send(self, kind, channel, flags, offset, body=None):
        s = self.session
        self.late = False
        return self.board.client.send(s.topic, frames.pack(kind, channel, flags, s.number, self.rid, offset), body)

    def begin(self, body):
        try:
            head, at = frames.request_head(body)
            self.win = head.get("win", 65536)
            if not isinstance(self.win, int) or not 256 <= self.win <= 1 << 20:
                raise ValueError("win")
            self.path = head.get("path")
            self.job = self.board.command(head.get("c"))(self, head)
            if self.end is not None:
                return
            inline = body[at:]
            if len(inline) > self.got and len(inline) <= self.total:
                self._take(inline[self.got :])
            elif self.total == self.got:
                self.job.ready()
        except Exception as e:
            self.failed(e)
        if self.end is None and not self.late:
            self.owe |= _ACK
            self.push()

    # The same REQUEST came again: says how it stands.
    def repeat(self):
        self.owe |= _END if self.end is not None else _ACK
        self.push()

    def input(self, offset, b):
        if self.end is not None:
            self.owe |= _END
            return self.push()
        n = len(b)
        if offset != self.got or n == 0 or n > self.board.chunk or offset + n > self.total:
            if self.nacked != self.got:
                self.nacked = self.got
                self.owe |= _ACK
                self.push()
            return
        try:
            self._take(b)
        except Exception as e:
            return self.failed(e)
        if self.end is None and (self.got - self.told >= self.board.window >> 2 or self.got == self.total):
            self.owe |= _ACK
            self.push()

    def _take(self, b):
        self.job.take(b)
        self.got += len(b)
        if self.got == self.total:
            self.job.ready()

    # ACK of the client: about our output.
    def acked(self, offset, limit, flags):
        out = self.out
        if out:
            out.ack(offset, limit)
        if flags & 1:
            if self.end is not None and offset == (out.end if out else 0):
                return self.session.forget(self.rid)
        if flags & 2:
            if out:
                out.rewind()
            self.owe |= _ACK | (_END if self.end is not None else 0)
        if self.job and self.end is None:
            self.job.acked()
        self.push()

    def interrupt(self):
        if self.end is not None:
            self.owe |= _END
            self.push()
        elif self.job:
            self.job.stop()

    def fail(self, code, text, **more):
        more["error"] = code
        more["text"] = text
        self.finish(more)

    def failed(self, e):
        code, text = explain(e)
        if isinstance(self.path, str) and code not in ("bad-request", "memory", "unsupported"):
            self.fail(code, self.path[:200] + ": " + text, path=self.path[:200])
        else:
            self.fail(code, text)

    # Ends the request; what its output still holds is sent first.
    def finish(self, result):
        if self.end is None:
            self.end = json.dumps(result).encode()
            self.owe = self.owe & ~_ACK | _END
            self.push()

    # Sends what is to be sent, as far as the link takes it. Order: ACK, output, END.
    def push(self):
        if self.owe & _ACK:
            grant = min(self.total, self.got + self.board.window)
            if not self.send(5, 0, self.flags, self.got, grant.to_bytes(4, "big")):
                return self.board.owes(self)
            self.told = self.got
            self.owe &= ~_ACK
        out = self.out
        if self.end is not None and self.owe & _END and self.session.bundle and self._push_bundle(out):
            return
        if out:
            if not out.flush():
                return self.board.owes(self)
            if out.sent < out.end:
                return
        if self.owe & _END:
            if not self.send(6, 0, 0, out.end if out else 0, self.end):
                return self.board.owes(self)
            self.owe &= ~_END

    # The last output and END in one message: two small ones would cost a delayed acknowledgement of TCP.
    def _push_bundle(self, out):
        if not out or out.sent == out.end or out.end > out.limit or out.end - out.sent > 1024:
            return False
        s = self.session
        at = out.sent
        parts = []
        try:
            while out.sent < out.end:
                channel, b = out.piece()
                parts.append((len(b) + 16).to_bytes(2, "big"))
                parts.append(frames.pack(4, channel, 0, s.number, self.rid, out.sent))
                parts.append(bytes(b))
                out.sent += len(b)
        finally:
            out.sent = at
        parts.append((len(self.end) + 16).to_bytes(2, "big"))
        parts.append(frames.pack(6, 0, 0, s.number, self.rid, out.end))
        parts.append(self.end)
        if self.board.client.send(s.topic, frames.pack(10, 0, 0, s.number, 0, 0), b"".join(parts)):
            self.owe &= ~_END
            out.moved(out.end - at)
        else:
            self.board.owes(self)
        return True

    # Nothing of it is needed any more.
    def close(self):
        if self.end is None:
            self.end = b"{}"
        if self.job:
            self.job.close()
        if self.out:
            self.out.close()
