# OTA by protocol 1, as the tool of MQBoard 0.1 sends an image.
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

import fakes
from check import eq, ok, run
from content import sha
from fakes import idle, turn
from firmware import Flash, image
from mqboard import ota, v1
from ota_client import Sender, blocks, raw

NEW = image.make("new", "good", 50000 // 16 * 16)
ID = "abcdEF_-"


class App:
    def __init__(self):
        self.board = fakes.board()
        self.client = self.board.client
        self.settings = self.board.settings
        self.v1 = v1.V1(self)

    def load(self):
        return self.board.app.load()

    def send(self, id, digest, seq, last, data, flags=0x32):
        self.v1.on_message("p/x/mqb/cmd/ota/%s/%s" % (id, digest), memoryview(v1.pack(seq, last) + data), flags)

    def replies(self):
        idle(60)
        all = self.client.published
        self.client.published = []
        return [(t[len("p/x/mqb/reply/") :], b) for t, b in all]


def case(test, **options):
    f = Flash(**options)
    try:
        test(f, App())
    finally:
        ota._writing = None
        f.close()


# Sends all of it; returns the replies.
def image_of(a, b, id=ID, digest=None, twice=()):
    pieces = [b[i : i + 1400] for i in range(0, len(b), 1400)]
    for i in range(len(pieces)):
        a.send(id, digest or sha(b), i, i == len(pieces) - 1, pieces[i])
        if i in twice:
            a.send(id, digest or sha(b), i, i == len(pieces) - 1, pieces[i], 0x3A)
    return a.replies()


def test_image():
    def test(f, a):
        n = -(-len(NEW) // 1400)
        want = [("out/" + ID, b"\xff\xffSEQ %d" % i) for i in range(0, n - 1, 8)] + [("out/" + ID, b"\xff\xffOK")]
        eq(image_of(a, NEW, twice=(0, 8, 11, n - 1)), want)
        eq((f.read("ota_1", len(NEW)) == NEW, f.boot()), (True, ("ota_1", "new")))
        eq(image_of(a, NEW, "again")[0][0], "err/again")  # the image that runs is on trial

    case(test)


def test_message_lost():
    def test(f, a):
        a.send(ID, sha(NEW), 0, False, NEW[:1400])
        a.send(ID, sha(NEW), 2, False, NEW[2800:4200])
        a.send(ID, sha(NEW), 3, True, NEW[4200:5600])
        eq(a.replies()[1:], [("err/" + ID, b"MQRepl protocol error ota: message missing: 2 vs. 1")])
        a.send("late", sha(NEW), 5, False, NEW[:1400])
        eq(a.replies(), [("err/late", b"MQRepl protocol error ota: message missing: 5 vs. 0")])
        eq(image_of(a, NEW, "second")[-1], ("out/second", b"\xff\xffOK"))

    case(test)


def test_refused():
    def test(f, a):
        eq(image_of(a, NEW, digest="0" * 64)[-1][0], "err/" + ID)
        eq(image_of(a, NEW, "i2", digest="x")[0], ("err/i2", b"MQRepl protocol error ota: not a SHA-256: x"))
        eq(image_of(a, NEW + bytes(20000), "i3")[-1][0], "err/i3")
        chip = image.make("new", "good", 8192, 9)
        eq(image_of(a, chip, "i4")[-1][0], "err/i4")
        eq((f.notes(), f.boot()), ([(1, "valid")], ("ota_0", "old")))

    def table(f, a):
        topic, text = image_of(a, NEW)[0]
        ok(topic == "err/" + ID and b"no second slot" in text, text)

    case(test)
    case(table, PARTITIONS="ota-no-otadata")
    case(table, PARTITIONS="factory")


def test_two_at_once():
    def test(f, a):
        a.send("one", sha(NEW), 0, False, NEW[:1400])
        a.replies()
        ok(b"another image" in image_of(a, NEW, "two")[0][1])
        p = fakes.Peer(a.board)
        eq(Sender(p, NEW, [raw(0, NEW[:4096])]).run()["error"], "busy")
        a.v1.image.heard -= 20000
        eq(Sender(p, NEW, [raw(n, b) for n, b in blocks(NEW)]).run()["ok"], True)
        eq(a.replies()[-1][0], "err/one")
        a.send("one", sha(NEW), 1, False, NEW[1400:2800])
        eq(a.replies(), [])

    case(test)


run(globals())
