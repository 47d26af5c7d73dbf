# A board from end to end: the files of a flash, a real MicroPython with a board's heap, a real broker.
import hashlib
import json
import os
import struct
import sys
import time

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from rig import Rig
from wire import Mqtt, put, ticks_ms


def hexed(b):
    return "".join(["%02x" % c for c in b])


def data(n):
    return (b"0123456789abcdef" + bytes(range(256)) * 17)[:4099] * (n // 4099) + bytes(n % 4099)


# Interrupts rid after a while, again and again; returns (END, ms from the first INTERRUPT on).
def interrupted(s, rid, after=600, sink=None):
    start = ticks_ms()
    sent = [0]

    def each():
        if ticks_ms() - start > after + sent[0] * 300:
            sent[0] += 1
            s.frame(7, 0, rid, 0)

    end = s.finish(rid, sink, each=each)
    return end, ticks_ms() - start - after


# ---- one board for the tests that do it no harm

rig = Rig()


def test_expressions_and_errors():
    s = rig.session()
    eq(s.exec("45+876"), ({"ok": True}, {1: b"921\n"}))
    eq(s.run("print('a'); 'b'"), "a\n'b'\n")
    end, out = s.exec("1/0")
    eq(end["type"], "ZeroDivisionError")
    ok(b"repl.py" not in out[2])
    eq(rig.session(False).run("_ + 'c'"), "'bc'\n")


def test_binary_output_and_escape_sequences():
    s = rig.session()
    got = []
    src = "import sys\nfor i in range(20): sys.stdout.buffer.write(bytes(range(256)))\nprint('\\x1b[31mred', end='')"
    end = s.finish(s.request({"c": "exec", "m": "exec"}, src), lambda c, b: got.append(b))
    eq(end, {"ok": True})
    eq(b"".join(got) == bytes(range(256)) * 20 + b"\x1b[31mred", True)


def test_five_megabytes_of_output():
    s = rig.session()
    n = [0]
    sha = hashlib.sha256()

    def sink(channel, b):
        n[0] += len(b)
        sha.update(b)

    end = s.finish(s.request({"c": "exec", "m": "exec"}, "for i in range(50000): print('%099d' % i)"), sink, 120000)
    eq(end, {"ok": True})
    eq(n[0], 5000000)
    want = hashlib.sha256()
    for i in range(50000):
        want.update(b"%099d\n" % i)
    eq(sha.digest(), want.digest())


def test_interrupt():
    s = rig.session()
    for src, mode in (
        ("while True: pass", "repl"),
        ("i = 0\nwhile True:\n    i += 1\n    print(i)", "exec"),
        ("x = 0\nwhile True:\n    x = [x]\n    x = bytes(100)", "exec"),
        ("import time\ntime.sleep(60)", "exec"),
        ("import time\nwhile True:\n    try:\n        time.sleep(1)\n    except Exception:\n        pass", "exec"),
        ("async def __mqb__():\n    while True:\n        pass", "await"),
        ("import asyncio\nasync def __mqb__():\n    await asyncio.sleep(60)", "await"),
        ("import asyncio\nasync def f():\n    while True:\n        await asyncio.sleep(1)\nasyncio.run(f())", "exec"),
        ("import asyncio\nasync def f():\n    while True:\n        pass\nasyncio.run(f())", "exec"),
    ):
        end, ms = interrupted(s, s.request({"c": "exec", "m": mode}, src), sink=lambda c, b: None)
        eq(end["error"], "interrupted", src)
        ok(ms < 1500, "%d ms: %s" % (ms, src))
        eq(s.run("7*6"), "42\n", src)


def test_finally_is_not_cut_short():
    s = rig.session()
    src = "import time\ntry:\n    while True: pass\nfinally:\n    time.sleep_ms(600)\n    print('clean')"
    out = []
    end, ms = interrupted(s, s.request({"c": "exec", "m": "exec"}, src), sink=lambda c, b: out.append(b))
    eq(end["error"], "interrupted")
    ok(b"clean" in b"".join(out), out)


def test_out_of_memory():
    s = rig.session()
    for src in ("x = []\nwhile True: x.append(bytearray(1000))", "x = 'y' * 500\nwhile True: x += x", "x = [0]\nwhile True: x += x"):
        end, out = s.exec(src, "exec")
        eq(end["error"], "memory", src)
        eq(s.run("2+2"), "4\n")


def test_put_and_get_while_blinky_keeps_its_period():
    s = rig.session()
    b = data(400000)
    s.exec("import blinky; blinky.late_ms = 0", "exec")
    end = put(s, "/big.bin", b)
    eq((end["ok"], end["size"]), (True, 400000))
    sha = hashlib.sha256()
    end = s.finish(s.request({"c": "get", "path": "/big.bin"}), lambda c, x: sha.update(x))
    eq(end["sha256"], hexed(sha.digest()))
    eq(end["sha256"], hexed(hashlib.sha256(b).digest()))
    late = int(s.run("blinky.late_ms"))
    ok(late < 500, "late by %d ms; its period is 500 ms, and this machine may be busy" % late)
    eq(s.finish(s.request({"c": "rm", "path": "/big.bin"})), {"ok": True})


def test_a_new_event_loop_ends_nothing():
    s = rig.session()
    src = "import asyncio\nasync def f():\n    await asyncio.sleep_ms(10)\nasyncio.run(f())\nasyncio.new_event_loop()"
    eq(s.exec(src, "exec"), ({"ok": True}, {}))
    eq(s.exec("import blinky; n = blinky.count", "exec"), ({"ok": True}, {}))
    time.sleep_ms(1100)
    eq(s.run("blinky.count > n"), "True\n")


def test_two_clients():
    a = rig.session(False)
    b = rig.session(False)
    rid = a.request({"c": "exec", "m": "exec"}, "import time\nfor i in range(3): time.sleep_ms(200)\nmark = 'a'")
    eq(a.frames(5000)[0][0], 5)  # it runs: the other one has to wait
    eq(b.exec("mark"), ({"ok": True}, {1: b"'a'\n"}))
    eq(a.finish(rid), {"ok": True})


def test_protocol_1():
    m = Mqtt(rig.broker.port)
    m.subscribe(rig.prefix + "/mqb/reply/out/+", 1)
    m.subscribe(rig.prefix + "/mqb/reply/err/+", 1)
    m.publish(rig.prefix + "/mqb/cmd/eval/Ab_-1234/", b"\x80\x00sys.platform", 1)
    eq(m.message(5000), (rig.prefix + "/mqb/reply/out/Ab_-1234", b"\xff\xff'esp32'"))
    m.publish(rig.prefix + "/mqb/cmd/eval/Ab_-1235/", b"\x80\x001/0", 1)
    topic, text = m.message(5000)
    eq(topic, rig.prefix + "/mqb/reply/err/Ab_-1235")
    ok(b"ZeroDivisionError" in text)


def test_get_goes_on_after_a_broker_restart():
    s = rig.session()
    b = data(200000)
    put(s, "/restart.bin", b)
    rid = s.request({"c": "get", "path": "/restart.bin", "win": 20000})
    got = b""
    while len(got) < 12000:
        for f in s.frames(1000):
            if f[0] == 4 and f[4] == len(got):
                got += f[5]
    rig.broker.stop()
    rig.broker.start()
    t = rig.session()  # the board is there again; the old session goes on over a new connection
    s.mqtt = t.mqtt
    s.mqtt.subscribe(s.out)
    rest = []
    at = len(got)
    s.frame(5, 2, rid, at, struct.pack(">I", at + 250000))
    end = None
    deadline = ticks_ms() + 10000
    while end is None and ticks_ms() < deadline:
        for f in s.frames(100):
            if f[0] == 4 and f[4] == at:
                rest.append(f[5])
                at += len(f[5])
            elif f[0] == 6:
                end = json.loads(f[5])
    eq(at, 200000)
    eq(end["ok"], True)
    eq(got + b"".join(rest) == b, True)


# A task of the application that never yields: the framework comes back, the other parts live.
def test_runaway_task_of_the_application():
    s = rig.session()
    src = "import asyncio\nasync def hang():\n    while True: pass\nasyncio.create_task(hang())"
    eq(s.exec(src, "exec")[0], {"ok": True})
    time.sleep_ms(3500)
    s.frame(7, 0, 0, 0)
    s.hello(5000)
    eq(s.exec("import blinky; n = blinky.count", "exec"), ({"ok": True}, {}))
    time.sleep_ms(1200)
    eq(s.run("blinky.count > n"), "True\n")


def close_rig():
    rig.close()


# ---- boards of their own

def test_own_presence_reset_and_resumed_put():
    rig = Rig(["name = 'kitchen'"])
    try:
        s = rig.session()
        w = s.welcome
        eq((w["mqb"], w["state"], w["name"], w["reason"], w["chunk"]), (2, "online", "kitchen", "power", 4096))
        status = rig.prefix + "/mqb/status"
        m = Mqtt(rig.broker.port)
        m.subscribe(status, 1)
        eq(json.loads(m.message(5000)[1])["boot"], w["boot"])
        b = data(300000)
        eq(put(s, "/p.bin", b, stop_at=200000), None)
        rig.signal("HUP")
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


def test_own_bad_application():
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
        for word in (b"part syntax was not started", b"part absent was not started", b"part broken has ended", b"chunk: not within"):
            ok(word in text, "%s not in %s" % (word, text))
        time.sleep_ms(700)
        ok(int(s.run("import blinky; blinky.count")) > 0)
    finally:
        rig.close()


# An application that takes all of the heap, not too fast: what an operator needs was loaded in time.
def test_own_exhausted_heap():
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


def test_own_board_of_protocol_1():
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
        from wire import Session

        s = Session(m, "t/board")
        try:
            s.hello(1000)
            ok(False, "answered")
        except OSError:
            pass
    finally:
        rig.close()


names = dict(globals())
names["test_y_close"] = close_rig
own = {n: names.pop(n) for n in list(names) if n.startswith("test_own")}
names.update({"test_zz" + n[8:]: own[n] for n in own})
try:
    run(names)
finally:
    if rig:
        os.system("[ ! -d %s ] || { cd %s; kill $(cat board.pid guard.pid) $(cat pid); }" % (rig.folder, rig.folder))
