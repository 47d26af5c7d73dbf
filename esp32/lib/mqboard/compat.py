# Names that differ between MicroPython versions (1.20 to 1.29), and waiting, in one place.
import sys

try:
    import asyncio
except ImportError:  # 1.20 knows only the old name; the application may use the new one
    import uasyncio as asyncio

    sys.modules["asyncio"] = asyncio
from time import ticks_ms, ticks_add, ticks_diff

core = asyncio.core
VERSION = sys.implementation[1]


# Gives the heap of modules back that are not needed any more; their names stay for ever, as all names do.
def forget(names):
    for name in names.split():
        sys.modules.pop("mqboard." + name, None)
        sys.modules["mqboard"].__dict__.pop(name, None)  # what boot.py has loaded is not in it


# Suspends the task for ms. asyncio.sleep_ms() shares one object between all tasks, and an interrupt
# at the wrong bytecode leaves that object unusable for ever; this one keeps no state.
def pause(ms):
    core._task_queue.push(core.cur_task, ticks_add(ticks_ms(), ms))
    yield


# Tasks wait here until somebody opens the gate; all of them go on and look at what they wait for.
# open() may be called from a timer callback: both queues are C and change in one step.
class Gate(core.TaskQueue):
    def wait(self):
        self.push(core.cur_task)
        core.cur_task.data = self  # so that the task can be cancelled
        yield

    def open(self):
        while self.peek():
            core._task_queue.push(self.pop())
