# heap 224K
# MQTT packets as bytes, against vectors written by hand from the standard (MQTT 3.1.1).
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] + "../lib", __file__[: __file__.rfind("/") + 1]] + sys.path

from check import eq, ok, run
from mqboard import link, packets, setup


def raises(f, *a):
    try:
        f(*a)
    except ValueError:
        return True
    return False


def test_size():
    for b, want in (
        (b"", 0),
        (b"\xd0", 0),
        (b"\xd0\0", 2),
        (b"\x30\x7f", 127 << 3 | 2),
        (b"\x30\x80", 0),
        (b"\x30\x80\x01", 128 << 3 | 3),
        (b"\x30\xff\x7f", 16383 << 3 | 3),
        (b"\x30\xff\xff\xff\x7f", 268435455 << 3 | 5),
        (b"\x30\xff\xff\xff", 0),
        (b"\x30\xff\xff\xff\xff", -1),
        (b"\x30\x80\x80\x80\x80\x01", -1),
    ):
        eq(link.size(b, 0, len(b)), want, repr(b))
    eq(link.size(b"xx\xd0\0yy", 2, 6), 2)
    eq(link.size(b"xx\xd0\0yy", 2, 3), 0)


def test_length():
    b = bytearray(5)
    for n, want in ((0, b"\0"), (127, b"\x7f"), (128, b"\x80\1"), (16384, b"\x80\x80\1"), (268435455, b"\xff\xff\xff\x7f")):
        i = packets.length(b, n)
        eq(bytes(b[1:i]), want)
        eq(link.size(b, 0, i), n << 3 | i)


def test_publish():
    b = bytearray(64)
    n = packets.publish(b, 0x30, b"a/b", 0, 2)
    eq(bytes(b[:n]), b"\x30\x07\0\x03a/b")
    n = packets.publish(b, 0x33, b"a/b", 0x102, 200)
    eq(bytes(b[:n]), b"\x33\xcf\x01\0\x03a/b\x01\x02")
    eq(len(b), 64)


def test_connect():
    eq(setup.connect("id", 60, True, None, None, None), b"\x10\x0e\0\x04MQTT\x04\x02\0\x3c\0\x02id")
    eq(
        setup.connect("", 300, False, "u", b"pw", ("t", b"gone", 1, True)),
        b"\x10\x1c\0\x04MQTT\x04\xec\x01\x2c\0\0\0\x01t\0\x04gone\0\x01u\0\x02pw",
    )
    ok(raises(setup.connect, "x" * 65536, 60, True, None, None, None))


def test_long_packet():
    b = setup.subscribe(None, "x" * 295, 1)
    eq(bytes(b[:3]), b"\x82\xac\x02")
    eq(len(b), 303)
    eq(setup.subscribe(setup.subscribe(None, "a", 1), "b/#", 0), b"\x82\x0c\xff\xff\0\x01a\x01\0\x03b/#\0")


def test_topics():
    eq(packets.topic_bytes("ä/b"), b"\xc3\xa4/b")
    for t in ("", "a/#", "+/a", "a\0b", "x" * 257):
        ok(raises(packets.topic_bytes, t), t)


def test_match():
    for f, t, want in (
        ("a/b", "a/b", True),
        ("a/b", "a/bc", False),
        ("a/+", "a/b", True),
        ("a/+", "a/b/c", False),
        ("a/+", "a/", True),
        ("a/+", "a", False),
        ("+", "a", True),
        ("+", "/a", False),
        ("#", "a/b", True),
        ("#", "$SYS/x", False),
        ("+/x", "$SYS/x", False),
        ("$SYS/#", "$SYS/x", True),
        ("a/#", "a", True),
        ("a/#", "a/b/c", True),
        ("a/#", "ab", False),
        ("a/+/c", "a/b/c", True),
        ("a/+/c", "a/b/d", False),
        ("a/+/c", "a/b", False),
        ("+/+/#", "a/b", True),
        ("+/+/#", "a/b/c/d", True),
        ("+/+/#", "a", False),
        ("p/mqb/2/in/+", "p/mqb/2/in/xyz", True),
        ("p/mqb/cmd/#", "p/mqb/cmd/get/id//x", True),
        ("a/+/c/+", "a/b/c/d", True),
        ("a/+/c/+", "a/b/c/d/e", False),
        ("/+", "/a", True),
    ):
        eq(packets.match(f, t), want, f + " " + t)


run(globals())
