# Protocol 2 frames: bytes in, fields out, and back. No state, no I/O.
# The layout is described in mqboard-protocol(7); transport/src/test/resources/vectors holds examples.
import json
import struct

# The first byte is 0x20: version 2, plain. 0x21..0x2F are sealed envelopes, unknown here and dropped.
_LAYOUT = ">BBBBIII"

HELLO = 1
WELCOME = 2
REQUEST = 3
DATA = 4
ACK = 5
END = 6
INTERRUPT = 7
BYE = 8
ERROR = 9
BUNDLE = 10

_NAME = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


# (version, type, channel, flags, session, request, offset), or None for what is no frame of ours.
def parse(b):
    if len(b) < 16 or b[0] != 0x20 or not 1 <= b[1] <= 10:
        return None
    return struct.unpack_from(_LAYOUT, b)


def pack(kind, channel, flags, session, request, offset):
    return struct.pack(_LAYOUT, 0x20, kind, channel, flags, session, request, offset)


# The client's name is the last level of the topic: 1..32 of [A-Za-z0-9_-], else None.
def client_name(topic):
    name = topic[topic.rfind("/") + 1 :]
    if not 1 <= len(name) <= 32:
        return None
    for c in name:
        if c not in _NAME:
            return None
    return name


# A JSON object of bounded depth from the wire, or ValueError.
def parse_json(b):
    depth = 0
    quoted = escaped = False
    for c in b:
        if quoted:
            if escaped:
                escaped = False
            elif c == 92:
                escaped = True
            elif c == 34:
                quoted = False
        elif c == 34:
            quoted = True
        elif c == 123 or c == 91:
            depth += 1
            if depth > 8:
                raise ValueError("too deep")
        elif c == 125 or c == 93:
            depth -= 1
    if depth or quoted:
        raise ValueError("unbalanced")
    try:
        obj = json.loads(b)
    except (UnicodeError, TypeError, OverflowError):
        raise ValueError("bad JSON")
    if not isinstance(obj, dict):
        raise ValueError("not an object")
    return obj


# A REQUEST's body: its head, and where the inline input begins. ValueError if malformed.
def request_head(body):
    if len(body) < 2:
        raise ValueError("no head")
    n = 2 + (body[0] << 8 | body[1])
    if n > len(body):
        raise ValueError("short head")
    return parse_json(body[2:n]), n


# The frames of a BUNDLE's body, one after the other; ends at the first bad length.
def unbundle(body):
    at = 0
    while at + 18 <= len(body):
        n = body[at] << 8 | body[at + 1]
        at += 2
        if n < 16 or at + n > len(body):
            return
        yield body[at : at + n]
        at += n


# Protocol 1: (sequence number, is last) from the two bytes before the data, or None.
def parse_v1(b):
    if len(b) < 2:
        return None
    n = b[0] << 8 | b[1]
    return n & 0x7FFF, n >= 0x8000


def pack_v1(seq, last):
    return struct.pack(">H", seq & 0x7FFF | (0x8000 if last else 0))
