# 10,000 commands of all kinds to one board with the heap of an ESP32, through a real broker: the heap neither grows nor
# falls into pieces.
import random
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from content import data
from fuzzed import SEED, seed
from rig import Rig
from sets import digests, kinds, records
from wire import put, send, ticks_ms

COUNT = 10000
LOOK = 1000  # commands from one look at the heap to the next
GROWTH = 4096  # bytes, on a 64-bit machine, over all of it: names that came in stay
PIECE = 24576  # the largest free piece that is left at least
MEASURE = """
import gc, micropython
gc.collect()
gc.collect()
def piece():
    low, high = 0, gc.mem_free()
    while high - low > 512:
        n = (low + high) // 2
        try:
            bytearray(n)
            low = n
        except MemoryError:
            high = n
        gc.collect()
    return low
print(gc.mem_alloc(), piece())
del piece
"""


class Soak:
    def __init__(self, rig):
        self.rig = rig
        self.s = rig.session()
        self.count = 0
        self.kinds = (self.exec, self.exec, self.fails, self.ls, self.stat, self.put, self.get, self.folder, self.have, self.puts,
                      self.level, self.interrupt, self.again)

    def ask(self, c, want=None, sink=None, **head):
        head["c"] = c
        end = self.s.finish(self.s.request(head), sink)
        eq(end.get("error"), want, c)
        return end

    def exec(self):
        n = random.getrandbits(20)
        eq(self.s.run("print(%d + 1)" % n, "exec"), "%d\n" % (n + 1))

    def fails(self):
        eq(self.s.exec("[0] * 3; 1/0", "exec")[0]["type"], "ZeroDivisionError")

    def ls(self):
        ok(self.ask("ls", path="/lib", r=True, sink=lambda channel, b: None)["n"] > 20)

    def stat(self):
        self.ask("stat", path="/main.py")
        self.ask("stat", "not-found", path="/none")
        self.count += 1

    def put(self):
        self.file = data(10 + random.getrandbits(8), random.getrandbits(8))
        ok(put(self.s, "/soak.bin", self.file)["ok"])

    def get(self):
        out = []
        self.put()
        self.ask("get", path="/soak.bin", sink=lambda channel, b: out.append(b))
        eq(b"".join(out), self.file)
        self.count += 1

    def folder(self):
        self.ask("mkdir", path="/soak.d")
        self.ask("rmdir", path="/soak.d")
        self.count += 1

    def have(self):
        files = {"/main.py": b"x", "/none": b"y"}
        out = []
        eq(send(self.s, {"c": "have"}, digests(files), sink=out.append)["n"], 2)
        eq([x[0] for x in kinds(b"".join(out))], [2, 0])

    def puts(self):
        files = {"/soak.%d" % i: data(50, random.getrandbits(8)) for i in range(2)}
        eq(send(self.s, {"c": "puts"}, records(files)), {"ok": True, "n": 2})

    def level(self):
        self.ask("log", level=random.choice((0, 10, 20)), logger="soak")

    # What runs is stopped; what has ended is not disturbed.
    def interrupt(self):
        rid = self.s.request({"c": "exec", "m": "await"}, "import asyncio\nasync def __mqb__():\n await asyncio.sleep(60)")
        self.s.frame(7, 0, rid, 0)
        eq(self.s.finish(rid)["error"], "interrupted")

    def again(self):
        if random.getrandbits(3) == 0:
            self.s.frame(8, 0, 0, 0)
            self.s.hello()
            self.s.rid = 0
            self.s.fin = None
        self.ask("df", path="/")

    # (bytes in use, largest free piece), the better of two looks
    def heap(self):
        looks = [[int(n) for n in self.s.run(MEASURE, "exec").split()] for _ in range(2)]
        return min([x[0] for x in looks]), max([x[1] for x in looks])

    def go(self, count):
        self.count = 0
        while self.count < count:
            random.choice(self.kinds)()
            self.count += 1


def test_ten_thousand_commands():
    seed()
    rig = Rig(["parts = ['blinky']"])
    try:
        soak = Soak(rig)
        for kind in soak.kinds:
            kind()
        looks = []
        start = ticks_ms()
        for _ in range(COUNT // LOOK):
            soak.go(LOOK)
            looks.append(soak.heap())
        text = "%d commands in %d s; heap %d bytes, then %d; largest free piece %d, then %d; SEED=%d" % (
            COUNT, (ticks_ms() - start) // 1000, looks[0][0], looks[-1][0], looks[0][1], looks[-1][1], SEED,
        )
        print(text)
        ok(looks[-1][0] < looks[0][0] + GROWTH, text)
        ok(min([x[1] for x in looks]) >= PIECE, "%s; %s" % (text, looks))
        eq(soak.ask("info")["boots"], 1)
    finally:
        rig.close()


run(globals())
