# Every frame of the shared vectors, both ways.
import binascii
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE, HERE + "../lib"] + sys.path

from check import eq, ok, run
from mqboard import frames, v1
from vectors import vectors

TYPES = "HELLO WELCOME REQUEST DATA ACK END INTERRUPT BYE ERROR BUNDLE".split()


def hexed(text):
    return binascii.unhexlify(text)


def test_frame_both_ways():
    for v in vectors("frame"):
        raw = memoryview(hexed(v["hex"]))
        f = frames.parse(raw)
        want = (v["version"], TYPES.index(v["type"]) + 1, v["channel"], v["flags"])
        want += (v["session"], v["request"], v["offset"])
        eq(f, want, v["name"])
        eq(bytes(raw[16:]), hexed(v["body"]), v["name"])
        eq(frames.pack(*f[1:]) + hexed(v["body"]), bytes(raw), v["name"])
        if "head" in v:
            head, at = frames.request_head(raw[16:])
            eq(head, v["head"], v["name"])
            eq(bytes(raw[16 + at :]), hexed(v["inline"]), v["name"])
        if "frames" in v:
            eq([bytes(b) for b in frames.unbundle(raw[16:])], [hexed(h) for h in v["frames"]], v["name"])


def test_malformed():
    for v in vectors("malformed"):
        eq(frames.parse(hexed(v["hex"])), None, v["name"])


def test_bad_heads():
    for v in vectors("badhead"):
        raw = hexed(v["hex"])
        ok(frames.parse(raw), v["name"])
        try:
            frames.request_head(memoryview(raw)[16:])
        except ValueError:
            continue
        raise AssertionError(v["name"])


def test_client_names():
    for v in vectors("topic"):
        eq(frames.client_name(v["topic"]), v["client"], v["name"])


def test_protocol_1():
    for v in vectors("v1"):
        raw = hexed(v["hex"])
        eq(v1.parse(raw), (v["seq"], v["last"]), v["name"])
        eq(v1.pack(v["seq"], v["last"]) + hexed(v["body"]), raw, v["name"])
    for v in vectors("v1bad"):
        eq(v1.parse(hexed(v["hex"])), None, v["name"])


run(globals())
