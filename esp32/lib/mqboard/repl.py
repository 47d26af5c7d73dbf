# Runs Python for clients, one piece at a time whoever sent it, in the globals of __main__. What it prints goes
# to the client as it is printed; it can be interrupted, also when it never gives the loop a chance.
import builtins
import gc
import os
import time

import __main__
from mqboard import ticker
from mqboard.compat import asyncio, core
from mqboard.term import Term

# print() writes these piece by piece as repr does; anything else goes through repr, as a whole.
_PLAIN = (list, dict, tuple, set, bytes, bytearray, int, bool, float)
_RESERVE = 4  # pieces of 1 KB, which is what the compiler asks for
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
        self.reserve = []  # given up while code runs: room to compile a line when all else is taken
        self._again()

    # A job has source, mode, file; write(channel, b) takes output; started() and done(result) are told.
    # True: it starts at once.
    def submit(self, job):
        if self.job:
            self.queue.append(job)
            return False
        self._start(job)
        return True

    def _start(self, job):
        self.task = core.create_task(self._run(job))
        self.job = job

    # Whatever goes wrong in here: the job ends, and the next one runs.
    async def _run(self, job):
        try:
            self.reserve.clear()
            job.started()
            result = await self._execute(job)
        except BaseException:
            gc.collect()
            result = {"error": "memory", "text": "out of memory"}
        self.job = self.task = self.child = None
        try:
            job.done(result)
        finally:
            self._again()
            if self.queue and not self.job:
                self._start(self.queue.pop(0))

    def _again(self):
        try:
            while len(self.reserve) < _RESERVE:
                self.reserve.append(bytearray(1024))
        except MemoryError:
            pass  # next time

    # Runs the job's code with the terminal in place; returns END's members.
    async def _execute(self, job):
        names = __main__.__dict__
        before = None
        term = self.term
        term.begin(job)
        old = os.dupterm(term)
        repl_print = builtins.__repl_print__
        builtins.__repl_print__ = self.echo
        try:
            before = tuple(names)
            if job.stopped is not None:
                raise KeyboardInterrupt
            if job.mode == "await":
                from mqboard.awaits import run

                await run(self, job, names)
            else:
                self.guarded(job, names)
            end = {"ok": True}
        except BaseException as e:
            end = self._explain(e, job, before)
        finally:
            builtins.__repl_print__ = repl_print
            os.dupterm(old)
            term.end()
        return end

    # The code itself. An interrupt that comes late must hit here, not the framework.
    def guarded(self, job, names):
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
            self.echo(eval(code, names), True)
        elif mode == "v1":
            job.value = repr(eval(code, names))
        else:
            exec(code, names)

    # Shows a result; None only if it has to be.
    def echo(self, value, all=False):
        if value is not None:
            builtins._ = value
        elif not all:
            return
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
