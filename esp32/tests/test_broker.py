# heap 224K
# The client with a real Mosquitto.
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] + "../lib", __file__[: __file__.rfind("/") + 1]] + sys.path

import asyncio
import gc
import logging
from check import eq, ok, run
from fakebroker import until, within
from mosquitto import Mosquitto
from mqboard import app
from mqboard.client import Client

logging.console = None
logging.burst = logging._tokens = 1 << 20  # some tests fail faster than a board would


def client(m, name, **k):
    c = Client("127.0.0.1", m.port, client_id=name, retry_ms=(10, 50), **k)
    c.got = []
    return c


def logged(text):
    return text in "\n".join(logging.lines)


def case(f, config="", **k):
    async def main():
        logging.lines.clear()
        m = Mosquitto(config)
        c = client(m, "dev", **k)
        try:
            await within(f(m, c), 30000)
        finally:
            await c.stop()
            m.close()
            gc.collect()

    asyncio.run(main())


async def up(c):
    c.start()
    await until(lambda: c.up)


def keep(c):
    return lambda t, p, f: c.got.append((t, bytes(p), f & 0x0F))


def test_echo():
    async def f(m, c):
        c.subscribe("a/+", 0, keep(c))
        c.subscribe("q/#", 1, keep(c))
        await up(c)
        ok(c.send("a/b", b"head", b"body"))
        await c.publish("q/1/2", "text")
        await until(lambda: len(c.got) == 2)
        eq(sorted(c.got), [("a/b", b"headbody", 0), ("q/1/2", b"text", 2)])
        c.subscribe("late", 0, keep(c))
        await until(lambda: c.due is None)
        c.send("late", b"x")
        await until(lambda: len(c.got) == 3)

    case(f)


def test_retained_birth_and_will():
    async def f(m, c):
        d = client(m, "board", will=("s", b"offline", 1, True))
        d.on_up(lambda: asyncio.create_task(d.publish("s", b"online", retain=True)))
        await up(d)
        await until(lambda: not d.fly)
        await asyncio.sleep_ms(20)
        c.subscribe("s", 1, keep(c))
        await up(c)
        await until(lambda: c.got)
        eq(c.got, [("s", b"online", 3)])
        d.s.close()  # no DISCONNECT
        await until(lambda: len(c.got) > 1)
        eq(c.got[1], ("s", b"offline", 2))
        await until(lambda: len(c.got) > 2)  # and it is back
        eq(c.got[2], ("s", b"online", 2))
        await d.stop()
        await asyncio.sleep_ms(50)
        eq(len(c.got), 3)  # a goodbye is no will

    case(f)


# Messages are published while the broker is killed and started again: each arrives, and the subscriber hears
# again without doing anything.
def test_broker_restarts():
    async def f(m, c):
        c.subscribe("q", 1, keep(c))
        await up(c)
        sent = []

        async def publisher():
            for i in range(200):
                await c.publish("q", str(i))
                sent.append(i)

        async def parallel(n):
            await c.publish("q", "p%d" % n)
            sent.append(n)

        t = asyncio.create_task(publisher())
        for how in ("KILL", "TERM"):
            n = len(sent)
            await until(lambda: len(sent) > n + 20)
            m.stop(how)
            more = [asyncio.create_task(parallel(i)) for i in range(5)]
            await until(lambda: logged("again in"))
            logging.lines.clear()
            m.start()
            for x in more:
                await within(x, 8000)
        await within(t, 8000)
        await asyncio.sleep_ms(50)
        ok(c.connected)
        c.got.clear()
        await c.publish("q", "end")
        await until(lambda: c.got)

    case(f)


def test_wrong_password():
    async def f(m, c):
        m.user("ann", "secret")
        m.stop()
        m.start()
        c.start()
        await until(lambda: logged("refused: forbidden") or logged("refused: bad login"))
        d = client(m, "dev2", username="ann", password="secret")
        await up(d)
        await d.stop()

    case(f, "allow_anonymous false\npassword_file users", username="ann", password="wrong")


# Another client takes the same client identifier: we come back.
def test_taken_over():
    async def f(m, c):
        await up(c)
        d = client(m, "dev")
        d.retry_ms = (5000, 5000)
        await up(d)
        await until(lambda: logged("again in"))
        await until(lambda: c.up)
        await d.stop()

    case(f)


def test_persistent_session_present():
    async def f(m, c):
        c.subscribe("q", 1, keep(c))
        await up(c)
        await c.stop()
        d = client(m, "other")
        await up(d)
        await d.publish("q", "while away")
        c.start()
        await until(lambda: c.got)
        eq(c.got[0][:2], ("q", b"while away"))
        await until(lambda: c.up)
        await d.stop()

    case(f, clean=False)


def test_logs_are_carried_once_and_in_order():
    async def f(m, c):
        c.subscribe("p/log", 1, keep(c))
        await up(c)
        log = logging.getLogger("app")
        app.carry(c, "p/log")
        for i in range(20):
            log.info("line %d", i)
        await until(lambda: len(c.got) >= 21)
        await asyncio.sleep_ms(50)
        lines = [x[1].decode() for x in c.got]
        n = logging.number - 19
        eq([x.split(": ")[1] for x in lines if " app: " in x], ["line %d\t#%d" % (i, n + i) for i in range(20)])
        eq(len(lines), 21)  # with "connected"; publishing logs nothing
        for i in range(60):
            log.warning("%d %s", i, "x" * 100)
        lost = logging.dropped - app._told
        ok(lost)
        await until(lambda: any("lines lost" in x[1].decode() for x in c.got))
        ok(any((": %d lines lost" % lost) in x[1].decode() for x in c.got))
        app._carrier.cancel()

    case(f)


def test_memory_does_not_grow():
    async def f(m, c):
        n = [0]

        def count(t, p, flags):
            n[0] += 1

        c.subscribe("x", 1, count)
        await up(c)
        used = []
        for i in range(2000):
            if i % 2:
                c.send("x", b"head", b"body")
            else:
                await c.publish("x", b"body")
            if i % 16 == 15:
                await until(lambda: n[0] == i + 1)
            if i % 500 == 25:
                gc.collect()
                used.append(gc.mem_alloc())
        ok(used[-1] - used[1] < 600, used)

    case(f)


def test_logs_leave_the_heap_as_it_was():
    async def f(m, c):
        await up(c)
        app.carry(c, "p/log")
        log = logging.getLogger("app")
        used = []
        for i in range(1000):
            log.warning("line %d of the soak", i)
            if i % 20 == 19:
                await until(lambda: not logging.lines)
            if i % 200 == 199:
                gc.collect()
                used.append(gc.mem_alloc())
        app._carrier.cancel()
        ok(used[-1] - used[1] < 600, used)

    case(f)


# A broker that drops what it cannot queue loses nothing of QoS 1 that is acknowledged one window at a time.
def test_burst_in_both_directions():
    async def f(m, c):
        c.subscribe("b", 0, lambda t, p, flags: c.got.append(len(p)))
        await up(c)
        d = client(m, "sender")
        await up(d)
        body = bytearray(4096)
        for i in range(200):
            while not d.send("b", b"%04d" % i, body):
                await d.room()
        await until(lambda: len(c.got) == 200)
        eq(set(c.got), {4100})
        await d.stop()

    case(f)


run(globals())
