# What feeds the watchdog and what does not, in virtual time: half a second at a time, days on end.
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", HERE] + [p for p in sys.path if p not in (HERE, "")]

import logging
from check import eq, ok, run
from mqboard import app, life, presence, ticker, turn

logging.console = None
DAY = 86400
now = [0]


# As an ESP32 counts: 30 bits.
def ticks_diff(a, b):
    return ((a - b + (1 << 29)) & ((1 << 30) - 1)) - (1 << 29)


def ticks_ms():
    return now[0] & ((1 << 30) - 1)


for m in (presence, turn):
    m.ticks_ms = ticks_ms
    m.ticks_diff = ticks_diff


class Client:
    up = connected = False
    err = since = None
    tries = 0
    echo = True
    guard = None

    def send(self, topic, payload):
        eq(topic, "p/mqb/2/in/-")
        self.sent += 1
        if self.echo:
            self.guard.message(memoryview(payload))
        return True

    def connect(self):
        self.up = True
        self.since = ticks_ms()
        self.sent = 0

    def fail(self, why):
        self.err = why

    # What the client does about it, a second later.
    def down(self):
        self.up = False
        self.err = None
        self.tries = 1


class Watchdog:
    def feed(self):
        self.fed = now[0]


# A board of which half seconds pass; resets and turns of the machine are noted.
class Board:
    TIMES = (600, 600, 600, 300, 1800, [])

    def __init__(self, broker=True):
        self.record = life.new()
        life.boot(self.record, life.POWER)
        life.load = lambda: self.record.copy()
        life.save = self.save
        self.told = []
        self.resets = []
        self.client = Client()
        self.presence = None
        self.board = self.repl = None
        self.settings = type("S", (), {"prefix": "p"})
        self.broker = broker
        self.block = self.stuck = False
        g = self.guard = self.client.guard = presence.Guard()
        g.app = self
        g.boot = b"1234abcd"
        g.allok = 60
        g.times = self.TIMES
        g.due, g.far = life.plan(self.record, g.times)
        g.every = 40000
        g.heard = g.tried = g.asked = ticks_ms()
        g.wdt = Watchdog()
        g.wdt.feed()
        ticker.running = False
        presence.once = lambda module, f, g, what: self.turned(what)

    def save(self, r):
        self.record = r

    def turned(self, what):
        self.told.append((what, (now[0] - self.start) // 1000))
        turn.load = lambda name: self
        turn.core = self
        turn.forget = lambda names: None
        turn._keep = lambda r, names: None
        turn.turn(self.guard, what)

    def restart(self, app):
        return None

    def create_task(self, _):
        self.resets.append((now[0] - self.start) // 1000)

    # Lets seconds pass; returns when the watchdog would have bitten, or None.
    def run(self, seconds):
        self.start = now[0]
        c = self.client
        for i in range(2 * seconds):
            now[0] += 500
            if c.err:
                c.down()
            if self.block:
                self.guard.look()
            else:
                c.beat = ticks_ms()
                if not c.up and self.broker:
                    c.connect()
                elif not (c.up or self.stuck) and i % 20 == 0:
                    c.tries += 1
                self.guard.look(True)
                if i & 1:
                    self.guard.second()
            if now[0] - self.guard.wdt.fed >= 120000:
                return (now[0] - self.start) // 1000
        return None


def test_a_board_with_a_broker_is_good_after_a_minute_and_fed_for_weeks():
    b = Board()
    eq(b.run(100), None)
    eq(b.told, [("good", 60)])
    eq(b.run(13 * DAY), None)  # longer than ticks count
    eq(b.told[1:], [("late", 500)])
    eq((b.record["state"], b.record["settled"], b.resets), ("normal", True, []))
    ok(13 * DAY // 41 < b.client.sent <= 13 * DAY // 39)


def test_connected_but_deaf_is_dropped_and_then_reset():
    b = Board()
    eq(b.run(100), None)
    b.client.echo = False
    bitten = b.run(1000)
    eq(b.told[1][0], "deaf")
    ok(50 <= b.told[1][1] <= 95 and 110 <= bitten - b.told[1][1] <= 121, (b.told, bitten))


def test_a_new_connection_may_help_the_deaf():
    b = Board()
    b.run(100)
    b.client.echo = False
    b.run(95)
    eq(b.told[-1][0], "deaf")
    b.client.echo = True
    eq(b.run(1000), None)


# The broker that no longer answers was about to go.
def test_deaf_and_then_no_broker_is_no_hang():
    b = Board()
    b.run(100)
    b.client.echo = False
    b.run(95)
    b.broker = False
    b.client.down()
    eq(b.run(1000), None)


# Access rights that forbid the round trip: out of reach, not hung.
def test_deaf_from_the_begin_is_out_of_reach():
    b = Board()
    b.client.echo = False
    eq(b.run(1795), None)
    ok(len([x for x in b.told if x[0] == "deaf"]) > 10)
    eq(b.resets, [])
    eq(b.run(10), None)
    eq(b.told[-1][0], "far")
    eq((b.record["state"], len(b.resets)), ("control", 1))


def test_a_broker_that_is_down_for_days_resets_at_growing_distance():
    b = Board(broker=False)
    state = b.record
    total = 0
    resets = []
    while total < 5 * DAY:
        eq(b.run(DAY if not b.resets else 1), None)
        total += b.resets[0]
        resets.append(b.resets[0])
        life.boot(b.record, life.HARD)
        r = b.record
        b = Board(broker=False)
        b.record = r
        b.guard.due, b.guard.far = life.plan(r, b.TIMES)
    eq(resets[:9], [1800, 300, 3600, 300, 7200, 300, 14400, 300, 28800])
    ok(len(resets) < 22, resets)
    eq((r["fails"], r["crashes"]), (0, 0))


def test_it_comes_back_meanwhile():
    b = Board(broker=False)
    b.run(1700)
    b.broker = True
    eq(b.run(DAY), None)
    eq([x[0] for x in b.told], ["late", "good"])
    eq(b.resets, [])


# The tasks of the client are gone: nothing tries to connect any more.
def test_no_attempt_to_connect_is_a_hang():
    b = Board(broker=False)
    b.run(100)
    b.stuck = True
    bitten = b.run(1000)
    ok(225 <= bitten <= 245, bitten)


def test_code_of_the_application_that_blocks_is_reset():
    b = Board()
    b.run(100)
    b.block = True
    bitten = b.run(1000)
    ok(115 <= bitten <= 121, bitten)
    eq([x[0] for x in b.told], ["good", "blocked"])


def test_code_of_an_operator_may_block_while_he_gets_through():
    b = Board()
    b.run(100)
    b.block = True
    ticker.running = True
    eq(b.run(10000), None)
    b.client.echo = False
    ok(b.run(1000))
    ticker.running = False


def test_somebody_elses_message_proves_nothing():
    b = Board()
    b.client.echo = False
    b.run(10)
    b.guard.message(memoryview(b"1234abce"))
    eq(b.guard.proof, 0)
    b.guard.message(memoryview(b"1234abcd"))
    eq(b.guard.proof, 2)


# The round trip works with little, but nobody can get in.
def test_a_full_heap_is_a_hang():
    def full(n):
        raise MemoryError

    b = Board()
    b.run(100)
    send = b.client.send

    def refused(topic, payload):
        try:
            return send(topic, payload)
        except MemoryError:  # packets.py logs it
            return True

    b.client.send = refused
    presence.bytearray = full
    try:
        ok(b.run(1000))
    finally:
        del presence.bytearray
    eq(b.told[1][0], "deaf")


def test_a_connection_that_comes_and_goes_is_not_good():
    b = Board()
    for _ in range(20):
        b.run(50)
        b.client.down()
    eq([x for x in b.told if x[0] == "good"], [])
    b.run(61)
    eq(b.told[-1][0], "good")


run(globals())
