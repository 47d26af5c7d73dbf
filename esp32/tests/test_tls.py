# heap 224K
# TLS with a real Mosquitto: whom the client trusts, and what it says when it does not.
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] + "../lib", __file__[: __file__.rfind("/") + 1]] + sys.path

import asyncio
import gc
import logging
from check import eq, ok, run
from fakebroker import until, within
from mosquitto import Mosquitto, CERTS
from mqboard.client import Client

logging.console = None
logging.burst = logging._tokens = 1 << 20  # some tests fail faster than a board would
BODY = bytes(range(256)) * 16


def case(f, tls, cert="server", config=""):
    async def main():
        logging.lines.clear()
        m = Mosquitto(config, cert)
        c = Client("127.0.0.1", m.port, tls, client_id="dev", retry_ms=(10, 50))
        c.got = []
        c.subscribe("a", 0, lambda t, p, flags: c.got.append(int(str(p[:2], "utf8")) if p[2:] == BODY else bytes(p[:20])))
        c.start()
        try:
            await within(f(m, c), 20000)
        finally:
            await c.stop()
            m.close()
            gc.collect()

    asyncio.run(main())


def ca(name="ca.der", **k):
    k["ca"] = CERTS + name
    return k


async def works(m, c):
    await until(lambda: c.up)
    for i in range(50):
        while not c.send("a", b"%02d" % i, BODY):
            await c.room()
    await until(lambda: len(c.got) == 50)
    eq(c.got, list(range(50)))
    m.stop()
    m.start()
    c.got.clear()
    await until(lambda: c.up and ": connected" in logging.lines[-1])
    await c.publish("a", b"again")
    await until(lambda: c.got)


def fails(*texts):
    async def f(m, c):
        await until(lambda: "again in" in "\n".join(logging.lines))
        ok(not c.connected)
        all = "\n".join(logging.lines)
        ok(any([t in all for t in texts]), all)
        n = len(logging.lines)
        await until(lambda: len(logging.lines) > n)  # it goes on trying

    return f


def test_own_ca_der():
    case(works, ca(host="broker.test"))


# The certificate names the address; mbedTLS 2.28, which came with 1.22 and before, knows host names only.
def test_certificate_for_an_address():
    if sys.implementation[1] >= (1, 23, 0):
        case(works, ca())


def test_own_ca_pem():
    case(works, ca("ca.pem", host="broker.test"))


def test_own_ca_as_bytes_with_name():
    with open(CERTS + "ca.der", "rb") as f:
        b = f.read()
    case(works, {"ca": b, "host": "broker.test"})


def test_wrong_host_name():
    case(fails("CN", "expected name", "name"), ca(host="another.test"))


def test_unknown_ca():
    case(fails("not correctly signed", "certificate"), ca("other.pem"))


def test_expired():
    case(fails("expired", "validity"), ca(), "expired")


def test_no_ca_is_refused_before_anything_is_sent():
    case(fails("no CA"), {})


def test_missing_ca_file():
    case(fails("ENOENT"), ca("none.der"))


def test_not_verified_if_asked_for():
    case(works, {"verify": False}, "expired")


def test_client_certificate():
    k = ca(host="broker.test", cert=CERTS + "client.der", key=CERTS + "client.key.der")
    case(works, k, config="require_certificate true")


# A broker that wants a certificate and gets none ends the handshake, or hangs up after it (TLS 1.3).
def test_client_certificate_missing():
    case(fails("again in"), ca(), config="require_certificate true")


def test_plain_broker():
    async def f(m, c):
        p = Mosquitto()
        c.at = ("127.0.0.1", p.port, ca())
        try:
            await fails("again in")(m, c)
        finally:
            p.close()

    case(f, ca("none.der"))


# A refused handshake must not cost a socket: an ESP32 has ten.
def test_no_socket_is_lost():
    import os

    try:
        n = len(os.listdir("/proc/self/fd"))
    except OSError:
        return

    async def f(m, c):
        await until(lambda: c.tries > 20)

    case(f, ca("other.pem"))
    case(f, {})
    eq(len(os.listdir("/proc/self/fd")), n)


def test_pem_without_pem_support():
    from mqboard import secure

    with open(CERTS + "ca.der", "rb") as f:
        der = f.read()
    with open(CERTS + "ca.pem", "rb") as f:
        eq(secure._der(f.read()), der)


run(globals())
