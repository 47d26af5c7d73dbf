# What stands in for the terminal while code runs: print() ends here.
import io
import sys

import logging
from mqboard import ticker
from mqboard.compat import Gate, core


class Term(io.IOBase):
    def __init__(self, repl):
        self.repl = repl
        self.job = None
        self.channel = 0
        self.inside = False  # print() is in our hands
        self.nested = False  # print() waits for the client, with a loop of its own
        self.again = False  # an interrupt waits until print() has returned
        self.gate = Gate()
        ticker.on_tick.append(self.tick)

    def begin(self, job):
        self.job = job
        self.channel = 0
        self.inside = self.nested = self.again = False

    def end(self):
        self.job = None
        self.again = False
        ticker.cancel()

    def ioctl(self, op, arg):
        return 0

    # The interrupt character, when the ticker makes the system look for it.
    def readinto(self, b):
        if self.inside or not ticker.take():
            return None
        b[0] = 3
        return 1

    # An exception here would only make the system take the terminal away, so interrupts are put off until it
    # has returned; one that is under way already shows at the first jumps: the empty loop is there to meet it.
    # The console ends its lines with "\r\n", always as a piece of its own; a client wants what was printed.
    def write(self, b):
        mine = False
        try:
            for _ in (1, 2, 3):
                pass
            job = self.job
            if job is None or logging.printing:
                return len(b)
            if self.inside:  # another task, while print() waits
                job.lost += len(b)
                return len(b)
            ticker.hold = 1
            self.inside = mine = True
            job.write(self.channel, b"\n" if b == b"\r\n" else b)
        except KeyboardInterrupt:
            self.again = True
        except Exception:
            job.lost += len(b)
        if mine:
            self.inside = False
        if self.again or ticker._want:
            self.again = False
            if ticker.running:
                ticker.hold = 0
                ticker.interrupt()
                return len(b)  # no jump may come between
        ticker.hold = 0
        return len(b)

    # Waits until the client has taken some of the output: the loop goes on meanwhile, nested in print().
    # False: there is no point in waiting.
    def room(self, job):
        while True:
            job.out.flush()
            if not job.full():
                return True
            if self.again or ticker._want or job.gone():
                return False
            task = core.cur_task
            running = ticker.running
            ticker.running = False
            self.nested = True
            ticker.hold = 0
            try:
                core.run_until_complete(core.create_task(self._wait(job)))
            except KeyboardInterrupt:
                self.repl.restart()  # it has ended a task that blocked the loop
            finally:
                core.cur_task = task
                self.nested = False
                ticker.running = running
                ticker.hold = 1

    async def _wait(self, job):
        while job.full() and not self.again and not job.gone():
            await self.gate.wait()

    # Something has changed: who waits in room() looks again.
    def wake(self):
        if self.nested:
            self.gate.open()

    def stop(self):
        self.again = True
        self.wake()

    def tick(self):
        job = self.job
        if job and not self.inside:
            job.tick()

    # The traceback, without our own frames.
    def traceback(self, e):
        self.channel = 2
        try:
            f = io.StringIO()
            sys.print_exception(e, f)
            for line in f.getvalue().split("\n")[:-1]:
                if "mqboard/repl.py" not in line and "mqboard/awaits.py" not in line:
                    self.write((line + "\n").encode())
        except MemoryError:
            f = None
            sys.print_exception(e)
        self.channel = 0
