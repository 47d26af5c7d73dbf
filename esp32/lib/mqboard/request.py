# One request of a session, from its REQUEST frame until the client has said FIN.
import json

from mqboard import frames


# A command that cannot be done: (code, text).
class Refused(Exception):
    pass


# A job, made by a command, has: take(b) for input in order, ready() when all input was taken, stop() to
# interrupt it, acked() when the client has said how far it is, close() when it is forgotten.
class Request:
    got = 0  # the next byte of input expected
    told = 0  # as last acknowledged
    nacked = -1  # where a gap was last complained about
    out = None  # the output, if any
    end = None  # END's body once ended
    flags = 0  # of ACK: 1 queued, 2 running
    late = False  # no ACK was sent yet, and none is due yet
    owe = 0  # frames that could not be sent yet: 1 ACK, 2 END
    job = None
    limit = 0  # up to where the job takes input, if that is not the window
    path = None

    # total: bytes of input
    def __init__(self, session, rid, total):
        self.session = session
        self.board = session.board
        self.rid = rid
        self.total = total

    def pack(self, kind, channel, flags, offset):
        return frames.pack(kind, channel, flags, self.session.number, self.rid, offset)

    def send(self, kind, channel, flags, offset, b):
        self.late = False
        return self.board.client.send(self.session.topic, self.pack(kind, channel, flags, offset), b)

    def begin(self, b):
        try:
            head, n = frames.request_head(b)
            self.win = head.get("win", 65536)
            if not isinstance(self.win, int) or not 256 <= self.win <= 1 << 20:
                raise ValueError("win")
            self.path = head.get("path")
            self.job = self.board.command(head.get("c"))(self, head)
            n += self.got
            if self.total == self.got:
                self.job.ready()
            elif n < len(b) and len(b) - n <= self.total - self.got:
                self._take(b[n:])
        except Exception as e:
            self.failed(e)
        if self.end is None and not self.late:
            self.owes(1)

    def owes(self, n):
        self.owe |= n
        self.push()

    # The same REQUEST came again: says how it stands.
    def repeat(self):
        self.owes(1 if self.end is None else 2)

    def input(self, offset, b):
        n = len(b)
        if self.end is not None:
            self.owes(2)
        elif offset != self.got or not 0 < n <= min(self.board.chunk, self.total - offset):
            if self.nacked != self.got:
                self.nacked = self.got
                self.owes(1)
        else:
            try:
                self._take(b)
            except Exception as e:
                self.failed(e)
            # Each chunk is acknowledged: a delayed acknowledgement of TCP would hold the next one back in the broker; each
            # fourth one where there is no such delay. But a job that has a limit says itself when there is room again:
            # two small messages would be held back, too. After a gap the client waits to hear that it is closed.
            due = self.got == self.total or self.got - self.told >= self.board.chunk << 2 * self.board.client.quick
            due = due or offset == self.nacked
            if due and self.end is None and not self.limit:
                self.owes(1)

    def _take(self, b):
        self.job.take(b)
        self.got += len(b)
        if self.got == self.total:
            self.job.ready()

    # ACK of the client, about our output: flags 1 FIN, 2 PROBE; the body is its grant.
    def acked(self, f, b):
        out = self.out
        if out:
            out.ack(f[6], b[16] << 24 | b[17] << 16 | b[18] << 8 | b[19] if len(b) > 19 else 0, f[3] & 2)
        if f[3] & 1 and self.end is not None and (not out or f[6] == out.end):
            return self.session.forget(self.rid)
        if f[3] & 2:
            self.owe |= 1 if self.end is None else 3
        if self.job:
            self.job.acked()
        self.push()

    def interrupt(self):
        if self.end is not None:
            self.owes(2)
        elif self.job:
            self.job.stop()

    def fail(self, code, text, **d):
        d["error"] = code
        d["text"] = text
        self.finish(d)

    # more: further members of END
    def failed(self, e, **more):
        if isinstance(e, Refused):
            code, text = e.args
        elif isinstance(e, MemoryError):
            code = "memory"
            text = "out of memory"
        elif isinstance(e, OSError):
            from mqboard.paths import explain

            code, text = explain(e)
        else:
            code = "bad-request"
            text = "%s: %s" % (type(e).__name__, e)
        p = self.path
        if isinstance(p, str) and code != "bad-request":
            text = "%s: %s" % (p[:200], text)
            more["path"] = p[:200]
        self.fail(code, text, **more)

    # Ends the request; what its output still holds is sent first.
    def finish(self, d):
        if self.end is None:
            try:
                self.end = json.dumps(d).encode()
            except MemoryError:
                self.end = b'{"error":"memory","text":"out of memory"}'
            self.owe = 0
            self.owes(2)

    # Sends what is to be sent, as far as the link takes it. Order: ACK, output, END.
    def push(self):
        out = self.out
        n = out.end if out else 0
        if self.owe & 1:
            grant = min(self.total, self.limit or self.got + self.board.settings.window)
            if not self.send(5, 0, self.flags, self.got, grant.to_bytes(4, "big")):
                return self.board.owes(self)
            self.told = self.got
            self.owe &= 2
        if self.owe and self.session.bundle and out and self._bundle(out, out.sent):
            return
        if out:
            if not out.flush():
                return self.board.owes(self)
            if out.sent < n:
                return
        if self.owe:
            if not self.send(6, 0, 0, n, self.end):
                return self.board.owes(self)
            self.owe = 0

    # The last output and END in one message: two small ones would cost a delayed acknowledgement of TCP.
    def _bundle(self, out, at):
        if not len(out.ring) or not 0 < out.end - at <= 1024 or out.end > out.limit:
            return False
        m = []
        while out.sent < out.end:
            channel, b = out.piece()
            m.append((len(b) + 16).to_bytes(2, "big"))
            m.append(self.pack(4, channel, 0, out.sent))
            m.append(bytes(b))
            out.sent += len(b)
        out.sent = at
        m.append((len(self.end) + 16).to_bytes(2, "big"))
        m.append(self.pack(6, 0, 0, out.end))
        m.append(self.end)
        s = self.session
        if self.board.client.send(s.topic, frames.pack(10, 0, 0, s.number, 0, 0), b"".join(m)):
            self.owe = 0
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
