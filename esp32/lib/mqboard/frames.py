# Protocol 2 frames: bytes in, fields out, and back. No state, no I/O.
# The layout is described in mqboard-protocol(7); transport/src/test/resources/vectors holds examples.
# Types: 1 HELLO, 2 WELCOME, 3 REQUEST, 4 DATA, 5 ACK, 6 END, 7 INTERRUPT, 8 BYE, 9 ERROR, 10 BUNDLE.
# The first byte is 0x20: version 2, plain. 0x21..0x2F are sealed envelopes, unknown here and dropped.
import json
import struct


# (version, type, channel, flags, session, request, offset), or None for what is no frame of ours.
def parse(b):
    if len(b) < 16 or b[0] != 0x20 or not 1 <= b[1] <= 10:
        return None
    return struct.unpack_from(">BBBBIII", b)


def pack(kind, channel, flags, number, rid, offset):
    return struct.pack(">BBBBIII", 0x20, kind, channel, flags, number, rid, offset)


# The client's name is the last level of the topic: 1..32 of [A-Za-z0-9_-], else None.
def client_name(topic):
    name = topic[topic.rfind("/") + 1 :]
    for c in name:
        if not c.isalpha() and not c.isdigit() and c not in "_-":
            return None
    return name if 1 <= len(name) <= 32 else None


# A JSON object of bounded depth from the wire, or ValueError.
def parse_json(b):
    try:
        x = json.loads(b) if b[len(b) - 1] == 125 else 0  # json forgives a missing "}"
    except (UnicodeError, TypeError, OverflowError, IndexError):
        x = 0
    if not isinstance(x, dict):
        raise ValueError("JSON")
    _depth(x, 8)
    return x


def _depth(x, n):
    if isinstance(x, (dict, list)):
        if not n:
            raise ValueError("depth")
        for y in x.values() if isinstance(x, dict) else x:
            _depth(y, n - 1)


# A REQUEST's body: its head, and where the inline input begins. ValueError if malformed.
def request_head(b):
    if len(b) < 2:
        raise ValueError("head")
    n = 2 + (b[0] << 8 | b[1])
    if n > len(b):
        raise ValueError("head")
    return parse_json(b[2:n]), n


# The frames of a BUNDLE's body, one after the other; ends at the first bad length.
def unbundle(b):
    i = 0
    while i + 18 <= len(b):
        n = b[i] << 8 | b[i + 1]
        i += 2
        if n < 16 or i + n > len(b):
            return
        yield b[i : i + n]
        i += n
