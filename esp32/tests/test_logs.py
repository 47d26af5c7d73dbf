# Logs and crashes of a whole board: what the broker gets, before and after a reset.
import json
import os
import sys
import time

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from rig import Rig
from wire import Mqtt, ticks_ms

PART = """
import asyncio
async def start(client, settings):
    print("application says hello")
    await asyncio.sleep_ms(200)
    raise ValueError("of the part")
"""
LOOPBACK = """
calls = []
def use(settings):
    calls.append(settings.prefix)
async def up(tries):
    calls.append(tries)
"""
rig = Rig(
    settings=["network = 'loopback'", "keepalive = 5", "parts = ['bad', 'missing', 'blinky']", "log_levels = {'quiet': 40}", "log_print = True"],
    files={"src/bad.py": PART, "src/loopback.py": LOOPBACK},
)
watch = Mqtt(rig.broker.port)
watch.subscribe(rig.prefix + "/log", 1)
seen = []


# Waits for a log line with this text; returns it.
def line(text, ms=20000):
    end = ticks_ms() + ms
    while True:
        for s in seen:
            if text in s:
                return s
        ok(ticks_ms() < end, "no line with %s: %s" % (text, seen[-5:]))
        m = watch.message(200)
        if m:
            seen.append(m[1].decode())


def numbers():
    return [int(s.split("\t#")[1]) for s in seen if "\t#" in s]


def get(s, path):
    got = []
    end = s.finish(s.request({"c": "get", "path": path}), lambda c, b: got.append(b))
    eq(end.get("ok"), True, end)
    return b"".join(got).decode()


def test_a_boot_messages_come_with_the_first_connection():
    line("ValueError: of the part")
    line("connected")
    n = numbers()
    eq(n, list(range(1, len(n) + 1)))
    ok("part missing was not started" in line("part missing"))
    ok("    print: application says hello\t#" in line("application says"))


def test_b_the_crash_is_on_the_flash_and_in_the_presence_record():
    s = rig.session()
    records = [json.loads(x) for x in get(s, "/var/crash.log").split("\n") if x]
    eq([r["what"] for r in records], ["part missing was not started", "part bad has ended"])
    ok("of the part" in records[1]["trace"])
    eq((records[1]["boot"], records[1]["boots"]), (s.welcome["boot"], 1))
    eq(s.finish(s.request({"c": "info"}))["crashes"], 2)


def test_c_levels_and_boot_log():
    s = rig.session()
    end = s.finish(s.request({"c": "log"}))
    eq(end, {"ok": True, "level": 20, "levels": {"quiet": 40}})
    got = []
    end = s.finish(s.request({"c": "bootlog"}), lambda c, b: got.append(b))
    text = b"".join(got).decode()
    eq((end["ok"], end["n"]), (True, text.count("\n")))
    ok(text.find("part missing") < text.find("connected"), text)
    ok("says hello\t#" in text)

    src = "import logging\nlogging.getLogger('a').debug('level a')\nlogging.getLogger('quiet').info('level quiet')"
    s.exec(src, "exec")
    eq(s.finish(s.request({"c": "log", "level": "debug", "logger": "a"}))["levels"], {"a": 10, "quiet": 40})
    s.exec(src, "exec")
    line("a: level a")
    eq(s.finish(s.request({"c": "log", "level": 10})), {"ok": True, "level": 10, "levels": {}})
    s.exec(src, "exec")
    line("quiet: level quiet")
    eq(len([x for x in seen if "level a" in x]), 2)
    s.finish(s.request({"c": "log", "level": 20}))
    for bad in ({"level": "loud"}, {"level": 101}, {"level": True}, {"level": 10, "logger": 5}, {"level": 10, "logger": ""}):
        bad["c"] = "log"
        eq(s.finish(s.request(bad))["error"], "bad-request", bad)
    for i in range(40):
        end = s.finish(s.request({"c": "log", "level": 10, "logger": "made up %d" % i}))
    eq(end["error"], "too-big")


def test_c_a_network_of_ones_own():
    s = rig.session()
    eq(s.run("import loopback; loopback.calls"), "['t/board', 0]\n")


# The operator's prints are the operator's; the application's are log lines before, and afterwards.
def test_d_prints():
    s = rig.session()
    src = """
import asyncio
async def later(n):
    for i in range(n):
        await asyncio.sleep_ms(50)
        print("by a task", i, "\u00e4" * 150)
asyncio.create_task(later(3))
print("by the operator")
"""
    eq(s.run(src, "exec"), "by the operator\n")
    ok("\u00e4\u00e4\t#" in line("by a task 2"))
    ok(not [x for x in seen if "by the operator" in x])
    src = "async def flood():\n    while True: print('flood')\nimport asyncio\nasyncio.create_task(flood())"
    eq(s.exec(src, "exec")[0], {"ok": True})
    deadline = ticks_ms() + 30000
    while not [x for x in seen if "was interrupted" in x]:
        ok(ticks_ms() < deadline)
        s.frame(7, 0, 0, 0)
        m = watch.message(1000)
        if m:
            seen.append(m[1].decode())
    ok(len([x for x in seen if x.find("print: flood") > 0]) < 400, "a flood is limited")
    line("lines lost")
    s = rig.session()
    seen.clear()
    deadline = ticks_ms() + 30000
    while not [x for x in seen if "by a task 1" in x]:  # the flood has used up what may come at once
        ok(ticks_ms() < deadline, seen[-3:])
        s.exec("asyncio.create_task(later(2))", "exec")
        m = watch.message(1000)
        while m:
            seen.append(m[1].decode())
            m = watch.message(100)


# A task that logs without end: the board answers, few lines come, and each that does not is accounted for.
def test_d_a_flood():
    s = rig.session()
    seen.clear()
    src = """
import asyncio, logging
from mqboard import app
first = logging.number
async def flood():
    for i in range(1500):
        logging.getLogger("flood").info("line %d", i)
        if i % 20 == 0:
            await asyncio.sleep_ms(1)
asyncio.create_task(flood())
"""
    start = ticks_ms()
    s.exec(src, "exec")
    eq(s.run("6 * 7"), "42\n")
    rig.until(lambda: s.run("logging.number >= first + 1500 and not logging.lines and app._told == logging.dropped") == "True\n")
    seconds = (ticks_ms() - start) // 1000 + 1
    total = int(s.run("logging.number - first"))

    def accounted():
        m = watch.message(100)
        while m:
            seen.append(m[1].decode())
            m = watch.message(100)
        return len(numbers()) + sum([int(x.split()[3]) for x in seen if " lines lost" in x])

    rig.until(lambda: accounted() == total)
    ok(len(seen) < 2 * (64 + 10 * seconds), (len(seen), seconds))


# The broker is there and silent, as behind a router that has forgotten the connection: keep-alive notices.
def test_d_half_open():
    n = rig.console().count(b"time-out: keep-alive")
    rig.broker.shell("kill -STOP $(cat pid)")
    try:
        rig.until(lambda: rig.console().count(b"time-out: keep-alive") > n)
    finally:
        rig.broker.shell("kill -CONT $(cat pid)")
    seen.clear()
    line("mqtt: connected")


def test_e_a_reset_by_the_watchdog_leaves_a_record():
    s = rig.session()
    seen.clear()
    src = "import asyncio, machine\nasync def hang():\n    machine.WDT(timeout=500)\n    while True: pass\nasyncio.create_task(hang())"
    eq(s.exec(src, "exec")[0], {"ok": True})
    line("crash log: ")
    s = rig.session()
    eq(s.welcome["reason"], "wdt")
    what = [json.loads(x)["what"] for x in get(s, "/var/crash.log").split("\n") if x]
    ok([x for x in what if x.startswith("watchdog")], what)
    ok(s.welcome["boots"] == 2)
    ok(numbers()[0] < 9, "the numbers begin anew with each boot")


def test_z_close():
    rig.close()


try:
    run(globals())
finally:
    os.system("[ ! -d %s ] || { cd %s; kill $(cat board.pid guard.pid) $(cat pid); }" % (rig.folder, rig.folder))
