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
from content import pattern
from rig import Rig
from wire import Mqtt, put, ticks_ms


def hexed(b):
    return "".join(["%02x" % c for c in b])


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


rig = Rig(config="RSSI=-61")


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


def test_the_signal_strength_is_told_while_there_is_a_wifi():
    s = rig.session()
    eq(s.finish(s.request({"c": "info"}))["rssi"], -61)
    eq(s.run("import mqboard.presence as p; p.rssi()"), "-61\n")
    eq(s.run("import network; network.WLAN().disconnect(); p.rssi() is None"), "True\n")
    ok("rssi" not in s.finish(s.request({"c": "info"})))
    eq(s.run("network.WLAN().connect(); p.rssi()"), "-61\n")


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
    b = pattern(400000)
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
    b = pattern(200000)
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


# The broker is killed while code prints: nothing is lost, nothing comes twice, the code runs once.
def test_output_goes_on_after_a_broker_restart():
    s = rig.session()
    rid = s.request({"c": "exec", "m": "exec"}, "n = 0\nfor i in range(8000):\n    n += 1\n    print('%049d' % i)")
    got = 0
    end = None
    killed = False
    want = hashlib.sha256()
    for i in range(8000):
        want.update(b"%049d\n" % i)
    sha = hashlib.sha256()
    deadline = ticks_ms() + 30000
    while end is None:
        ok(ticks_ms() < deadline, "time-out at %d" % got)
        all = s.frames(300)
        for kind, channel, flags, r, offset, body in all:
            if r == rid and kind == 4 and offset == got:
                got += len(body)
                sha.update(body)
            elif r == rid and kind == 6 and offset == got:
                end = json.loads(body)
        s.frame(5, 0 if all else 2, rid, got, struct.pack(">I", got + 65536))
        if got > 150000 and not killed:
            killed = True
            rig.broker.stop("KILL")
            rig.broker.start()
            s.mqtt = Mqtt(rig.broker.port)
            s.mqtt.subscribe(s.out)
    eq((end, got), ({"ok": True}, 400000))
    eq(sha.digest(), want.digest())
    s.frame(5, 1, rid, got)
    eq(s.run("n"), "8000\n")


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


def test_z_close():
    rig.close()


# What a client gave up a week ago goes; what another one began yesterday stays.
def test_leftovers_of_puts():
    rig.broker.shell("mkdir -p flash/left; cd flash/left; touch -d '8 days ago' .mqb-0-1 .mqb-0-2.ok mine; touch -d yesterday .mqb-0-3")
    s = rig.session()
    s.run("from mqboard import app; app.once('leftovers', 'begin')")
    rig.until(lambda: s.run("import os; sorted(os.listdir('/left'))") == "['.mqb-0-3', 'mine']\n")
    eq(s.run("import sys; 'mqboard.leftovers' in sys.modules"), "False\n")


try:
    run(globals())
finally:
    os.system("[ ! -d %s ] || { cd %s; kill $(cat board.pid guard.pid) $(cat pid); }" % (rig.folder, rig.folder))
