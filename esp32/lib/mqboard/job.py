# The exec command: source from a client, its output on the way back.
import time

from mqboard.request import Refused
from mqboard.streams import Out


class Exec:
    def __init__(self, request, head):
        self.mode = head.get("m", "repl")
        self.file = head.get("file", "<stdin>")
        if self.mode not in ("repl", "exec", "eval", "await") or not isinstance(self.file, str):
            raise ValueError("mode")
        board = request.board
        if request.total > board.settings.source:
            raise Refused("too-big", "at most %d bytes of source" % board.settings.source)
        self.request = request
        self.board = board
        self.repl = board.repl
        self.source = None
        self.buf = None
        self.stopped = None  # when it was last interrupted
        self.lost = 0
        self.flushed = 0
        self.closed = False  # nobody waits for it any more
        self.out = request.out = Out(request, request.win, board.settings.output, board.chunk)

    def take(self, b):
        r = self.request
        if len(b) == r.total:
            self.source = str(b, "utf-8")
            return
        if self.buf is None:
            self.buf = bytearray(r.total)
        self.buf[r.got : r.got + len(b)] = b

    def ready(self):
        if self.source is None:
            self.source = str(self.buf or b"", "utf-8")
            self.buf = None
        r = self.request
        if self.repl.submit(self):
            r.flags = 2
            r.late = r.session.bundle
        else:
            r.flags = 1

    def started(self):
        r = self.request
        if r.flags == 1:
            r.flags = 2
            r.owe |= 1
            r.push()
        self.flushed = time.ticks_ms()

    def gone(self):
        heard = self.request.session.heard
        return self.closed or time.ticks_diff(time.ticks_ms(), heard) > self.board.settings.orphan_s * 1000

    # Output: at once if a line ends and the last one was a while ago, or if it is much; else with the tick.
    def write(self, channel, b):
        if self.closed:
            self.lost += len(b)
            return
        out = self.out
        n = out.write(channel, b)
        if n < len(b):
            b = memoryview(b)
            while n < len(b):
                if not self.repl.term.room(self):
                    self.lost += len(b) - n
                    break
                n += out.write(channel, b[n:])
        waiting = out.end - out.sent
        if waiting >= self.board.chunk or waiting and len(b) and b[len(b) - 1] == 10:
            now = time.ticks_ms()
            if waiting >= self.board.chunk or time.ticks_diff(now, self.flushed) > 30:
                self.flushed = now
                out.flush()

    # The tick: what was printed goes out, and, if nothing was, that the request was accepted.
    def tick(self):
        r = self.request
        if self.closed:
            return
        if r.late:
            r.send(5, 0, 2, r.got, None)
        if self.out.sent < self.out.end:
            self.out.flush()

    def full(self):
        out = self.out
        return out.end - out.acked >= len(out.ring)

    def acked(self):
        self.repl.term.wake()

    def done(self, result):
        if self.lost:
            result["lost"] = self.lost
        self.request.finish(result)

    def stop(self):
        self.repl.interrupt(self)

    def close(self):
        self.closed = True
        self.repl.term.wake()
        if self in self.repl.queue:
            self.repl.queue.remove(self)
