# Runs Python for clients, one piece at a time whoever sent it, in the globals of __main__. What it prints goes
# to the client as it is printed; it can be interrupted, also when it never gives the loop a chance.
import builtins
import gc
import os
import sys
import time

import __main__
from mqboard import ticker
from mqboard.compat import asyncio, core, pause
from mqboard.request import Refused
from mqboard.streams import Out
from mqboard.term import Term

# print() writes these piece by piece as repr does; anything else goes through repr, as a whole.
_PLAIN = (list, dict, tuple, set, bytes, bytearray, int, bool, float)
_BIG = (list, dict, set, tuple, bytes, bytearray, str)


# True if what the framework itself needs can still be had.
def _roomy():
    gc.collect()
    try:
        bytearray(8192)
        bytearray(8192)
        return gc.mem_free() > 16384
    except MemoryError:
        return False


class Repl:
    # restart(): begins the tasks of the connection anew.
    def __init__(self, client, restart):
        self.client = client
        self.restart = restart
        self.job = None  # what runs now
        self.task = None  # the task it runs in
        self.child = None  # its own task, for top-level await
        self.queue = []
        self.term = Term(self)
        self.reserve = bytearray(1024)  # given up when memory is out, so that the reply can be made

    # A job has source, mode, file; write(channel, b) takes output; started() and done(result) are told.
    # True: it starts at once.
    def submit(self, job):
        if self.job:
            self.queue.append(job)
            return False
        self._start(job)
        return True

    def _start(self, job):
        self.job = job
        self.task = asyncio.create_task(self._run(job))

    async def _run(self, job):
        try:
            job.started()
            result = await self._execute(job)
        except MemoryError:
            result = self._no_memory((), None)
        self.job = self.task = self.child = None
        try:
            job.done(result)
        finally:
            if self.queue and not self.job:
                self._start(self.queue.pop(0))

    # Runs the job's code with the terminal in place; returns END's members.
    async def _execute(self, job):
        names = __main__.__dict__
        before = None
        term = self.term
        term.begin(job)
        old = os.dupterm(term)
        repl_print = builtins.__repl_print__
        builtins.__repl_print__ = self._echo
        try:
            before = tuple(names)
            if job.stopped is not None:
                raise KeyboardInterrupt
            if job.mode == "await":
                await self._asynchronous(job, names)
            else:
                self._guarded(job, names)
            return {"ok": True}
        except BaseException as e:
            return self._explain(e, job, before)
        finally:
            builtins.__repl_print__ = repl_print
            os.dupterm(old)
            term.end()

    # The code itself. An interrupt that comes late must hit here, not the framework.
    def _guarded(self, job, names):
        task = core.cur_task
        try:
            ticker.running = True
            try:
                self._synchronous(job, names)
            finally:
                ticker.running = False
                ticker.cancel()
                time.sleep_ms(0)
        except KeyboardInterrupt:
            if core.cur_task is not task:
                self.restart()  # which task it has ended cannot be known
            raise
        finally:
            ticker.running = False
            core.cur_task = task  # a loop that the code turned has changed it

    def _synchronous(self, job, names):
        mode = job.mode
        source = job.source
        job.source = None
        if mode == "v1":
            try:
                code = compile(source, job.file, "eval")
            except SyntaxError:
                mode = "exec"
        elif mode == "repl":
            try:
                code = compile(source + "\n", job.file, "single")
            except SyntaxError:
                mode = "exec"
        elif mode == "eval":
            code = compile(source.strip(), job.file, "eval")
        if mode == "exec" or mode == "await":
            code = compile(source, job.file, "exec")
        source = None
        if mode == "eval":
            self._show(eval(code, names))
        elif mode == "v1":
            job.value = repr(eval(code, names))
        else:
            exec(code, names)

    # Defines the client's `async def __mqb__()`, and runs it as a task of its own.
    async def _asynchronous(self, job, names):
        self._guarded(job, names)
        coro = names.pop("__mqb__")
        ended = []
        self.child = asyncio.create_task(self._own(coro, ended))
        flush = asyncio.create_task(self._flush(job))
        try:
            ticker.running = True
            await self.child
        finally:
            ticker.running = False
            self.child = None
            flush.cancel()
        if ended[0] is not None:
            raise ended[0]
        self._echo(ended[1])

    # What the tick does while code blocks the loop.
    async def _flush(self, job):
        while True:
            await pause(100)
            job.tick()

    # Nothing may come out of this task: it would be the loop that stops.
    async def _own(self, coro, ended):
        try:
            value = await coro()
            ended.append(None)
            ended.append(value)
        except BaseException as e:
            ended.append(e)

    def _echo(self, value):
        if value is not None:
            self._show(value)

    def _show(self, value):
        if value is not None:
            builtins._ = value
        self.term.channel = 1
        try:
            if type(value) in _PLAIN:
                print(value)
            else:
                print(repr(value))
        finally:
            self.term.channel = 0

    # END's members for an exception; the traceback goes out on channel 2.
    def _explain(self, e, job, before):
        if isinstance(e, SystemExit):
            code = e.args[0] if e.args else 0
            return {"ok": True, "exit": code if isinstance(code, int) else 0 if code is None else 1}
        if isinstance(e, MemoryError):
            return self._no_memory(before, e)
        self.term.traceback(e)
        if isinstance(e, KeyboardInterrupt) or job.stopped is not None and isinstance(e, asyncio.CancelledError):
            return {"error": "interrupted", "text": "interrupted"}
        name = type(e).__name__
        try:
            text = "%s: %s" % (name, e) if e.args else name
        except Exception:
            text = name
        return {"error": "exception", "type": name[:60], "text": text[:400]}

    # The heap may still be full of what the code has made: then its new names go, after them every big value.
    def _no_memory(self, before, e):
        self.reserve = None
        names = __main__.__dict__
        dropped = []
        if not _roomy():
            builtins._ = None
            for name in list(names) if before else ():
                if name not in before:
                    del names[name]
                    dropped.append(name)
        if not _roomy():
            for name in list(names):
                if type(names[name]) in _BIG and name[:2] != "__":
                    del names[name]
                    dropped.append(name)
            gc.collect()
        try:
            self.reserve = bytearray(1024)
        except MemoryError:
            pass
        if e is not None:
            self.term.traceback(e)
        result = {"error": "memory", "text": "MemoryError: %s" % (e or "out of memory")}
        if dropped:
            result["dropped"] = [n[:40] for n in dropped[:8]]
        return result

    # Once a second at most, so that what a `finally` does is not cut short by a repeated INTERRUPT.
    def _stopping(self, job):
        now = time.ticks_ms()
        if job.stopped is not None and time.ticks_diff(now, job.stopped) < 1000:
            return False
        job.stopped = now
        return True

    # Interrupts a job; the loop is alive.
    def interrupt(self, job):
        if job is not self.job:
            if job in self.queue:
                self.queue.remove(job)
                job.done({"error": "interrupted", "text": "interrupted before it ran"})
        elif self._stopping(job):
            if self.term.nested:
                self.term.stop()
            elif self.child:
                if core.cur_task is not self.child:
                    self.child.cancel()
            else:
                core.create_task(self._kill(job))

    # Code that lets other tasks run turns a loop of its own: this ends it, wherever it stands.
    async def _kill(self, job):
        if ticker.running and job is self.job:
            raise KeyboardInterrupt

    # The same, called by the tick because something blocks the loop. False: a loop turns, and will see to it.
    def interrupt_blocked(self):
        if core.cur_task is not self.task and time.ticks_diff(time.ticks_ms(), self.client.beat) < 800:
            return False
        if self._stopping(self.job):
            ticker.interrupt()
        return True


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


Repl.Exec = Exec
