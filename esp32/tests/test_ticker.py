# The tick on a simulated board, with a real Mosquitto: code that blocks the event loop is seen through and interrupted,
# and the connection lives on.
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] + "../lib", __file__[: __file__.rfind("/") + 1]] + sys.path

import os
from check import eq, run
from fakebroker import bind
from mosquitto import CERTS, HERE, Mosquitto
from simulated import Board

# A client; a timer that publishes INT over a connection of its own, whatever the loop does.
BEGIN = """
import asyncio, machine, socket, sys, time
if "/lib" not in sys.path: sys.path.append("/lib")
import logging
from mqboard import ticker
from mqboard.client import Client
from mqboard.compat import core, pause
c = Client("127.0.0.1", OWN, TLS, client_id="dev", keepalive=KEEP)
got = []
c.subscribe("in", 0, lambda t, p, f: got.append(bytes(p)))
asks = 0
def urgent(t, p):
    global asks
    if bytes(p) != b"INT": return False
    asks += 1
    ticker.interrupt()
    return True
c.urgent = urgent
s = socket.socket()
s.connect(socket.getaddrinfo("127.0.0.1", PORT)[0][-1])
s.setsockopt(6, 1, 1)
s.write(b"\\x10\\x0d\\0\\4MQTT\\4\\2\\0\\0\\0\\1x")
s.read(4)
def say(b):
    s.write(b"\\x30" + bytes((4 + len(b),)) + b"\\0\\2in" + b)
def after(ms, b):
    machine.Timer(1).init(mode=machine.Timer.ONE_SHOT, period=ms, callback=lambda t: say(b))
async def up():
    while not c.up: await pause(5)
def turn(f):
    asyncio.get_event_loop().run_until_complete(core.create_task(f))
def start():
    c.start()
    ticker.start(c, 0, 20)
start()
turn(up())
"""


def board(program, keep=60, tls=False):
    own = 0
    if tls:
        s, own = bind()
        s.close()
        m = Mosquitto("listener %d 127.0.0.1" % own, "server")
    else:
        m = Mosquitto()
    b = Board()
    try:
        os.system("cp -r %s../lib %s/lib && cp %s/ca.der %s" % (HERE, b.root, CERTS, b.root))
        begin = BEGIN.replace("PORT", str(m.port)).replace("KEEP", str(keep)).replace("OWN", str(own or m.port))
        return b.run(begin.replace("TLS", repr({"ca": "/ca.der"} if tls else None)) + program + "\nprint('END')\n")
    finally:
        b.remove()
        m.close()


def last(program, **k):
    lines = board(program, **k)
    return lines[-2] if lines and lines[-1] == "END" else lines


# Whatever the interrupt hits, the link least of all: the loop below is in send() most of the time.
HAMMER = """
body = bytes(1000)
n = 0
connection = c.s
async def main():
    global n
    for i in range(COUNT):
        c.beat = time.ticks_add(time.ticks_ms(), -1000)
        after(5 + i % 7, b"INT")
        try:
            ticker.running = True
            try:
                CODE
            finally:
                ticker.running = False
                ticker.cancel()
                time.sleep_ms(0)
        except KeyboardInterrupt:
            n += 1
        assert not c.busy
        await pause(0)
turn(main())
print(n, c.s is connection, c.tries, got)
"""


def hammer(code, count=60, **k):
    eq(last(HAMMER.replace("COUNT", str(count)).replace("CODE", code), **k), "%d True 0 []" % count)


def test_interrupts_in_pass_loop():
    hammer("while True: pass")


def test_interrupts_in_sending_loop():
    hammer("while True: c.send('out', b'head', body)", 150)


def test_interrupts_in_sending_loop_over_tls():
    hammer("while True: c.send('out', b'head', body)", 150, tls=True)


def test_interrupts_in_allocating_loop():
    hammer("while True: x = [bytearray(i) for i in range(50)]")


# A task that blocks the loop: after 3 s the tick takes over, the task dies, everything else goes on.
def test_runaway_task_is_ended():
    program = """
async def runaway():
    while True: pass
connection = c.s
asyncio.create_task(runaway())
after(3300, b"INT")
say(b"kept")
t = time.ticks_ms()
try:
    asyncio.get_event_loop().run_forever()
except KeyboardInterrupt:
    start()
t = time.ticks_diff(time.ticks_ms(), t)
async def rest():
    say(b"later")
    while len(got) < 2: await pause(5)
turn(rest())
print(3000 < t < 4500, got, c.s is connection)
"""
    eq(last(program), "True [b'kept', b'later'] True")


# Nothing but the tick can answer the broker while code blocks: with a keep-alive of 2 s it would hang up after 3.
def test_keep_alive_while_code_runs():
    program = """
connection = c.s
ticker.running = True
t = time.ticks_ms()
while time.ticks_diff(time.ticks_ms(), t) < 5000: pass
ticker.running = False
async def rest():
    say(b"x")
    while not got: await pause(5)
turn(rest())
print(got, c.s is connection)
"""
    eq(last(program, keep=2), "[b'x'] True")


# The broker is gone and code blocks the loop, so that nobody can connect again: the tick ends the code.
def test_code_is_ended_when_the_broker_is_lost():
    program = """
ticker.lost_ms = 300
c.s.close()
ticker.running = True
t = time.ticks_ms()
try:
    try:
        while True: pass
    finally:
        ticker.running = False
        ticker.cancel()
except KeyboardInterrupt:
    pass
print(250 < time.ticks_diff(time.ticks_ms(), t) < 1500)
"""
    eq(last(program), "True")


# A stream that sits in os.dupterm keeps its place when a task of the application is interrupted.
def test_terminal_gets_its_place_back():
    program = """
import io, os
class Term(io.IOBase):
    def write(self, b): return len(b)
    def readinto(self, b): return None
    def ioctl(self, op, arg): return 0
term = Term()
os.dupterm(term)
c.beat = time.ticks_add(time.ticks_ms(), -4000)
after(30, b"INT")
try:
    while True: pass
except KeyboardInterrupt:
    pass
print(os.dupterm(None) is term, asks)
"""
    eq(last(program), "True 1")


run(globals())
