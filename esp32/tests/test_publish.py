# heap 224K
# What the client sends: QoS 0 and 1, when there is no room, over broken connections; and what outlives an interrupt.
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] + "../lib", __file__[: __file__.rfind("/") + 1]] + sys.path

import asyncio
import gc
import time
from check import eq, ok, run
from dialogue import case, client
from fakebroker import Broker, until, within


def test_publish_is_registered_before_it_is_sent():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        t = asyncio.create_task(c.publish("t", b"x"))
        h, p = await b.packet()
        eq((h, p[:3], p[5:]), (0x32, b"\0\1t", b"x"))
        b.send(b"\x40\2" + p[3:5])
        await within(t)
        eq(c.fly, [])

    case(f)


def test_unacknowledged_are_sent_again_as_they_were():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        buf = bytearray(b"one")
        tasks = [asyncio.create_task(c.publish("t", buf))]
        await asyncio.sleep_ms(0)
        a = await b.packet()
        buf[:] = b"XXX"
        tasks.append(asyncio.create_task(c.publish("t", b"two", retain=True)))
        tasks.append(asyncio.create_task(c.publish("t", b"three")))
        d = await b.packet()
        e = await b.packet()
        eq((a[0], d[0], e[0]), (0x32, 0x33, 0x32))
        b.send(b"\x40\2" + d[1][3:5])
        await within(tasks[1])
        b.hang_up()
        await b.welcome()
        eq(await b.packet(), (0x3A, a[1]))
        eq(a[1][5:], b"one")
        eq(await b.packet(), (0x3A, e[1]))
        for x in (a, e):
            b.send(b"\x40\2" + x[1][3:5])
        for t in tasks:
            await within(t)

    case(f)


def test_window_of_eight():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        tasks = [asyncio.create_task(c.publish("t", str(i))) for i in range(20)]
        seen = []
        for _ in range(8):
            seen.append((await b.packet())[1])
        await asyncio.sleep_ms(20)
        eq(len(c.fly), 8)
        for i in range(20):
            b.send(b"\x40\2" + seen[i][3:5])
            if i < 12:
                seen.append((await b.packet())[1])
        for t in tasks:
            await within(t)
        eq(sorted([int(x[5:]) for x in seen]), list(range(20)))
        eq(len(set([x[3:5] for x in seen])), 20)

    case(f)


def test_published_before_the_connection_is_sent_once_without_dup():
    async def main():
        b = Broker()
        c = client(b)
        t = asyncio.create_task(c.publish("t", b"x"))
        await asyncio.sleep_ms(5)
        eq(c.send("t", b"no"), False)
        c.start()
        await b.welcome()
        h, p = await b.packet()
        eq(h, 0x32)
        b.send(b"\x40\2" + p[3:5])
        await within(t)
        await c.stop()
        b.close()

    asyncio.run(main())


# A message that makes the broker hang up must not do so for ever.
def test_poison_is_given_up():
    async def f(b, c):
        errors = []

        async def publish():
            try:
                await c.publish("t", b"x")
            except OSError as e:
                errors.append(e.errno)

        asyncio.create_task(publish())
        for _ in range(5):
            await b.welcome()
            await b.packet()
            b.hang_up()
        await b.welcome()
        await until(lambda: c.up)
        eq((errors, c.fly), ([5], []))

    case(f)


def test_publish_time_out_frees_its_place():
    async def f(b, c):
        await b.welcome()
        for _ in range(10):
            try:
                await c.publish("t", b"x", timeout_ms=5)
                ok(False)
            except asyncio.TimeoutError:
                pass
        eq(c.fly, [])

    case(f)


def test_topics_that_the_broker_would_not_take():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        for t in ("a/#", "", "+", "\0"):
            try:
                await c.publish(t, b"")
                ok(False)
            except ValueError:
                pass
            try:
                c.send(t, b"")
                ok(False)
            except ValueError:
                pass
        eq((c.fly, c.busy), ([], False))

    case(f)


# The broker does not read: the outbox fills up, send() refuses, room() waits, and what was taken arrives whole.
def test_full_outbox():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        body = bytearray(4096)
        n = 0
        while True:
            body[:] = bytes((n & 255,)) * 4096
            if not c.send("t", b"head", body):
                break
            n += 1
        ok(c.pend and n > 2)
        ok(c.pend <= 5120 + 4200, c.pend)
        room = asyncio.create_task(c.room())
        await asyncio.sleep_ms(20)
        ok(not room.done())
        for i in range(n):
            h, p = await b.packet()
            eq((h, p[:7]), (0x30, b"\0\1thead"))
            eq(p[7:], bytes((i & 255,)) * 4096)
        await within(room)
        ok(c.send("t", b"", body))

    case(f)


def test_room_ends_with_the_connection():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        body = bytearray(4096)
        while c.send("t", b"head", body):
            pass
        room = asyncio.create_task(c.room())
        await asyncio.sleep_ms(5)
        b.hang_up()
        try:
            await within(room)
            ok(False)
        except OSError:
            pass
        await b.welcome()
        await until(lambda: c.up)
        eq(c.pend, 0)

    case(f)


def test_send_shapes():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        for head, n in ((b"", 0), (b"h", 0), (b"h" * 240, 0), (b"", 1), (b"h" * 16, 400), (b"h" * 16, 600), (b"", 511)):
            for body in (bytes(range(256)) * 3, bytearray(b"q" * 768), memoryview(b"z" * 768)):
                ok(c.send("some/topic", head, body[:n]))
                h, p = await b.packet()
                eq(p, b"\0\x0asome/topic" + head + bytes(body[:n]))
        ok(c.send("t", b"alone" * 200))
        eq((await b.packet())[1], b"\0\1t" + b"alone" * 200)
        await c.publish("t", "text", qos=0, retain=True)
        eq(await b.packet(), (0x31, b"\0\1ttext"))

    case(f)


# As main.py does after an interrupt: the tasks are replaced. The connection stays, unless an operation was cut in two.
def test_start_again():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        t = asyncio.create_task(c.publish("t", b"x"))
        h, p = await b.packet()
        for _ in range(5):
            c.start()
            await asyncio.sleep_ms(2)
        b.send(b"\x40\2" + p[3:5])
        await within(t)
        b.send(b"\x30\x07\0\4in/a1")
        await until(lambda: c.got)
        eq(len(c.tasks), 3)
        c.busy = True
        c.start()
        await b.welcome()
        await until(lambda: c.up)
        b.send(b"\x30\x07\0\4in/a2")
        await until(lambda: len(c.got) == 2)

    case(f)


# The tasks die one after the other, as if an interrupt had hit them.
def test_killed_tasks_are_replaced():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        for i in range(3):
            c.tasks[i].cancel()
            await asyncio.sleep_ms(5)
            c.start()
            await asyncio.sleep_ms(5)
            b.send(b"\x30\x07\0\4in/a1")
            await until(lambda: len(c.got) == i + 1)
            ok(c.send("t", b"x"))
            await b.packet()

    case(f)


# What the tick does while code blocks the loop.
def test_tick():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        seen = []

        def urgent(topic, payload):
            seen.append(bytes(payload))
            return bytes(payload) == b"INT"

        c.urgent = urgent
        b.send(b"\x30\x07\0\4in/a1" + b"\x32\x0b\0\4in/a\0\7INT" + b"\x30\x07\0\4in/a2" + b"\xd0\0")
        time.sleep_ms(20)
        c.tick(time.ticks_ms())
        eq(seen, [b"1", b"INT", b"2"])
        eq(c.got, [])
        await until(lambda: len(c.got) == 2)
        eq([x[1] for x in c.got], [b"1", b"2"])
        eq(await b.packet(), (0x40, b"\0\7"))
        c._check(time.ticks_add(time.ticks_ms(), 40000))
        eq(await b.packet(), (0xC0, b""))

    case(f)


# A tick that comes while the loop looks at a packet leaves it where it is.
def test_tick_in_the_middle_of_a_packet():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        split = c._split

        def slow(h, p, e):
            b.send(b"\x30\x0a\0\4in/amore")
            time.sleep_ms(2)
            c._split = split
            c.tick(time.ticks_ms())
            return split(h, p, e)

        c._split = slow
        b.send(b"\x30\x07\0\4in/a1" + b"\x30\x07\0\4in/a2" + b"\x30\x07\0\4in/a3")
        await until(lambda: len(c.got) == 4)
        eq([x[1] for x in c.got], [b"1", b"2", b"3", b"more"])

    case(f)


def test_memory_does_not_grow():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        c.got = None
        c.subs[0] = ("in/+", lambda t, p, flags: c.send("out", b"", p))
        used = []
        for i in range(2000):
            b.send(b"\x30\x0a\0\4in/abody")
            eq((await b.packet())[1], b"\0\3outbody")
            if i % 500 == 20:
                gc.collect()
                used.append(gc.mem_alloc())
        # A collection may take a dead block for a live one: the first reading can be too high, the least cannot grow.
        ok(used[-1] - min(used) < 600, used)

    case(f)


run(globals())
