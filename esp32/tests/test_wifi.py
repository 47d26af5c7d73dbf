# The part that brings the Wi-Fi up, with a driver and a clock of the test's own.
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", HERE] + [p for p in sys.path if p not in (HERE, "")]

import logging
from check import eq, ok, run

logging.console = None


class Time:
    now = 1000

    def ticks_ms(self):
        return self.now

    def ticks_diff(self, a, b):
        return a - b


class Driver:
    on = air = False  # air: the access point is there
    joined = 0  # 1: was told to connect

    def __init__(self, *_):
        pass

    def active(self, on):
        calls.append("active")

    def connect(self, *args):
        calls.append("connect")
        eq(args, ("net", "key"))
        Driver.joined = 1

    def disconnect(self):
        calls.append("disconnect")
        Driver.joined = 0

    def isconnected(self):
        return bool(Driver.joined and Driver.air)

    def status(self):
        return 201


class Network:
    STA_IF = 0
    WLAN = Driver


class Settings:
    wifi = ("net", "key")


sys.modules["network"] = Network
from mqboard import wifi

calls = []
clock = wifi.time = Time()


def fresh(air):
    global state
    clock.now = 1000
    calls.clear()
    Driver.air = air
    Driver.joined = 0
    state = wifi.use(Settings)


async def _pause(ms):
    clock.now += ms


wifi.pause = _pause


# What up() ends with, and how long it took.
def up(tries=0):
    before = clock.now
    try:
        wifi.up(state, tries).send(None)
    except StopIteration:
        return "up", clock.now - before
    except OSError as e:
        return str(e), clock.now - before


def test_connects_once():
    fresh(True)
    eq(up(), ("up", 0))
    eq(up(), ("up", 0))
    eq(calls, ["active", "connect"])


def test_nobody_there():
    fresh(False)
    eq(up(), ("no Wi-Fi, status 201", 10000))
    eq(up(1)[1], 10000)
    eq(calls, ["active", "connect"])
    for i in range(2, 10):
        up(i)
    eq(calls.count("connect"), 3, "anew every half minute or so")
    Driver.air = True
    eq(up(10), ("up", 0))


# Lost for a while: the driver finds it again, nothing is started anew.
def test_lost_and_back():
    fresh(True)
    up()
    clock.now += 3600000
    Driver.air = False
    eq(up(), ("no Wi-Fi, status 201", 10000))
    eq(up(1)[0], "no Wi-Fi, status 201")
    eq(calls, ["active", "connect"])
    Driver.air = True
    eq(up(2), ("up", 0))
    eq(calls, ["active", "connect"])


# Lost for long: the driver is started anew, after a pause.
def test_lost_for_long():
    fresh(True)
    up()
    Driver.air = False
    for i in range(4):
        up(i)
    eq(up(4)[1], 11000)
    eq(calls, ["active", "connect", "disconnect", "active", "connect"])


# TCP before Wi-Fi: a broker that is down leaves the Wi-Fi alone, but for a few times, ever more seldom.
def test_broker_down_for_long():
    fresh(True)
    up()
    anew = []
    for i in range(1, 1100):
        if up(i)[1]:
            anew.append(i)
    eq(anew, [32, 64, 128, 256, 512, 1024])


run(globals())
