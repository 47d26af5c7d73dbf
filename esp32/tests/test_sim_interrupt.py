# The simulated board: code that runs away is interrupted through os.dupterm_notify, asked for in a timer's callback.
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] or "./"] + sys.path

from check import eq, run
import simulated

# Interrupts CODE once it has run for a while, COUNT times, and prints how often that worked.
PROGRAM = """
import io, machine, micropython, os, time
wanted = False
class Keys(io.IOBase):
    def write(self, data): return len(data)
    def readinto(self, buf):
        global wanted
        if not wanted: return None
        wanted = False
        buf[0] = 3
        return 1
    def ioctl(self, op, arg): return 0
def tick(t):
    global wanted
    if running:
        wanted = True
        micropython.schedule(os.dupterm_notify, None)
running = False
os.dupterm(Keys())
timer = machine.Timer(0, period=10, callback=tick)
code = compile(CODE, 'code', 'exec')
stopped = 0
for i in range(COUNT):
    try:
        try:
            running = True
            exec(code, {})
        finally:
            running = False
        time.sleep_ms(0)
    except KeyboardInterrupt:
        stopped += 1
print(stopped, os.dupterm(None) is not None)
timer.deinit()
print('END')
"""


def stopped(code, count):
    program = PROGRAM.replace("CODE", repr(code)).replace("COUNT", str(count))
    eq(simulated.run(program), ["%d True" % count, "END"])


def test_pass_loop():
    stopped("while True: pass", 100)


def test_allocating_loop():
    stopped("x = []\nwhile True:\n x.append(bytearray(50))\n if len(x) > 99: x = []", 100)


def test_exception_loop():
    stopped("while True:\n try: 1/0\n except Exception: pass", 50)


def test_sleep():
    stopped("import time\ntime.sleep(30)", 20)


def test_event_loop():
    stopped("import asyncio\nasync def f():\n await asyncio.sleep(30)\nasyncio.run(f())", 20)


# A callback goes on while the main program sleeps, and its exception is printed, not raised.
def test_callback_exception_is_printed():
    lines = simulated.run(
        "import machine, time\n"
        "def f(t): raise ValueError('x')\n"
        "t = machine.Timer(1, mode=machine.Timer.ONE_SHOT, period=20, callback=f)\n"
        "time.sleep_ms(100)\n"
        "print('END')\n"
    )
    eq(lines[-2:], ["ValueError: x", "END"])


run(globals())
