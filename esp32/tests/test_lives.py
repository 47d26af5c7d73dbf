# Boards that are reset, that have a bad application, no heap left, or speak protocol 1 only: each has its own.
import json
import sys
import time

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from content import pattern
from rig import Rig
from wire import Mqtt, Session, put, ticks_ms


def test_presence_reset_and_resumed_put():
    rig = Rig(["name = 'kitchen'"])
    try:
        s = rig.session()
        w = s.welcome
        eq((w["mqb"], w["state"], w["name"], w["reason"], w["chunk"]), (2, "online", "kitchen", "power", 4096))
        status = rig.prefix + "/mqb/status"
        m = Mqtt(rig.broker.port)
        m.subscribe(status, 1)
        eq(json.loads(m.message(5000)[1])["boot"], w["boot"])
        b = pattern(300000)
        eq(put(s, "/p.bin", b, stop_at=200000), None)
        rig.signal("USR1")
        off = json.loads(m.message(15000)[1])
        if off["state"] == "offline":
            eq((off["reason"], off["boot"]), ("lost", w["boot"]))
            on = json.loads(m.message(15000)[1])
        else:
            on = off  # the broker saw the new connection first
        eq((on["state"], on["boots"]), ("online", w["boots"] + 1))
        ok(on["boot"] != w["boot"])
        s.request({"c": "exec"}, "never = 1")  # of a session that the board has forgotten
        errors = []
        while not errors:
            errors = [f for f in s.frames(5000) if f[0] == 9]
        ok(b'"session"' in errors[0][5])
        t = rig.session()
        end = put(t, "/p.bin", b)
        ok(end["resumed"] >= 65536, end)
        eq(t.run("import os; [n for n in os.listdir('/') if n[0] == '.']"), "[]\n")
        eq(t.finish(t.request({"c": "reset"})), {"ok": True})
        off = json.loads(m.message(5000)[1])
        eq((off["state"], off["reason"]), ("offline", "reset"))
        on = json.loads(m.message(15000)[1])
        eq((on["state"], on["reason"]), ("online", "hard"))
    finally:
        rig.close()


# Modules that are loaded one after the other must not leave the heap in small pieces: an update needs large ones.
def test_large_blocks_stay_free():
    rig = Rig(["parts = ['blinky']"])
    try:
        s = rig.session()
        for c in ("df", "ota-info", "bootlog"):
            s.finish(s.request({"c": c}))
        s.run("1 + 1")
        eq(put(s, "/p.bin", pattern(20000))["ok"], True)
        eq(s.run("import gc; _ = gc.collect(); len(bytearray(40000))"), "40000\n")
    finally:
        rig.close()


def test_bad_application():
    rig = Rig(
        ["parts = ['broken', 'syntax', 'absent', 'ends', 'blinky']", "chunk = 5"],
        {
            "src/broken.py": "async def start(client, settings):\n    raise ValueError('no good')\n",
            "src/syntax.py": "def start(:\n",
            "src/ends.py": "def start(client, settings):\n    pass\n",
            "secrets.py": "password = (\n",
        },
    )
    try:
        s = rig.session()
        eq(s.run("1+1"), "2\n")
        rig.until(lambda: b"no good" in rig.console())
        text = rig.console()
        for word in (b"part syntax was not started", b"part absent was not started", b"part broken has ended", b"settings.py: chunk: a number from 256"):
            ok(word in text, "%s not in %s" % (word, text))
        time.sleep_ms(700)
        ok(int(s.run("import blinky; blinky.count")) > 0)
    finally:
        rig.close()


# An application that takes all of the heap, not too fast: what an operator needs was loaded in time.
def test_exhausted_heap():
    rig = Rig(
        ["parts = ['eater']"],
        {
            "src/eater.py": "import asyncio\nkeep = []\nasync def start(client, settings):\n    try:\n        while True:\n"
            "            keep.append(bytearray(400))\n            if len(keep) % 20 == 0: await asyncio.sleep_ms(250)\n"
            "    except MemoryError:\n        keep.pop()\n        keep.pop()\n        print('EATEN')\n"
        },
    )
    try:
        rig.until(lambda: b"EATEN" in rig.console(), 40000)
        s = rig.session()
        eq(s.run("1+1"), "2\n")
        eq(s.exec("import eater", "exec")[0], {"ok": True})
        eq(s.exec("eater.keep.clear()", "exec")[0], {"ok": True})
        ok(int(s.run("import gc; gc.collect(); gc.mem_free()").split()[-1]) > 100000)
    finally:
        rig.close()


def test_board_of_protocol_1():
    rig = Rig(["protocol = 1"])
    try:
        m = Mqtt(rig.broker.port)
        m.subscribe("#", 1)
        end = ticks_ms() + 20000
        got = None
        while ticks_ms() < end and not got:
            m.publish("t/board/mqb/cmd/eval/x1/", b"\x80\x001+1", 1)
            x = m.message(500)
            while x and not got:
                ok("/mqb/status" not in x[0])
                if "/reply/" in x[0]:
                    got = x
                x = None if got else m.message(100)
        eq(got, ("t/board/mqb/reply/out/x1", b"\xff\xff2"))
        s = Session(m, "t/board")
        try:
            s.hello(1000)
            ok(False, "answered")
        except OSError:
            pass
    finally:
        rig.close()


run(globals())
