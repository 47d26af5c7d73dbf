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


# Writes the remaining length n to b[1] and on; returns the index behind it.
def length(b, n):
    i = 1
    while n > 127:
        b[i] = n & 127 | 128
        n >>= 7
        i += 1
    b[i] = n
    return i + 1


# Writes the head of a PUBLISH with n bytes of payload into b, which holds len(topic) + 9 bytes or more;
# returns the head's length. pid 0 = QoS 0.
def publish(b, first, topic, pid, n):
    t = len(topic)
    b[0] = first
    i = length(b, n + t + (4 if pid else 2))
    b[i] = t >> 8
    b[i + 1] = t & 255
    i += 2
    b[i : i + t] = topic
    i += t
    if pid:
        b[i] = pid >> 8
        b[i + 1] = pid & 255
        i += 2
    return i


# A topic that may be published to, as bytes. A bad one would make the broker hang up, again and again.
def topic_bytes(t):
    if "#" in t or "+" in t or "\0" in t:
        raise ValueError("topic")
    t = t.encode()
    if not 0 < len(t) <= 256:
        raise ValueError("topic")
    return t


# Does the filter f take the topic t?
def match(f, t):
    if f == t:
        return True
    # not t[0]: a string of one character is looked for among all names that there are
    if t.startswith("$") and not f.startswith("$"):
        return False
    i = f.find("+")
    n = len(f) - 1
    if i < 0:
        return f.endswith("#") and (t.startswith(f[:n]) or t == f[: n - 1])
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
