# The loop over the C half's tasks and queues: see __init__.py.
from time import sleep_ms as _sleep, ticks_add, ticks_diff, ticks_ms

try:
    from _uasyncio import Task, TaskQueue
except ImportError:
    from _asyncio import Task, TaskQueue


class CancelledError(BaseException):
    pass


class TimeoutError(Exception):
    pass


cur_task = None
_task_queue = TaskQueue()
_io_queue = None  # of streams: there are none


def create_task(coro):
    t = Task(coro, globals())
    _task_queue.push(t)
    return t


def sleep_ms(ms):
    _task_queue.push(cur_task, ticks_add(ticks_ms(), ms))
    yield


def sleep(s):
    return sleep_ms(int(s * 1000))


# Runs tasks until this one has ended; what it returned or raised.
def run_until_complete(main):
    global cur_task
    while True:
        t = _task_queue.peek()
        _sleep(max(0, ticks_diff(t.ph_key, ticks_ms())))
        cur_task = t = _task_queue.pop()
        e = t.data
        try:
            if e:
                t.data = None
                t.coro.throw(e)
            else:
                t.coro.send(None)
        except (CancelledError, Exception) as x:
            if t is main:
                if isinstance(x, StopIteration):
                    return x.value
                raise x
            waiting = t.state
            t.state = False
            t.data = x
            while waiting is not True and waiting.peek():
                _task_queue.push(waiting.pop())


def get_event_loop():
    return None


def new_event_loop():
    global _task_queue
    _task_queue = TaskQueue()
