# Boards that are broken in many ways at once, and got back through their connection. They all run at the same time,
# because watchdogs take theirs. (The state machine itself: test_life.py, the watchdog's food: test_guard.py.)
import sys
import time

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from mosquitto import Mosquitto
from rig import Rig
from wire import put

QUICK = ["allok_s = 1", "patience_s = 600"]
MAIN = open(HERE + "../main.py").read()
# Takes all of the heap and keeps it, once.
EATER = """
import os
keep = []
async def start(client, settings):
    if 'eaten' not in os.listdir('/'):
        open('/eaten', 'w').close()
        n = 4096
        while n > 8:
            try:
                while True: keep.append(bytearray(n))
            except MemoryError:
                n //= 2
"""
# A network of the application's own.
NETWORK = """
def use(settings):
    pass
async def up(tries):
    %s
"""
rigs = {}
state = {}


def begin():
    sooner = "WATCHDOG_DIVIDE=20"
    rigs["raises"] = Rig(QUICK, {"main.py": "import nothing_of_that_name\n"}, config=sooner)
    rigs["loops"] = Rig(QUICK, {"main.py": MAIN.replace("app.main()", "while True: pass")}, config=sooner)
    rigs["library"] = Rig(QUICK, {"lib/mqboard/app.py": "def half(:\n"}, config=sooner)
    rigs["copy"] = Rig(QUICK, {"safemode/lib/mqboard/begin.py": "1/0\n"})
    rigs["password"] = Rig(
        QUICK + ["trial_s = 10", "username = 'dev'", "password = 'right'"], broker=Mosquitto("password_file users")
    )
    rigs["password"].broker.user("dev", "right")
    rigs["password"].broker.reload()
    rigs["away"] = Rig(["allok_s = 2", "unreachable_s = 3", "control_s = 2", "patience_s = 3", "trial_s = 20"])
    rigs["network"] = Rig(
        QUICK + ["network = 'loop'", "unreachable_s = 3", "control_s = 20"], {"src/loop.py": NETWORK % "pass"}
    )
    hung = QUICK + ["keepalive = 5", "watchdog_s = 20"]
    rigs["deaf"] = Rig(hung, config="WATCHDOG_DIVIDE=3", broker=Mosquitto("acl_file acl"))
    rigs["eater"] = Rig(hung + ["parts = ['eater']"], {"src/eater.py": EATER}, config="WATCHDOG_DIVIDE=3")


def lives(rig):
    return rig.console().count(b"the simulation takes")


def until_mode(rig, mode, ms=30000):
    seen = []

    def there():
        s = rig.session()
        s.mqtt.s.close()
        seen.append(s.welcome)
        return s.welcome["mode"] == mode

    rig.until(there, ms)
    return seen[-1]


def reset(s, mode):
    eq(s.finish(s.request({"c": "reset", "m": mode})), {"ok": True})


def repaired(name, content, path="/main.py"):
    rig = rigs[name]
    rig.until(lambda: b"safe mode:" in rig.console(), 90000)
    s = rig.session()
    eq(s.welcome["mode"], "safe")
    ok("3 boots in a row failed" in s.welcome["why"], s.welcome)
    ok(s.welcome["boots"] >= 4)
    eq(s.run("1+1"), "2\n")
    eq(s.run("import sys; sys.path"), "['.frozen', '/safemode/lib']\n")
    ok(put(s, path, content)["ok"])
    reset(s, "normal")
    info = until_mode(rig, "normal")
    ok("why" not in info, info)


# What is to happen to boards that are good: new settings with a wrong password, a broker that no longer lets messages
# through, and one that goes away.
def test_a_good_boards_are_broken():
    for name in ("password", "deaf", "away", "network"):
        rigs[name].session()
        rigs[name].until(lambda: b'good: "mode":"normal"' in rigs[name].console())
    s = rigs["password"].session()
    state["old"] = old = s.run("print(open('/settings.py').read(), end='')", "exec")
    ok(put(s, "/settings.py", old.replace("'right'", "'wrong'").encode())["ok"])
    reset(s, "hard")
    s = rigs["network"].session()
    eq(s.run("open('/safemode/loop.py').read() == open('/src/loop.py').read()"), "True\n")
    ok(put(s, "/src/loop.py", (NETWORK % "raise OSError('no cable')").encode())["ok"])
    reset(s, "hard")
    rigs["deaf"].broker.rights("write #")
    rigs["deaf"].broker.reload()
    rigs["away"].broker.stop()
    state["lives"] = lives(rigs["away"])
    state["since"] = time.ticks_ms()


# The distance of the control experiments grows; when the broker comes back, so does normal mode.
def test_b_broker_that_is_away():
    rig = rigs["away"]
    rig.until(lambda: lives(rig) >= state["lives"] + 4, 60000)
    took = time.ticks_diff(time.ticks_ms(), state["since"])
    ok(took > 3000 + 2000 + 6000 + 2000, took)
    rig.broker.start()
    info = until_mode(rig, "normal", 60000)
    ok("why" not in info)
    ok(b"watchdog got triggered" not in rig.console())


def test_c_wrong_password_in_new_settings():
    rig = rigs["password"]
    rig.until(lambda: b"safe mode:" in rig.console(), 60000)
    s = rig.session()
    eq((s.welcome["mode"], s.welcome["why"]), ("safe", "the new settings did not get through"))
    eq(s.run("open('/safemode/settings.py').read() == %r" % state["old"]), "True\n")
    ok(put(s, "/settings.py", state["old"].encode())["ok"])
    reset(s, "normal")
    until_mode(rig, "normal")


# Safe mode has the copy of the module that worked.
def test_c_network_that_no_longer_works():
    rig = rigs["network"]
    until_mode(rig, "safe", 60000)
    s = rig.session()
    eq(s.run("import sys; sys.modules['loop'].__file__"), "'/safemode/loop.py'\n")
    ok(put(s, "/src/loop.py", (NETWORK % "pass").encode())["ok"])
    reset(s, "normal")
    until_mode(rig, "normal")


def test_deaf():
    rig = rigs["deaf"]
    rig.until(lambda: b"no round trip" in rig.console(), 60000)
    rig.until(lambda: b"task watchdog got triggered" in rig.console(), 60000)
    rig.broker.rights("readwrite #")
    rig.broker.reload()
    info = until_mode(rig, "normal", 60000)
    eq(info["reason"], "wdt")
    s = rig.session()
    ok("watchdog: no round trip" in s.run("print(open('/var/crash.log').read())", "exec"))


def test_eater_of_the_heap():
    rig = rigs["eater"]
    rig.until(lambda: b"task watchdog got triggered" in rig.console(), 90000)
    info = until_mode(rig, "normal", 60000)
    eq(info["reason"], "wdt")


# The copy for safe mode is broken: then the original decides.
def test_broken_copy():
    info = until_mode(rigs["copy"], "normal")
    eq(info["boots"], 1)
    s = rigs["copy"].session()
    reset(s, "safe")
    eq(until_mode(rigs["copy"], "safe")["why"], "told to")
    s = rigs["copy"].session()
    eq(s.run("import sys; sys.path"), "['.frozen', '/lib']\n")
    reset(s, "normal")
    until_mode(rigs["copy"], "normal")


# The one file that everything depends on.
def test_boot_that_is_not_python_is_refused():
    s = rigs["copy"].session()
    with open(HERE + "../boot.py", "rb") as f:
        old = f.read()
    end = put(s, "/boot.py", old[:-20] + b"def (")
    eq(end["error"], "bad-request")
    ok("not Python" in end["text"], end)
    eq(s.run("len(open('/boot.py').read())"), "%d\n" % len(old))
    ok(put(s, "/boot.py", old + b"\n")["ok"])


def test_library_that_is_broken():
    with open(HERE + "../lib/mqboard/app.py") as f:
        repaired("library", f.read().encode(), "/lib/mqboard/app.py")


def test_main_that_loops():
    repaired("loops", MAIN.encode())


def test_main_that_raises():
    repaired("raises", MAIN.encode())


def test_z_protocol_1_tools_reset_into_safe_mode():
    rig = rigs["raises"]
    s = rig.session()
    m = s.mqtt
    m.publish(rig.prefix + "/mqb/cmd/eval/Ab_-1234/", b"\x80\x00sys.modules['watchdog'].reset('f')", 1)
    info = until_mode(rig, "safe")
    eq(info["why"], "told to")
    m.publish(rig.prefix + "/mqb/cmd/eval/Ab_-1235/", b"\x80\x00sys.modules['watchdog'].reset('n')", 1)
    until_mode(rig, "normal")


try:
    begin()
    run(globals())
finally:
    for rig in rigs.values():
        rig.close()
