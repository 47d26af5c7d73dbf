# heap 224K
# The client against a broker that refuses, is silent, hangs up, or sends what it should not.
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] + "../lib", __file__[: __file__.rfind("/") + 1]] + sys.path

import asyncio
import logging
import socket
import time
from check import eq, ok, run
from dialogue import case, logged
from fakebroker import Broker, bind, until


def test_connect_packet_and_up():
    async def f(b, c):
        ups = []
        c.on_up(lambda: ups.append(c.connected))
        body = await b.accept()
        eq(body, b"\0\4MQTT\4\xc6\0\x1e\0\3dev\0\1w\0\3off\0\1u\0\1p")
        h, s = await b.packet()
        eq((h, s[2:]), (0x82, b"\0\4in/+\0"))
        await asyncio.sleep_ms(20)
        eq(ups, [])
        b.send(b"\x90\3" + s[:2] + b"\0")
        await until(lambda: ups)
        eq(ups, [True])

    case(f, keepalive=30, username="u", password="p", will=("w", b"off", 0, False))


def test_refused_codes():
    for code, text in ((1, "protocol"), (2, "client id"), (3, "no service"), (4, "bad login"), (5, "forbidden"), (77, "refused")):

        async def f(b, c):
            await b.accept(code)
            await until(lambda: logged("refused"))
            ok(logged(text), logging.lines)
            await b.welcome()
            await until(lambda: c.up)

        case(f)


def test_nobody_listens_then_somebody_does():
    async def f(b, c):
        b.sock.close()
        await until(lambda: logged("again in"))
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind(socket.getaddrinfo("127.0.0.1", b.port)[0][-1])
        s.listen(1)
        s.setblocking(False)
        b.sock = s
        await b.welcome()
        await until(lambda: c.up)

    case(f)


def test_unknown_host_does_not_end_the_client():
    async def f(b, c):
        await b.welcome()
        c.at = ("no.such.host.invalid", 1, None)
        b.hang_up()
        await until(lambda: logged("-2") or logged("-3"))
        c.at = ("127.0.0.1", b.port, None)
        await b.welcome()

    case(f)


# One of two addresses is dead; then the name moves to another broker.
def test_addresses_change():

    def at(port):
        return socket.getaddrinfo("127.0.0.1", port)[0]

    async def f(b, c):
        s, dead = bind()
        s.close()
        other = Broker()
        now = [at(dead), at(b.port)]
        asked = []

        class Resolver:
            SOCK_STREAM = socket.SOCK_STREAM
            socket = socket.socket

            def getaddrinfo(name, port, *rest):
                asked.append(name)
                return now

        await b.welcome()
        await until(lambda: c.up)
        sys.modules["socket"] = Resolver
        c.at = ("broker.example", 1883, None)
        try:
            for _ in (1, 2):
                b.hang_up()
                await b.welcome()
                await until(lambda: c.up)
            now[:] = [at(dead), at(other.port)]
            b.hang_up()
            await other.welcome()
            await until(lambda: c.up)
            ok(len(asked) > 3, asked)
            eq(set(asked), {"broker.example"})
        finally:
            sys.modules["socket"] = socket
            other.close()

    case(f)


# The network comes first, and is told how often the broker was not reached; one that never answers is given up.
def test_network():
    told = []

    async def net(tries):
        told.append(tries)
        if tries < 3:
            raise OSError("no Wi-Fi")
        if tries == 3:
            await asyncio.sleep(3600)

    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        eq(told, [0, 1, 2, 3, 4])
        ok(logged("no Wi-Fi; again") and logged("TimeoutError"), logging.lines)
        b.hang_up()
        await b.welcome()
        await until(lambda: c.up)
        eq(told[5:], [5])  # it has not been up for long

    case(f, net=net, timeout_ms=100)


# Time-outs with the clock that _check() is given: nothing here waits for seconds.
def late(c, name):
    eq(c.doing, name)
    now = time.ticks_ms()
    c._check(time.ticks_add(now, 9000))
    eq(c.err, None)
    c._check(time.ticks_add(now, 10001))
    ok(c.err)
    c.kick()


def test_silent_after_tcp():
    async def f(b, c):
        await b.accept(None)
        await b.packet()
        late(c, "TCP")
        await until(lambda: logged("time-out: TCP"))
        await b.welcome()
        await until(lambda: c.up)

    case(f)


def test_silent_suback():
    async def f(b, c):
        await b.accept()
        await b.packet()
        late(c, "SUBACK")
        await b.welcome()
        await until(lambda: c.up)
        eq(c.due, None)

    case(f)


# A listener whose queue is full does not answer at all, as a host that is switched off.
def test_black_hole():
    async def f(b, c):
        s, port = bind(0)
        a = socket.getaddrinfo("127.0.0.1", port)[0][-1]
        plugs = []
        for _ in range(3):
            p = socket.socket()
            p.setblocking(False)
            plugs.append(p)
            try:
                p.connect(a)
            except OSError:
                pass
        await b.welcome()
        await until(lambda: c.up)
        c.at = ("127.0.0.1", port, None)
        b.hang_up()
        await until(lambda: c.doing == "TCP" and c.due is not None)
        await asyncio.sleep_ms(30)
        late(c, "TCP")
        await until(lambda: logged("time-out: TCP"))
        c.at = ("127.0.0.1", b.port, None)
        await b.welcome()
        await until(lambda: c.up)
        for p in plugs:
            p.close()
        s.close()

    case(f)


def test_messages_and_flags():
    async def f(b, c):
        await b.welcome()
        b.send(b"\x30\x09\0\4in/ahey")
        b.send(b"\x3b\x09\0\4in/b\1\2X")
        b.send(b"\x30\x06\0\4othr")
        eq(await b.packet(), (0x40, b"\1\2"))
        eq(c.got, [("in/a", b"hey", 0x30), ("in/b", b"X", 0x3B)])

    case(f)


def test_garbage_means_a_new_connection():
    for bad in (
        b"\xff\xff\xff\xff\xff\xff",
        b"\0\0",
        b"\x30\1x",  # PUBLISH without a topic
        b"\x30\4\0\7ab",  # ... with one longer than the packet
        b"\x30\3\0\0x",  # ... with an empty one
        b"\x34\6\0\1a\0\1x",  # QoS 2
        b"\x36\6\0\1a\0\1x",  # QoS 3
        b"\x30\4\0\2\xff\xfe",  # no UTF-8
        b"\x40\3\0\1\0",
        b"\x20\2\0\0",  # a second CONNACK
        b"\x90\2\0\1",
        b"\x50\2\0\1",
    ):

        async def f(b, c):
            await b.welcome()
            b.send(b"\x30\x07\0\4in/a1")
            b.send(bad)
            b.send(b"\x30\x07\0\4in/a2")
            await b.welcome()
            b.send(b"\x30\x07\0\4in/a3")
            await until(lambda: len(c.got) > 1)
            eq([x[1] for x in c.got], [b"1", b"3"], bad)

        case(f)


def test_bad_callbacks_do_not_stop_anything():
    async def f(b, c):
        def bad(t, p, flags):
            raise (ValueError, MemoryError, KeyboardInterrupt, OSError)[bytes(p)[0] - 49]

        c.subs.insert(0, ("in/x", bad))
        await b.welcome(2)
        for x in b"1234":
            b.send(b"\x30\x07\0\4in/x" + bytes((x,)))
        await until(lambda: len(c.got) == 4)
        ok(c.connected and logged("MemoryError"))

    case(f)


def test_keep_alive_and_half_open():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        now = time.ticks_ms()
        c._check(time.ticks_add(now, 29000))
        eq(c.ping, None)
        c._check(time.ticks_add(now, 30100))
        eq(await b.packet(), (0xC0, b""))
        c.ping = time.ticks_ms()
        b.send(b"\xd0\0")
        await asyncio.sleep_ms(20)
        c._check(time.ticks_ms())
        eq(c.ping, None)
        c._check(time.ticks_add(now, 30100 + 100))
        eq(await b.packet(), (0xC0, b""))
        c._check(time.ticks_add(now, 30200 + 15000))
        eq(c.err, None)
        c._check(time.ticks_add(now, 30200 + 15101))
        ok(c.err)
        await b.welcome()  # _beat notices within half a second
        await until(lambda: c.up)
        ok(logged("keep-alive"))

    case(f)


def test_tls_to_a_plain_broker():
    async def f(b, c):
        await b.accept(None)
        await asyncio.sleep_ms(20)
        eq(c.doing, "TLS")
        b.send(b"\x20\2\0\0 this is no TLS at all")
        await until(lambda: logged("again in"))
        await b.accept(None)
        late(c, "TLS")
        await until(lambda: logged("time-out: TLS"))

    case(f, tls={"verify": False})


def test_stop_says_goodbye():
    async def f(b, c):
        await b.welcome()
        await until(lambda: c.up)
        await c.stop()
        eq(await b.packet(), (0xE0, b""))
        eq((c.connected, c.s, c.tasks), (False, None, []))

    case(f)


run(globals())
