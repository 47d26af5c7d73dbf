# Names that differ between MicroPython versions (1.20 to 1.29), in one place.
import sys

try:
    import asyncio
except ImportError:  # 1.20 knows only the old name
    import uasyncio as asyncio
from time import ticks_ms, ticks_add, ticks_diff

core = asyncio.core
VERSION = sys.implementation[1]


# Suspends the task for ms. asyncio.sleep_ms() shares one object between all tasks, and an interrupt
# at the wrong bytecode leaves that object unusable for ever; this one keeps no state.
def pause(ms):
    core._task_queue.push(core.cur_task, ticks_add(ticks_ms(), ms))
    yield


# Tasks wait here until somebody opens the gate; all of them go on and look at what they wait for.
# open() may be called from a timer callback: both queues are C and change in one step.
class Gate:
    def __init__(self):
        self.q = core.TaskQueue()

    def wait(self):
        self.q.push(core.cur_task)
        core.cur_task.data = self.q  # so that the task can be cancelled
        yield

    def open(self):
        q = self.q
        while q.peek():
            core._task_queue.push(q.pop())


def _load(x):
    if isinstance(x, str):
        with open(x, "rb") as f:
            x = f.read()
    return x


# The first certificate of a PEM file as DER, for builds of mbedTLS without PEM.
def _der(x):
    import binascii

    x = bytes(x)
    i = x.find(b"-----\n", x.find(b"-----BEGIN")) + 6
    return binascii.a2b_base64(x[i : x.find(b"-----END", i)].replace(b"\n", b""))


def _context(m, c):
    x = m.SSLContext(m.PROTOCOL_TLS_CLIENT)
    # The default differs from version to version, so it is always set.
    x.verify_mode = m.CERT_REQUIRED if c.get("verify", True) else m.CERT_NONE
    ca = _load(c.get("ca"))
    if ca:
        try:
            x.load_verify_locations(cadata=ca) if m.__name__ == "ssl" else x.load_verify_locations(ca)
        except (ValueError, OSError):
            if b"-----BEGIN" not in ca:
                raise
            ca = _der(ca)
            x.load_verify_locations(cadata=ca) if m.__name__ == "ssl" else x.load_verify_locations(ca)
    if c.get("cert"):
        x.load_cert_chain(_load(c["cert"]), _load(c["key"]))
    return x


# Makes a TLS client socket of a connected non-blocking one; the handshake runs with the first write.
# c: dict of ca, cert, key (a path or the bytes, DER; PEM where the build takes it), host (the name in
# the certificate if it is not the server's), verify (default True); or an SSLContext.
# From 1.22 on an ESP32 compares a certificate's dates with its clock, which starts in 2000: boot.py
# must have set the clock to at least the time of the build.
def tls_wrap(s, c, host):
    if not isinstance(c, dict):
        return c.wrap_socket(s, server_hostname=host, do_handshake_on_connect=False)
    host = c.get("host") or host
    x = c.get("context")
    if x is None:
        if c.get("verify", True) and not c.get("ca"):
            raise ValueError("TLS needs a CA (ca=), or verify=False")
        try:
            import tls as m  # 1.23 and later
        except ImportError:
            import ssl as m
        if not hasattr(m, "SSLContext") or not hasattr(m.SSLContext, "load_verify_locations"):  # 1.20, 1.21
            k = {"key": _load(c["key"]), "cert": _load(c["cert"])} if c.get("cert") else {}
            v = m.CERT_REQUIRED if c.get("verify", True) else m.CERT_NONE
            return m.wrap_socket(
                s, server_hostname=host, cert_reqs=v, cadata=_load(c.get("ca")), do_handshake=False, **k
            )
        x = c["context"] = _context(m, c)
    return x.wrap_socket(s, server_hostname=host, do_handshake_on_connect=False)
