# get, put and the other commands about files, in a folder of the real file system.
import hashlib
import json
import os

import fakes
from check import eq, ok, run
from content import data, sha
from fakes import Peer, board, feed, feeder, idle, turn
from fakes import ACK, DATA, END, INTERRUPT

ROOT = (os.getenv("TMPDIR") or "/tmp") + "/mqb-files-" + "".join(["%02x" % b for b in os.urandom(6)])
os.mkdir(ROOT)


def write(name, b):
    with open(ROOT + "/" + name, "wb") as f:
        f.write(b)


def read(name):
    with open(ROOT + "/" + name, "rb") as f:
        return f.read()


def names(folder=""):
    return sorted([e[0] for e in os.ilistdir(ROOT + folder)])


def temporaries(name):
    stem = ".mqb-" + sha((ROOT + "/" + name).encode())[:8]
    return [n for n in names() if n.startswith(stem)]


def command(p, c, ms=5000, **head):
    head["c"] = c
    return p.finish(p.request(head), ms)


def put(p, name, b, inline=0, **head):
    head.update({"c": "put", "path": ROOT + "/" + name, "size": len(b), "sha256": sha(b)})
    return p.request(head, b, inline=inline)


def test_put_and_get():
    p = Peer(board())
    for n in (0, 1, 4095, 4096, 4097, 70000):
        b = data(n)
        end = feed(p, put(p, "a.bin", b), b)
        eq(end, {"ok": True, "size": n, "resumed": 0})
        eq(read("a.bin") == b, True)
        end, out = command(p, "get", path=ROOT + "/a.bin")
        eq(end, {"ok": True, "size": n, "sha256": sha(b)})
        eq(out.get(0, b"") == b, True)
    eq(temporaries("a.bin"), [])


# Where TCP acknowledges without delay the board need not answer each chunk; the last one it always does.
def test_put_is_acknowledged_by_fours_where_tcp_is_quick():
    for quick, wanted in ((False, 6), (True, 3)):
        b = board()
        b.client.quick = quick
        p = Peer(b)
        d = data(5 * 4096)
        rid = put(p, "q.bin", d)
        p.got()
        acks = 1
        for i in range(0, len(d), 4096):
            p.send(DATA, rid, i, d[i : i + 4096])
            acks += len([f for f in p.got() if f[0] == ACK])
        eq(acks, wanted)
        eq(p.finish(rid)[0]["ok"], True)
        eq(read("q.bin") == d, True)


# No room before the buffer for the head of the packet: it goes out in two pieces.
def test_get_with_a_long_topic():
    s = fakes.Settings()
    s.prefix = "x" * 130
    p = Peer(board(s))
    d = data(9000)
    write("l.bin", d)
    end, out = command(p, "get", path=ROOT + "/l.bin")
    eq(end["ok"], True)
    eq(out.get(0, b"") == d, True)


def test_put_inline():
    p = Peer(board())
    end, out = p.finish(put(p, "i.txt", b"hello", 5))
    eq(end["ok"], True)
    eq(read("i.txt"), b"hello")


def test_get_from_the_middle():
    p = Peer(board())
    b = data(10000)
    write("m.bin", b)
    end, out = p.finish(p.request({"c": "get", "path": ROOT + "/m.bin", "from": 6001}))
    eq(out[0] == b[6001:], True)
    eq(end["sha256"], sha(b))
    end, out = p.finish(p.request({"c": "get", "path": ROOT + "/m.bin", "from": 10000}))
    eq((end["ok"], out), (True, {}))
    end, out = p.finish(p.request({"c": "get", "path": ROOT + "/m.bin", "from": 10001}))
    eq(end["error"], "integrity")


def test_get_keeps_to_the_window_and_resends():
    p = Peer(board())
    b = data(30000)
    write("w.bin", b)
    rid = p.request({"c": "get", "path": ROOT + "/w.bin", "win": 10000})
    idle()
    got = [f for f in p.got() if f[0] == DATA]
    eq(max([f[5] + len(f[6]) for f in got]), 8192)
    p.send(ACK, rid, 4096, (14096).to_bytes(4, "big"), flags=2)
    idle()
    got = [f for f in p.got() if f[0] == DATA]
    eq(got[0][5], 4096)
    eq(max([f[5] + len(f[6]) for f in got]), 12288)
    p.send(ACK, rid, 4096, (70000).to_bytes(4, "big"), flags=2)
    end = {}
    idle()
    got = p.got()
    eq(b"".join([f[6] for f in got if f[0] == DATA]) == b[4096:], True)
    eq(json.loads(got[-1][6])["sha256"], sha(b))
    p.send(ACK, rid, 20000, flags=2)
    idle()
    got = p.got()
    eq(b"".join([f[6] for f in got if f[0] == DATA]) == b[20000:], True)
    eq(got[-1][0], END)
    p.send(ACK, rid, 30000, flags=1)
    eq(p.board.sessions["c1"].reqs, {})


def test_get_while_the_outbox_is_full():
    b = board()
    p = Peer(b)
    d = data(20000)
    write("f.bin", d)
    rid = p.request({"c": "get", "path": ROOT + "/f.bin"})
    b.client.full = 5
    end, out = p.finish(rid)
    eq(out[0] == d, True)


def test_names():
    p = Peer(board())
    for name in ("a b", "q'\"#+$%;&", "\u00e4\u20ac\u4e2d", "x" * 200):
        end, out = p.finish(put(p, name, b"1", 1))
        eq(end.get("ok"), True, name)
        eq(read(name), b"1")
        eq(p.finish(p.request({"c": "get", "path": ROOT + "/" + name}))[1], {0: b"1"})
        eq(command(p, "rm", path=ROOT + "/" + name)[0], {"ok": True})
    for path in ("x" * 256, "/".join(["y" * 200] * 3), "", None, 5, "a\0b"):
        eq(command(p, "stat", path=path)[0]["error"], "bad-request")


def test_put_resumes_in_a_new_session_and_after_a_reset():
    b = board()
    p = Peer(b)
    d = data(100000)
    feed(p, put(p, "r.bin", d), d, stop_at=80000)
    b.sessions["c1"].heard -= 10000
    p = Peer(b, "c2")
    end = feed(p, put(p, "r.bin", d), d, stop_at=90000)
    p = Peer(board())  # the files that are not closed yet are visible here, unlike on a board
    rid = put(p, "r.bin", d)
    idle()
    from mqboard import incoming

    incoming.active.clear()
    p = Peer(board())
    end = feed(p, put(p, "r.bin", d), d)
    ok(end["resumed"] >= 65536, end)
    eq(read("r.bin") == d, True)
    eq(temporaries("r.bin"), [])


def test_put_of_other_content_removes_the_old_temporary():
    p = Peer(board())
    d = data(20000)
    rid = put(p, "s.bin", d)
    feed(p, rid, d, stop_at=10000)
    p.send(INTERRUPT, rid)
    eq(json.loads(p.got()[-1][6])["error"], "interrupted")
    eq(len(temporaries("s.bin")), 1)
    d = data(3000, 9)
    eq(feed(p, put(p, "s.bin", d), d)["resumed"], 0)
    eq(temporaries("s.bin"), [])


def test_put_with_a_wrong_hash():
    p = Peer(board())
    write("k.bin", b"old")
    rid = p.request({"c": "put", "path": ROOT + "/k.bin", "size": 3, "sha256": "00" * 32}, b"new")
    eq(p.finish(rid)[0]["error"], "integrity")
    eq(read("k.bin"), b"old")
    eq(temporaries("k.bin"), [])


def test_put_refused():
    p = Peer(board())

    def code(**head):
        head["c"] = "put"
        return p.finish(p.request(head, b"abc"))[0]["error"]

    h = sha(b"abc")
    os.mkdir(ROOT + "/dir")
    write("plain", b"x")
    eq(code(path=ROOT + "/dir", size=3, sha256=h), "is-dir")
    eq(code(path=ROOT + "/no/x", size=3, sha256=h), "not-found")
    eq(code(path=ROOT + "/plain/x", size=3, sha256=h), "not-dir")
    eq(code(path=ROOT + "/x", size=4, sha256=h), "bad-request")
    eq(code(path=ROOT + "/x", size=3, sha256=h.upper()), "bad-request")
    eq(code(path=ROOT + "/x", size=3, sha256=h[:-1]), "bad-request")

    eq(temporaries("x"), [])
    end, out = p.finish(p.request({"c": "put", "path": ROOT + "/n/e/w", "size": 3, "sha256": h, "mkdir": True}, b"abc"))
    eq(end["ok"], True)
    eq(read("n/e/w"), b"abc")


# What the board keeps for itself is not written over, nor moved or removed where a boot goes on with it.
def test_reserved():
    p = Peer(board())

    def error(c, **head):
        head["c"] = c
        end = p.finish(p.request(head, b"abc" if c == "put" else b""))[0]
        return end["error"], end["path"], end["text"]

    kept = " is kept for the board itself"
    for path in ("/var", "/var/state", "/var/journal/apply", ROOT + "/.mqb-12345678-12345678.ok", "/", "//x/../var/y"):
        eq(error("put", path=path, size=3, sha256=sha(b"abc")), ("reserved", path, path + ":" + kept))
    write("mine", b"x")
    for path in ("/var/state", ROOT + "/.mqb-0"):
        eq(error("mv", to=path, **{"from": ROOT + "/mine"}), ("reserved", path, path + ":" + kept))
    for path in ("/var/journal/confirm", "/var/journal", "/var"):
        eq(error("mv", to=ROOT + "/other", **{"from": path})[:2], ("reserved", path))
        eq(error("rm", path=path, r=True)[:2], ("reserved", path))
    eq(read("mine"), b"x")
    write(".mqb-0", b"x")
    eq(p.finish(p.request({"c": "rm", "path": ROOT + "/.mqb-0"}))[0], {"ok": True})
    eq(error("rm", path="/var/crash.log-that-is-not-there")[0], "not-found")


def test_full_flash():
    from mqboard import paths

    p = Peer(board())
    real = paths.space
    paths.space = lambda path: (100, 1000)
    try:
        d = data(200)
        eq(p.finish(put(p, "big", d, 200))[0]["error"], "full")
    finally:
        paths.space = real
    rid = put(p, "big", d)
    p.board.sessions["c1"].reqs[rid].job.file.close()  # a write that fails
    p.send(DATA, rid, 0, d)
    eq(p.finish(rid)[0]["error"] in ("io", "bad-request"), True)
    eq("big" in names(), False)


def test_two_clients_put_different_contents():
    b = board()
    p = Peer(b)
    q = Peer(b, "c2")
    d = data(40000)
    e = data(40000, 3)
    r1 = put(p, "t.bin", d)
    feed(p, r1, d, stop_at=20000)
    r2 = put(q, "t.bin", e)
    eq(feed(q, r2, e)["ok"], True)
    eq(read("t.bin") == e, True)
    p.send(ACK, r1, 0, flags=2)
    eq(feed(p, r1, d)["ok"], True)
    eq(read("t.bin") == d, True)
    eq(temporaries("t.bin"), [])


def test_same_content_twice_is_busy_while_both_live():
    b = board()
    p = Peer(b)
    q = Peer(b, "c2")
    d = data(20000)
    feed(p, put(p, "u.bin", d), d, stop_at=10000)
    eq(q.finish(put(q, "u.bin", d))[0]["error"], "busy")


def test_input_out_of_order_twice_and_beyond():
    p = Peer(board())
    d = data(9000)
    rid = put(p, "o.bin", d)
    p.got()
    p.send(DATA, rid, 4096, d[4096:8192])
    p.send(DATA, rid, 4096, d[4096:8192])
    eq([(f[0], f[5]) for f in p.got()], [(ACK, 0)])
    p.send(DATA, rid, 0, d[:4096])
    p.send(DATA, rid, 0, d[:4096])
    p.send(DATA, rid, 4096, d[4096:8192])
    p.send(DATA, rid, 8192, d[8192:] + b"more")
    p.send(DATA, rid, 8192, b"")
    p.send(DATA, rid, 8192, d[8192:])
    eq(p.finish(rid)[0]["ok"], True)
    eq(read("o.bin") == d, True)


def test_ls():
    p = Peer(board())
    os.mkdir(ROOT + "/ls")
    os.mkdir(ROOT + "/ls/sub")
    write("ls/one", b"1")
    write("ls/sub/two", b"22")
    end, out = command(p, "ls", path=ROOT + "/ls")
    eq(end, {"ok": True, "n": 2})
    lines = sorted([json.loads(x) for x in out[0].split(b"\n")[:-1]])
    eq([x[:3] for x in lines], [["one", "f", 1], ["sub", "d", 0]])
    end, out = command(p, "ls", path=ROOT + "/ls", r=True, sha=True)
    lines = sorted([json.loads(x) for x in out[0].split(b"\n")[:-1]])
    eq([x[0] for x in lines], ["one", "sub", "sub/two"])
    eq(lines[2][4], sha(b"22"))
    end, out = command(p, "ls", path=ROOT + "/ls/one")
    eq(json.loads(out[0])[:3], ["one", "f", 1])
    eq(command(p, "ls", path=ROOT + "/none")[0]["error"], "not-found")
    os.mkdir(ROOT + "/many")
    for i in range(400):
        write("many/%060d" % i, b"")
    end, out = command(p, "ls", path=ROOT + "/many")
    eq(end["n"], 400)
    eq(out[0].count(b"\n"), 400)
    eq(command(p, "rm", path=ROOT + "/many", r=True)[0], {"ok": True})


def test_other_commands():
    p = Peer(board())

    def c(name, **head):
        for k in head:
            if k in ("path", "to", "from_"):
                head[k] = ROOT + head[k]
        if head.pop("deep", 0):
            head["p"] = True
        if "from_" in head:
            head["from"] = head.pop("from_")
        head["c"] = name
        end = p.finish(p.request(head))[0]
        return end if end.get("ok") else end["error"]

    eq(c("mkdir", path="/d"), {"ok": True})
    eq(c("mkdir", path="/d"), "exists")
    eq(c("mkdir", path="/d/e/f"), "not-found")
    eq(c("mkdir", path="/d/e/f", deep=1), {"ok": True})
    eq(c("mkdir", path="/d/e/f", deep=1), {"ok": True})
    eq(c("rmdir", path="/d"), "not-empty")
    eq(c("rmdir", path="/d/e/f"), {"ok": True})
    write("d/x", b"abc")
    eq(c("mkdir", path="/d/x/y", deep=1), "not-dir")
    eq(c("stat", path="/d/x")["size"], 3)
    eq(c("stat", path="/d")["type"], "d")
    eq(c("stat", path="/d/../d/./x")["type"], "f")
    eq(c("stat", path="/zz"), "not-found")
    eq(c("hash", path="/d/x"), {"ok": True, "size": 3, "sha256": sha(b"abc")})
    eq(c("hash", path="/d"), "is-dir")
    eq(c("mv", from_="/d/x", to="/d/y"), {"ok": True})
    eq(c("mv", from_="/d/x", to="/d/z"), "not-found")
    eq(c("mv", from_="/d/y", to="/d/e"), "is-dir")
    eq(c("rm", path="/d/y"), {"ok": True})
    eq(c("rm", path="/d/y"), "not-found")
    eq(c("rm", path="/d"), "is-dir")
    eq(c("rmdir", path="/nope"), "not-found")
    eq(c("rm", path="/d", r=True), {"ok": True})
    ok(c("df", path="/")["total"] > 0)
    eq(c("info")["mqb"], 2)
    eq(command(p, "get", path=ROOT)[0]["error"], "is-dir")
    eq(command(p, "get", path=ROOT + "/none")[0]["path"], ROOT + "/none")


# While Python waits in print() for its client, a file moves.
def test_put_while_print_waits():
    b = board()
    p = Peer(b)
    q = Peer(b, "c2")
    rid = p.request({"c": "exec"}, "print('x' * 60000)")
    d = data(30000)
    state = [None, 0, None]
    step = feeder(q, put(q, "w2.bin", d), d, state)
    waited = []

    async def other():
        while not step():
            await fakes.asyncio.sleep_ms(1)
        waited.append(b.repl.term.nested)

    fakes.asyncio.create_task(other())
    silent = p.got
    p.got = lambda: silent() if waited else []
    end, out = p.finish(rid)
    eq(waited, [True])
    eq(len(out[0]), 60001)


def test_get_interrupted_and_forgotten():
    b = board()
    p = Peer(b)
    write("g.bin", data(40000))
    rid = p.request({"c": "get", "path": ROOT + "/g.bin", "win": 5000})
    idle()
    p.send(INTERRUPT, rid)
    idle()
    eq(b'"interrupted"' in p.got()[-1][6], True)
    rid = p.request({"c": "get", "path": ROOT + "/g.bin", "win": 5000})
    idle()
    job = b.sessions["c1"].reqs[rid].job
    p.send(8, 0)
    idle()
    eq(job.task, None)
    eq([f for f in p.got() if f[0] == END], [])


try:
    run(globals())
finally:
    os.system("rm -rf " + ROOT)
