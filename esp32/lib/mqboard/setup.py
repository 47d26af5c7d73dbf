# What is needed once: how a client begins, the packets that it sends at the start of each connection, and
# how it ends. Client.start() forgets this module, so that it takes no heap.
from .compat import Gate, pause, ticks_ms
from .link import size
from .packets import length


def link(s, most):
    s.max = most  # of a packet
    s.hold = False
    s.z = 0
    s.buf = b""
    s.shrink()
    s.tx = bytearray(512)
    s.out = []  # what the socket did not take yet, bytes or memoryviews
    s.s = s.raw = s.late = None
    s.armed = s.missed = False
    s.tasks = []  # those that wait on the socket
    s.rt = s.wt = ticks_ms()  # last byte read, written
    s.close()


# tls: None, or see secure.wrap. will: (topic, payload, qos, retain). net: async function that is awaited before each
# attempt to connect (brings the network up), with how many have failed in a row; or a list, see wifi.py. timeout_ms: for
# each of TCP connect, TLS handshake with CONNACK, and SUBACK. retry_ms: first and longest wait between attempts.
def client(s, server, port=1883, tls=None, username=None, password=None, client_id="", keepalive=60, will=None,
           clean=True, chunk=4096, net=None, timeout_ms=10000, retry_ms=(500, 10000)):
    link(s, chunk + 768)
    s.gate = Gate()  # whoever waits for room, an acknowledgement or a connection
    s.work = Gate()  # the task that writes
    s.subs = []  # (filter, callback)
    s.asks = None  # SUBSCRIBE for all of them; its packet identifier is 0xFFFF
    s.fly = []  # QoS 1: [packet identifier, packet, 0 unsent | 1 sent | 2 to be sent again, times]
    s.ups = []
    s.urgent = s.due = s.ping = s.doing = None
    s.connected = s.up = False
    s.left = False  # packets that the tick has read wait for the loop
    s.pid = s.tries = 0
    s.at = server, port, tls
    s.hello = connect(client_id, keepalive, clean, username, password, will)
    s.keepalive = keepalive * 500
    s.net = net
    s.timeout_ms = timeout_ms
    s.retry_ms = retry_ms
    s.beat = ticks_ms()


def _pair(n):
    return bytes((n >> 8, n & 255))


def _field(x):
    if isinstance(x, str):
        x = x.encode()
    if len(x) > 65535:
        raise ValueError("too long")
    return _pair(len(x)) + x


def _packet(first, body):
    h = bytearray(5)
    h[0] = first
    return bytes(h[: length(h, len(body))]) + body


# will: (topic, payload, qos, retain) or None
def connect(client_id, keepalive, clean, username, password, will):
    f = 2 if clean else 0
    b = _field(client_id)
    if will:
        f |= 4 | will[2] << 3 | (32 if will[3] else 0)
        b += _field(will[0]) + _field(will[1])
    if username is not None:
        f |= 128
        b += _field(username)
        if password is not None:
            f |= 64
            b += _field(password)
    return _packet(16, _field("MQTT") + bytes((4, f)) + _pair(keepalive) + b)


# A SUBSCRIBE with one filter more than x, which may be None.
def subscribe(x, filter, qos):
    b = x[(size(x, 0, len(x)) & 7) :] if x else b"\xff\xff"
    return _packet(0x82, b + _field(filter) + bytes((qos,)))


async def stop(s):
    if s.connected:
        s.packet(b"\xe0\0")
        for _ in range(20):
            if s.pend and not s.err:
                await pause(50)
