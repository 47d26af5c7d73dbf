# Protocol 1 as the tools of MQBoard 0.1 speak it.
import os

import fakes
from check import eq, ok, run
from fakes import idle, turn
from mqboard import v1

ROOT = (os.getenv("TMPDIR") or "/tmp") + "/mqb-v1-" + "".join(["%02x" % b for b in os.urandom(6)])
os.mkdir(ROOT)


class App:
    def __init__(self):
        self.board = fakes.board()
        self.client = self.board.client
        self.load = self.board.app.load
        self.settings = self.board.settings
        from mqboard.v1 import V1

        self.v1 = V1(self)
        self.at = 0

    def send(self, what, payload, flags=0x32):
        self.v1.on_message("p/x/mqb/cmd/" + what, memoryview(payload), flags)

    # The next reply: (topic below reply/, payload)
    def reply(self):
        turn(lambda: len(self.client.published) > self.at)
        t, b = self.client.published[self.at]
        self.at += 1
        return t[len("p/x/mqb/reply/") :], b

    def silent(self):
        idle()
        return len(self.client.published) == self.at

    def eval(self, source, id="abcdEF_-"):
        self.send("eval/" + id + "/", b"\x80\x00" + source.encode())
        topic, b = self.reply()
        eq(topic[3:], "/" + id)
        return topic[:3], b


def test_eval():
    a = App()
    eq(a.eval("45+876"), ("out", b"\xff\xff921"))
    eq(a.eval("'x'"), ("out", b"\xff\xff'x'"))
    eq(a.eval("None"), ("out", b"\xff\xffNone"))
    eq(a.eval("for i in range(3): print(i)"), ("out", b"\xff\xff0\n1\n2\n"))
    eq(a.eval("vv = 3"), ("out", b"\xff\xff"))
    eq(a.eval("vv"), ("out", b"\xff\xff3"))
    kind, text = a.eval("1/0")
    eq(kind, "err")
    ok(text.startswith(b"Traceback (most recent call last):\n") and text.endswith(b"ZeroDivisionError: divide by zero\n"))
    eq(a.eval("x = (")[0], "err")
    eq(a.eval("sys.platform, log.name, gc.isenabled(), board.chunk, time.ticks_ms() > 0, os.getcwd() != ''")[0], "out")
    ok(a.eval("if 1: print('y' * 20000)")[1].endswith(b"bytes more"))


def test_topic_without_name():
    a = App()
    a.send("eval/0F00D", b"\x80\x001")
    eq(a.reply(), ("out/0F00D", b"\xff\xff1"))
    a.send("eval/0F00D", b"\x80\x002")
    eq(a.reply(), ("out/0F00D", b"\xff\xff2"))


def test_dup():
    a = App()
    a.send("eval/a1", b"\x80\x00n = 1", 0x3A)
    ok(a.silent())
    a.send("eval/a2", b"\x80\x00n = 2")
    a.reply()
    a.send("eval/a2", b"\x80\x00n = 3", 0x3A)
    ok(a.silent())
    a.send("eval/a3", b"\x80\x00n", 0x3A)
    eq(a.reply(), ("out/a3", b"\xff\xff2"))


def test_errors():
    a = App()
    a.send("nope/i1", b"\x80\x00")
    eq(a.reply(), ("err/i1", b"Command 'nope' not supported"))
    a.send("eval/i3", b"\x80")
    eq(a.reply(), ("err/i3", b"MQRepl protocol error eval: no header"))
    a.send("eval/i4", b"\x80\x021")
    eq(a.reply()[0], "err/i4")
    a.send("put/i5/" + ROOT + "/x", b"\x00\x01abc")
    eq(a.reply(), ("err/i5", b"MQRepl protocol error put: message missing: 1 vs. 0"))
    a.send("get/i6/" + ROOT + "/none", b"\x80\x00")
    topic, text = a.reply()
    eq(topic, "err/i6")
    ok(b"ENOENT" in text)
    for bad in ("eval", "", "eval//x", "eval/a b", "eval/" + "x" * 33):
        a.send(bad, b"\x80\x001")
    ok(a.silent())


def test_put_and_get():
    a = App()
    d = bytes(range(256)) * 30
    pieces = [d[i : i + 1400] for i in range(0, len(d), 1400)]
    for i in range(len(pieces)):
        a.send("put/p1/" + ROOT + "/f.bin", v1.pack(i, i == len(pieces) - 1) + pieces[i])
        if i == 2:
            a.send("put/p1/" + ROOT + "/f.bin", v1.pack(1, False) + pieces[1], 0x3A)
            a.send("put/p2/" + ROOT + "/f.bin", v1.pack(0, False) + b"other")
            eq(sorted(n for n in os.listdir(ROOT)), [".mqb-1-p1", ".mqb-1-p2"])
    eq(a.reply(), ("out/p1", b"\xff\xffOK"))
    a.send("put/p1/" + ROOT + "/f.bin", v1.pack(0, False) + b"again", 0x3A)
    a.send("put/p2/" + ROOT + "/f.bin", v1.pack(2, True) + b"gap")
    eq(a.reply(), ("err/p2", b"MQRepl protocol error put: message missing: 2 vs. 1"))
    eq(os.listdir(ROOT), ["f.bin"])
    a.send("get/g1/" + ROOT + "/f.bin", b"\x80\x00")
    got = b""
    seq = 0
    while True:
        topic, b = a.reply()
        eq(topic, "out/g1")
        n, last = v1.parse(b)
        eq(n, seq)
        ok(len(b) <= 2802)
        got += b[2:]
        seq += 1
        if last:
            eq(len(b), 2)
            break
    eq(got == d, True)


def test_put_removes_what_a_reset_left():
    a = App()
    with open(ROOT + "/.mqb-1-old", "wb") as f:
        f.write(b"half")
    a.send("put/p8/" + ROOT + "/e", b"\x80\x00")
    eq(a.reply(), ("out/p8", b"\xff\xffOK"))
    eq([n for n in os.listdir(ROOT) if n[0] == "."], [])


def test_put_of_nothing_and_double_slash():
    a = App()
    a.send("put/p3/" + ROOT + "/e", b"\x80\x00")
    eq(a.reply(), ("out/p3", b"\xff\xffOK"))
    eq(os.stat(ROOT + "/e")[6], 0)
    a.send("put/p4/" + ROOT + "/no/e", b"\x80\x00")
    eq(a.reply()[0], "err/p4")
    ok(a.silent())
    a.send("put/p4/" + ROOT + "/no/e", b"\x80\x01rest")
    ok(a.silent())


def test_sequence_numbers_go_round():
    from mqboard.v1 import Put

    p = Put("w", ROOT + "/w", {})
    p.next = 0x7FFF
    ok(p.take(0x7FFF, b"a"))
    ok(p.take(0, b"b"))
    ok(not p.take(0x7FFF, b"a"))
    ok(p.take(1, b"c"))
    p.close()


def test_waits_for_the_other_code():
    a = App()
    p = fakes.Peer(a.board)
    rid = p.request({"c": "exec", "m": "await"}, "import asyncio\nasync def __mqb__():\n    await asyncio.sleep_ms(50)\n    global mark\n    mark = 'set'\n")
    idle()
    eq(a.eval("mark"), ("out", b"\xff\xff'set'"))


def test_put_where_the_board_keeps_its_own():
    a = App()
    a.send("put/abcdefg9//var/state", b"\x80\x00x")
    eq(a.reply(), ("err/abcdefg9", b"MQRepl protocol error put: /var/state is kept for the board itself"))
    eq(a.v1.puts, {})


try:
    run(globals())
finally:
    os.system("rm -rf " + ROOT)
