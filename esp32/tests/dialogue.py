# A client and a scripted broker in one event loop, for the tests of the client.
import asyncio
import gc
import logging
from fakebroker import Broker, within
from mqboard.client import Client

logging.console = None
logging.burst = logging._tokens = 1 << 20  # some tests fail faster than a board would


def client(b, **k):
    k.setdefault("retry_ms", (10, 20))
    c = Client("127.0.0.1", b.port, client_id="dev", **k)
    c.got = []
    c.subscribe("in/+", 0, lambda t, p, f: c.got.append((t, bytes(p), f)))
    return c


def logged(text):
    return text in "\n".join(logging.lines)


# Runs one test as a coroutine with a broker and a client of its own.
def case(f, **k):
    async def main():
        logging.lines.clear()
        b = Broker()
        c = client(b, **k)
        c.start()
        try:
            await within(f(b, c), 20000)
        finally:
            await c.stop()
            b.close()
            gc.collect()

    asyncio.run(main())
