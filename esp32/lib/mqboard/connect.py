# How a connection begins. Loaded for it, and forgotten when it stands.
import errno
import gc
import socket
import sys
from .compat import asyncio, ticks_ms, VERSION
from .link import Link


# Connects and sends the first packet. It waits for events only: whoever watches the time calls fail() and kick().
async def connect(c):
    gc.collect()  # TLS needs large blocks
    net = c.net
    if net:
        if isinstance(net, list):
            from .wifi import up

            net = up(net, c.tries)
        else:
            net = net(c.tries)
        funcs = __import__(asyncio.__name__ + ".funcs", None, None, ("wait_for_ms",))
        try:
            await funcs.wait_for_ms(net, 3 * c.timeout_ms)
        finally:  # whoever needs it loads it anew, of flash
            sys.modules.pop(funcs.__name__, None)
            if hasattr(asyncio, "funcs"):
                del asyncio.funcs
    # the name is resolved anew each time; another of its addresses each time
    host, port, tls = c.at
    all = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
    at = all[c.tries % len(all)]
    c.close()
    c.raw = c.s = s = socket.socket(at[0], socket.SOCK_STREAM)
    s.setblocking(False)
    c.stage("TCP")
    try:
        s.connect(at[-1])
    except OSError as e:
        if e.errno != errno.EINPROGRESS:
            raise
    await c.wait(1)
    try:
        if VERSION >= (1, 23, 0):  # an ESP32 before that prints a warning
            s.setsockopt(6, 1, 1)  # TCP_NODELAY
    except OSError:
        pass
    # TCP_QUICKACK, where it is known: see Link.fill(). An ESP32 prints a warning.
    try:
        Link.quick = hasattr(socket, "AF_UNIX")
        if c.quick:
            s.setsockopt(6, 12, 1)
    except OSError:
        Link.quick = False
    c.cap = 1 << 20  # bytes in one write
    first = c.hello
    if tls not in (None, False):
        from .secure import wrap

        c.stage("TLS")
        c.cap = 4096
        c.s = wrap(s, tls, host)
        # The handshake goes on with each try to write the same bytes; what it lacks comes from the server.
        while not c.s.write(first[:1]):
            await c.wait(0)
        first = first[1:]
    c.wt = c.rt = ticks_ms()
    c.enter()
    c.put(first, True)
    c.leave()


# What a CONNACK other than 0 says.
def refusal(n):
    return "refused: " + ("protocol", "client id", "no service", "bad login", "forbidden")[n - 1] if n < 6 else "refused"
