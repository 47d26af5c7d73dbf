# The parts that come along: sntp, sysinfo, leds, blinky, on a board whose clock is not set and whose own network module
# cannot be imported.
import json
import os
import select
import socket
import sys
import time

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE, HERE + "../lib"] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from fakebroker import bind
from rig import Rig
from wire import Mqtt, Session, ticks_ms

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s, port = bind()
s.close()
server.bind(socket.getaddrinfo("127.0.0.1", port)[0][-1])
poll = select.poll()
poll.register(server, select.POLLIN)

rig = Rig(
    settings=[
        "parts = ['sntp', 'sysinfo', 'leds', 'blinky']",
        "sntp = ('127.0.0.1', %d)" % port,
        "sysinfo_s = 1",
        "network = 'ethernet'",
        "led = 4",
        "blinky = {'pin': 5, 'period_ms': 200}",
    ],
    config="CLOCK=unset\nLED=lines",
)
watch = Mqtt(rig.broker.port)
for topic in ("/log", "/sysinfo", "/mqb/status"):
    watch.subscribe(rig.prefix + topic, 1)


seen = []


# The first message on a topic, of those not asked for yet, for which test(text) is true. each() is called meanwhile.
def message(topic, test, each=None, ms=20000):
    end = ticks_ms() + ms
    while ticks_ms() < end:
        for m in seen:
            if m[0] == rig.prefix + topic and test(m[1].decode()):
                seen.remove(m)
                return m[1].decode()
        if each:
            each()
        m = watch.message(100)
        if m:
            seen.append(m)
    raise AssertionError("nothing on %s; console: %s" % (topic, rig.console()[-500:]))


def ntp(seconds, nonce, first=0x24, stratum=2):
    b = bytearray(48)
    b[0] = first
    b[1] = stratum
    b[24:32] = nonce
    b[40:44] = (seconds & 0xFFFFFFFF).to_bytes(4, "big")
    b[44:48] = b"\x80\0\0\0"
    return b


def test_a_without_a_clock_and_with_a_network_that_is_missing():
    record = json.loads(message("/mqb/status", lambda s: '"online"' in s))
    eq(record["time"], None)
    eq(record["crashes"], 1)
    text = message("/log", lambda s: "network ethernet" in s)
    ok(text[:2] == "E " and text.split()[1].isdigit(), text)  # milliseconds, although the clock stands at a guess
    s = rig.session()
    eq(s.run("import time; time.gmtime()[0] >= 2026"), "True\n")


def test_b_sntp():
    t = 3155673600 + 1000000000  # 2031-09-09T01:46:40

    def answer():
        if poll.poll(0):
            b, at = server.recvfrom(100)
            eq((len(b), b[0]), (48, 0x23))
            nonce = b[40:48]
            server.sendto(b"short", at)
            server.sendto(ntp(t + 10000, b"another."), at)
            server.sendto(ntp(t + 20000, nonce, 0x23), at)
            server.sendto(ntp(t + 30000, nonce, 0x24, 0), at)  # the kiss of death
            server.sendto(ntp(t, nonce), at)

    message("/log", lambda s: " sntp: the clock was wrong by " in s and s[4] == ":", answer)
    s = rig.session()
    ok(s.finish(s.request({"c": "info"}))["time"][:16] in ("2031-09-09T01:46", "2031-09-09T01:47"))
    eq(s.run("from esp32 import NVS; NVS('mqboard').get_i32('time') // 100"), "10000000\n")
    eq(s.run("import sntp; sntp.decode(b'\\0\\0\\0\\1\\x80\\0\\0\\0')"), "(1139293697, 500000)\n")  # the era of 2036


def test_c_sysinfo():
    x = json.loads(message("/sysinfo", lambda s: '"up": 0' not in s))
    eq((x["rssi"], x["largest"], x["reconnects"], x["lost"]), (-50, 65536, 0, 0))
    ok(x["free"] > 30000 and x["up"] >= 1, x)
    rig.broker.stop()
    rig.broker.start()
    global watch
    watch = Mqtt(rig.broker.port)
    watch.subscribe(rig.prefix + "/sysinfo", 0)
    seen.clear()
    y = json.loads(message("/sysinfo", lambda s: True))
    ok(y["up"] > x["up"] and y["reconnects"] >= 1, y)


# The Wi-Fi is gone, and the broker was started anew meanwhile: the board is silent, and comes back with the Wi-Fi.
def test_c_wifi_lost_and_back():
    global watch
    rig.broker.shell("printf down >flash.state/wifi")
    n = rig.console().count(b"again in")
    rig.broker.stop()
    rig.broker.start()
    rig.until(lambda: rig.console().count(b"again in") > n)
    watch = Mqtt(rig.broker.port)
    watch.subscribe(rig.prefix + "/log", 1)
    seen.clear()
    try:
        Session(Mqtt(rig.broker.port), rig.prefix).hello(1500)
        ok(False, "it has answered without Wi-Fi")
    except OSError:
        pass  # no WELCOME
    rig.broker.shell("printf ok >flash.state/wifi")
    message("/log", lambda s: "mqtt: connected" in s)
    ok("begins anew" not in rig.console().decode(), "the driver was left alone")


def test_d_leds():
    text = rig.console().decode()
    i = text.find("[LED 4 on]")
    ok(0 <= i < text.find("[LED 4 off]", i), text[:300])
    import leds

    class Settings:
        pass

    eq(leds.light(Settings, "ESP32C3 module with ESP32C3"), (8, 1))
    eq(leds.light(Settings, "Generic ESP32 module with ESP32"), (2, 0))
    eq(leds.light(Settings, "Generic ESP32S3 module with ESP32S3"), None)
    eq(leds.light(Settings, "another board"), None)
    Settings.led = 4, 1
    eq(leds.light(Settings, "another board"), (4, 1))
    shapes = [leds.pattern(up, safe) for up, safe in ((True, False), (False, False), (True, True))]
    ok(len(set(shapes)) == 3 and all([len(x) % 2 == 0 for x in shapes]))


def test_e_blinky():
    s = rig.session()
    eq(s.run("import blinky; blinky.period_ms"), "200\n")
    watch.publish(rig.prefix + "/blinky/period_ms", b"none")
    watch.publish(rig.prefix + "/blinky/period_ms", b"50")
    rig.until(lambda: s.run("blinky.period_ms") == "50\n")


# Safe mode leaves the application out, but not the clock that TLS needs, the light, and the network.
def test_f_safe_mode():
    s = rig.session()
    s.exec("f = open('/settings.py', 'a'); f.write('\\nnetwork = \"loopback\"\\n'); f.close()", "exec")
    text = "used = []\ndef use(s):\n    used.append(s.prefix)\nasync def up(tries):\n    pass\n"
    s.exec("f = open('/src/loopback.py', 'w'); f.write(%r); f.close()" % text, "exec")
    s.exec("f = open('/safemode/settings.py', 'a'); f.write('\\nnetwork = \"loopback\"\\n'); f.close()", "exec")
    seen.clear()
    watch.subscribe(rig.prefix + "/mqb/status", 1)
    n = len(rig.console())
    while poll.poll(0):
        server.recvfrom(100)
    end = s.finish(s.request({"c": "reset", "m": "safe"}))
    eq(end, {"ok": True})
    message("/mqb/status", lambda x: '"mode":"safe"' in x)
    s = rig.session()
    eq(s.run("import sys; sorted([x for x in sys.modules if x in ('sntp', 'leds', 'blinky', 'loopback', 'mqboard.wifi')])"), "['leds', 'loopback', 'sntp']\n")
    eq(s.run("import loopback; loopback.used"), "['t/board']\n")
    ok(poll.poll(20000), "it asks for the time")
    rig.until(lambda: rig.console()[n:].count(b"[LED 4 on]") > 1)


def test_z_close():
    rig.close()


try:
    run(globals())
finally:
    os.system("[ ! -d %s ] || { cd %s; kill $(cat board.pid guard.pid) $(cat pid); }" % (rig.folder, rig.folder))
