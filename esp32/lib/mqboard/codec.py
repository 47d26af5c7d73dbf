# MQTT 3.1.1 packets without I/O. Writers return bytes or fill a buffer; readers never raise.


# Length of the packet that begins at b[i], of which b[:z] is here:
# length of its fixed header | remaining length << 3; 0 = more bytes needed; -1 = malformed.
def size(b, i, z):
    k = i + 1
    n = s = 0
    while k < z:
        c = b[k]
        k += 1
        n |= (c & 127) << s
        if c < 128:
            return n << 3 | (k - i)
        s += 7
        if s > 21:
            return -1
    return 0


# Writes the head of a PUBLISH with n bytes of payload into b; returns the head's length.
# b must hold len(topic) + 9 bytes. pid 0 = QoS 0.
def publish(b, first, topic, pid, n):
    t = len(topic)
    n += t + (4 if pid else 2)
    b[0] = first
    i = 1
    while n > 127:
        b[i] = n & 127 | 128
        n >>= 7
        i += 1
    b[i] = n
    b[i + 1] = t >> 8
    b[i + 2] = t & 255
    i += 3
    b[i : i + t] = topic
    i += t
    if pid:
        b[i] = pid >> 8
        b[i + 1] = pid & 255
        i += 2
    return i


def ack(pid):
    return bytes((0x40, 2, pid >> 8, pid & 255))


def _field(x):
    if isinstance(x, str):
        x = x.encode()
    if len(x) > 65535:
        raise ValueError("too long")
    return bytes((len(x) >> 8, len(x) & 255)) + x


def _packet(first, body):
    n = len(body)
    h = bytearray((first,))
    while n > 127:
        h.append(n & 127 | 128)
        n >>= 7
    h.append(n)
    return bytes(h) + body


# will: (topic, payload, qos, retain) or None
def connect(client_id, keepalive, clean=True, username=None, password=None, will=None):
    f = 2 if clean else 0
    b = _field(client_id)
    if will:
        f |= 4 | will[2] << 3 | (0x20 if will[3] else 0)
        b += _field(will[0]) + _field(will[1])
    if username is not None:
        f |= 0x80
        b += _field(username)
        if password is not None:
            f |= 0x40
            b += _field(password)
    return _packet(0x10, b"\0\x04MQTT\x04" + bytes((f, keepalive >> 8, keepalive & 255)) + b)


def subscribe(pid, filter, qos):
    return _packet(0x82, bytes((pid >> 8, pid & 255)) + _field(filter) + bytes((qos,)))


# A topic that may be published to, as bytes. A bad one would make the broker hang up.
def topic_bytes(t):
    if isinstance(t, str):
        t = t.encode()
    if not 0 < len(t) <= 256 or b"#" in t or b"+" in t or b"\0" in t:
        raise ValueError("topic")
    return t


# Does the filter f take the topic t?
def match(f, t):
    if f == t:
        return True
    if f[0] in "+#" and t[0] == "$":
        return False
    i = f.find("+")
    n = len(f) - 1
    if i < 0:
        return f[n] == "#" and (t.startswith(f[:n]) or t == f[: n - 1])
    if i == n:
        return t.startswith(f[:n]) and t.find("/", n) < 0
    f = f.split("/")
    t = t.split("/")
    n = 0
    for x in f:
        if x == "#":
            return True
        if n == len(t) or x != "+" and x != t[n]:
            return False
        n += 1
    return n == len(t)
