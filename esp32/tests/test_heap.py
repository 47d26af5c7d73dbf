# The heap that the running framework takes: MQTT, logging, presence, and the REPL waiting for its first client.
# Prints a table by module; on the 64-bit unix port it may take no more than the board that it replaces.
import gc
import sys

import micropython

LIMIT = 50272
HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", ".frozen"]
micropython.opt_level(3)  # as main.py


class Machine:
    class Timer:
        PERIODIC = 1

        def __init__(self, id):
            pass

        def init(self, mode, period, callback):
            pass


sys.modules["machine"] = Machine
MODULES = (
    "asyncio logging mqboard mqboard.compat mqboard.codec mqboard.link mqboard.packets mqboard.client mqboard.ticker"
    " mqboard.logs mqboard.presence mqboard.app"
).split()
LATER = "mqboard.control mqboard.paths mqboard.transfer mqboard.files mqboard.v1 mqboard.slots mqboard.firmware mqboard.ota".split()
last = 0


def used():
    for _ in range(3):
        gc.collect()
    return gc.mem_alloc()


def row(name):
    global last
    n = used()
    print("%-24s %6d" % (name, n - last))
    last = n


def start():
    from mqboard import app

    a = app.App()
    app.begin(a)
    return a


def sessions(a):
    from mqboard.app import load

    a.board = load("session").Board(a.client, a.settings, a.presence, a)


begin = last = used()
for m in MODULES:
    __import__(m)
    row(m)
app = start()
row("started")
total = last - begin
print("%-24s %6d" % ("TOTAL, idle", total))
sessions(app)
row("a client's session")
app.load()
sys.modules["mqboard.app"].load("job")
row("Python was run")
print("%-24s %6d" % ("TOTAL, REPL in use", last - begin))
for m in LATER:
    __import__(m)
    row(m)
good = total <= LIMIT
print("%d passed, %d failed" % (good, not good))
sys.exit(0 if good else 1)
