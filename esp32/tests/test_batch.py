# heap 12M
# have, puts, commit, confirm and rollback through a session, on a littlefs.
import json
import os
import sys
from binascii import unhexlify

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

import fakes
import flash
import littlefs
import sets
from check import eq, ok, run
from content import data, read, sha, write
from fakes import ACK, DATA, END, INTERRUPT, idle, turn
from flash import Life, tree
from mqboard import changes, commit, confirm, control, incoming
from mqboard.compat import pause
from sets import digests, kinds, lines, piece, record, records
from vectors import vectors

PROJECT = {
    "/lib/a.py": b"a = 1\n" * 300,
    "/lib/b.py": b"",
    "/lib/deep/er/c.bin": data(9000),
    "/m\u00e4 in.py": b"print('hello')\n",
    "/src/big.bin": data(70000, 3),
}


# Runs f(life) on a new flash with these files.
def case(f, files={}, blocks=64):
    life = Life(flash.flash(files, blocks))
    try:
        return f(life)
    finally:
        life.end()


def stage(life, files, **head):
    return life.do("puts", records(files), mkdir=True, stage="s1", **head)[0]


def project(t):
    return {p: t[p] for p in t if not p.startswith("/var/")}


def test_have():
    def f(life):
        big = data(10000)
        asked = [
            sha(b"one") + " /one",
            sha(b"two") + " /one",
            sha(b"x") + " /none",
            sha(b"x") + " /dir",
            sha(b"x") + " /one/x",
            sha(big) + " /dir/with space",
        ]
        end, out = life.do("have", ("\n".join(asked) + "\n").encode())
        eq(end, {"ok": True, "n": 6})
        eq(kinds(out), [(1, 0), (2, 0), (0, 0), (3, 0), (0, 0), (1, 0)])
        eq(life.do("have"), ({"ok": True, "n": 0}, b""))

    case(f, {"/one": b"one", "/dir/with space": data(10000)})


def test_have_of_many_in_pieces_of_any_size():
    files = {"/f%04d" % i: b"%d" % i for i in range(40)}
    asked = {"/f%04d" % i: b"%d" % i for i in range(600)}

    def f(life):
        for chunk in (1, 7, 100, 4096):
            some = asked if chunk > 100 else {p: asked[p] for p in sorted(asked)[:60]}
            end, out = life.do("have", digests(some), chunk)
            eq(end, {"ok": True, "n": len(some)})
            eq(kinds(out), [(1 if p in files else 0, 0) for p in sorted(some)])

    case(f, files)


# Digests may hold a line end, and paths begin as the one before.
def test_have_in_short_lines():
    files = {"/lib/f%d.py" % i: b"%d" % i for i in range(120)}
    paths = sorted(files)
    b = b""
    before = ""
    for p in paths:
        n = 0
        while p[: n + 1] == before[: n + 1] and n < len(p):
            n += 1
        b += unhexlify(sha(files[p]))[:16] + bytes((n,)) + p[n:].encode() + b"\n"
        before = p
    ok(b"\n" in b"".join([unhexlify(sha(files[p]))[:16] for p in paths]))

    def f(life):
        for chunk in (4096, 33):
            end, out = life.do("have", b, chunk, short=True)
            eq(end, {"ok": True, "n": 120})
            eq(kinds(out), [(0 if p == "/lib/f7.py" else 2 if p == "/lib/f8.py" else 1, 0) for p in paths])

    case(f, {p: b"other" if p == "/lib/f8.py" else files[p] for p in files if p != "/lib/f7.py"}, 100)


def test_have_grants_no_more_than_two_chunks_ahead():
    def f(life):
        p = life.peer
        rid = p.request({"c": "have"}, bytes(100000), inline=0)
        eq([int.from_bytes(x[6], "big") for x in p.got() if x[0] == ACK], [8192])
        b = digests({"/f%04d" % i: b"x" for i in range(700)})
        p.send(DATA, rid, 0, b[:4096])
        p.send(DATA, rid, 4096, b[4096:8192])
        eq(p.got(), [])
        idle(200)
        eq([int.from_bytes(x[6], "big") for x in p.got() if x[0] == ACK], [12288, 16384])
        p.send(INTERRUPT, rid)
        idle()
        ok(b'"interrupted"' in p.got()[-1][6])

    case(f)


def test_have_refuses_what_is_no_line():
    def f(life):
        for b in (b"x\n", b"\n", sha(b"").encode() + b"/x\n", sha(b"").upper().encode() + b" /x\n", sha(b"").encode() + b" \n",
                  sha(b"").encode() + b" /x", b"\xff" * 80 + b"\n", b"a" * 700, b"a" * 5000, sha(b"").encode() + b" /" + b"x" * 600 + b"\n"):
            eq(life.do("have", b)[0]["error"], "bad-request", b[:80])
            eq(life.do("have", b, 50)[0]["error"], "bad-request", b[:80])

    case(f)


def test_puts_in_pieces_of_any_size():
    def f(life):
        for chunk in (1, 3, 50, 1000, 4096):
            files = PROJECT if chunk >= 1000 else {p: PROJECT[p][:500] for p in PROJECT}
            end, out = life.do("puts", records(files), chunk, mkdir=True)
            eq(end, {"ok": True, "n": 5})
            ok(project(tree()) == files, chunk)
            for p in files:
                os.remove(p)

    case(f)


def test_puts_with_pieces_of_any_size():
    def f(life):
        b = data(5000)
        for size in (1, 100, 4095, 4096):
            eq(life.do("puts", record("/x", b, size=size), 777)[0], {"ok": True, "n": 1})
            eq(read("/x") == b, True)

    case(f)


# All of the shared vectors, before "/" is another file system.
VECTORS = {k: list(vectors(k, "batch")) for k in ("puts", "badputs", "have", "badhave", "badshort", "temporary")}


# What an earlier try would have left.
def leave(v):
    if "left" in v:
        path = v["left"]["path"]
        write(path[: path.rfind("/") + 1] + incoming.temporary(path, v["left"]["sha256"]), unhexlify(v["left"]["hex"]))


def test_vectors_of_puts():
    for v in VECTORS["puts"]:
        for chunk in (4096, 10):

            def f(life):
                leave(v)
                eq(life.do("puts", unhexlify(v["hex"]), chunk)[0], {"ok": True, "n": len(v["files"])}, v["name"])
                t = tree()
                eq(len(t), len(v["files"]), v["name"])
                for x in v["files"]:
                    eq((len(t[x["path"]]), sha(t[x["path"]])), (x["size"], x["sha256"]), v["name"])
                    ok("hex" not in x or unhexlify(x["hex"]) == t[x["path"]], v["name"])

            case(f)


def test_vectors_that_puts_refuses():
    for v in VECTORS["badputs"]:

        def f(life):
            end = life.do("puts", unhexlify(v["hex"]))[0]
            eq((end.get("error"), end["n"]), (v["error"], v["n"]), v["name"])
            eq("/x" in tree(), False)

        case(f)


def test_vectors_of_have():
    for v in VECTORS["have"]:

        def f(life):
            os.mkdir(v["folder"])
            leave(v)
            eq(life.do("have", unhexlify(v["hex"]))[1], unhexlify(v["output"]))
            for chunk in (4096, 1, 18):
                eq(life.do("have", unhexlify(v["short"]), chunk, short=True)[1], unhexlify(v["output"]))

        case(f, {x["path"]: unhexlify(x["hex"]) for x in v["files"]})

    def g(life):
        for v in VECTORS["badhave"]:
            eq(life.do("have", unhexlify(v["hex"]))[0]["error"], "bad-request", v["name"])
        for v in VECTORS["badshort"]:
            eq(life.do("have", unhexlify(v["hex"]), short=True)[0]["error"], "bad-request", v["name"])

    case(g)


def test_vectors_of_names():
    for v in VECTORS["temporary"]:
        path = v["path"]
        eq(path[: path.rfind("/") + 1] + incoming.temporary(path, v["sha256"]), v["temporary"])


def test_puts_replaces_and_does_not_touch_others():
    def f(life):
        eq(life.do("puts", records({"/a": b"new", "/b": b"2"}))[0], {"ok": True, "n": 2})
        eq(tree(), {"/a": b"new", "/b": b"2", "/c": b"old"})
        eq(life.do("puts", record("/a", b"1") + record("/a", b"2") + record("/a", b"2"))[0], {"ok": True, "n": 3})
        eq(tree(), {"/a": b"2", "/b": b"2", "/c": b"old"})

    case(f, {"/a": b"old", "/c": b"old"})


def test_puts_refuses_hostile_input():
    good = record("/good", b"good")
    head = lambda d: (lambda h: len(h).to_bytes(2, "big") + h)(json.dumps(d).encode())
    h = sha(b"abc")
    bad = (
        (b"\0\0", "bad-request"),
        (b"\0\x01x", "bad-request"),
        (b"\xff\xff" + b"x" * 70000, "bad-request"),
        (b"\0\x02{}", "bad-request"),
        (b"\0\x05[[[[[", "bad-request"),
        (b"\0", "bad-request"),
        (b"\0\x50{\"path\":", "bad-request"),
        (head({"path": "/x", "size": 3}), "bad-request"),
        (head({"path": "/x", "size": -1, "sha256": h}), "bad-request"),
        (head({"path": "/x", "size": "3", "sha256": h}), "bad-request"),
        (head({"path": "/x", "size": 3.5, "sha256": h}), "bad-request"),
        (head({"path": "/x", "size": 1 << 40, "sha256": h}), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h[:-1] + "G"}), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h, "at": -1}), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h, "at": 4}), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h, "at": "1"}), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h, "at": 1}), "integrity"),
        (head({"path": "/x" * 300, "size": 3, "sha256": h}), "bad-request"),
        (head({"path": ["/x"], "size": 3, "sha256": h}), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h}), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h}) + piece(b"ab"), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h}) + piece(b"abcd"), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h}) + piece(b"abd"), "integrity"),
        (head({"path": "/x", "size": 3, "sha256": h}) + piece(b"abc", 2), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h}) + piece(b""), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h}) + b"\0\x10\x01" + bytes(5000), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h}) + piece(b"\xff\xff\xff", 1), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h}) + piece(b"KL", 1), "bad-request"),
        (head({"path": "/x", "size": 3, "sha256": h}) + piece(b"KLJ\x06\0", 1)[:-1], "bad-request"),
        (head({"path": "/dir", "size": 3, "sha256": h}) + piece(b"abc"), "is-dir"),
        (head({"path": "/no/x", "size": 3, "sha256": h}) + piece(b"abc"), "not-found"),
        (head({"path": "/old/x", "size": 3, "sha256": h}) + piece(b"abc"), "not-dir"),
        (head({"path": "/", "size": 3, "sha256": h}) + piece(b"abc"), "reserved"),
        (head({"path": "/var", "size": 3, "sha256": h}) + piece(b"abc"), "reserved"),
        (head({"path": "/dir/../var//journal/apply", "size": 3, "sha256": h}) + piece(b"abc"), "reserved"),
        (head({"path": "/dir/.mqb-0", "size": 3, "sha256": h}) + piece(b"abc"), "reserved"),
        (head({"path": "/.mqb-x/y", "size": 3, "sha256": h}) + piece(b"abc"), "reserved"),
    )

    def f(life):
        for b, code in bad:
            for chunk in (4096, 11):
                if len(b) > 9000 and chunk == 11:
                    continue
                end = life.do("puts", good + b, chunk)[0]
                eq((end.get("error"), end["n"]), (code, 1), b[:120])
                eq(read("/good"), b"good")
                os.remove("/good")
                # what had arrived when the input broke off may stay, to be resumed
                left = [p for p in tree() if ".mqb-" not in p]
                eq(left, ["/old"], b[:120])
        eq(life.do("puts", good, stage="")[0]["error"], "bad-request")
        eq(life.do("puts", good, stage="x" * 33)[0]["error"], "bad-request")
        eq(life.do("puts", good, stage=7)[0]["error"], "bad-request")
        eq(life.do("puts")[0], {"ok": True, "n": 0})
        eq(incoming.active, {})

    f2 = flash.flash({"/old": b"old"})
    littlefs.mount(f2)
    os.mkdir("/dir")
    littlefs.unmount()
    life = Life(f2)
    try:
        f(life)
    finally:
        life.end()


def test_puts_names_the_file_that_failed():
    def f(life):
        b = records({"/a": b"a", "/b": b"b"}) + record("/c", b"cc")[:-2] + b"xx" + record("/d", b"d")
        end = life.do("puts", b)[0]
        eq((end["error"], end["n"], end["path"]), ("integrity", 2, "/c"))
        eq(tree(), {"/a": b"a", "/b": b"b"})

    case(f)


# A large file that fails is found while the next ones come; what was complete before it is in place.
def test_puts_reads_a_large_file_back_while_others_come():
    def f(life):
        big = data(100000)
        small = {"/s%02d" % i: data(3000, i) for i in range(20)}
        eq(life.do("puts", record("/big", big) + records(small))[0], {"ok": True, "n": 21})
        ok(read("/big") == big)
        bad = bytearray(record("/big", data(100000, 2)))
        bad[len(bad) - 1] ^= 1
        end = life.do("puts", records({"/a": b"a"}) + bytes(bad) + records(small))[0]
        eq((end["error"], end["n"], end["path"]), ("integrity", 1, "/big"))
        ok(read("/big") == big)
        eq([p for p in tree() if ".mqb-" in p and "-" + sha(data(100000, 2))[:8] in p], [])

    case(f, blocks=160)


def test_puts_resumes():
    big = data(150000)
    other = data(150000, 8)
    files = {"/a": b"a", "/big": big}

    def f(life):
        p = life.peer
        b = record("/big", big)
        rid = p.request({"c": "puts"}, b, inline=0)
        fakes.feed(p, rid, b, stop_at=140000)
        idle()
        p.send(INTERRUPT, rid)
        eq(p.finish(rid)[0]["error"], "interrupted")
        (k, n), = kinds(life.do("have", digests({"/big": big}))[1])
        ok(k == 0 and 65536 <= n < 150000, (k, n))
        eq(kinds(life.do("have", digests({"/big": other}))[1]), [(0, 0)])
        at = n // 4096 * 4096
        eq(life.do("puts", record("/big", big, at=at, size=4000), 999)[0], {"ok": True, "n": 1})
        ok(read("/big") == big)
        eq(list(tree()), ["/big"])

    case(f, blocks=160)


# More than what the board keeps in one piece about a folder.
def test_a_set_that_is_staged_again_with_other_content_leaves_nothing():
    files = {"/f%03d" % i: b"%d" % i for i in range(260)}
    other = {p: b"new" for p in ("/f000", "/f150", "/f259")}

    def f(life):
        eq(stage(life, files), {"ok": True, "n": 260})
        eq(len(tree()), 260)
        # in pieces, for which a busy machine has more time
        eq(life.do("puts", records(other), 2600, mkdir=True, stage="s1")[0], {"ok": True, "n": 3})
        left = tree()
        eq(len(left), 260)
        eq(len([p for p in left if left[p] == b"new"]), 3)
        both = dict(files)
        both.update(other)
        eq(life.do("commit", lines(both), stage="s1")[0], {"ok": True, "n": 260})
        ok(project(tree()) == both)

    case(f, {}, 200)


def test_puts_of_other_content_removes_what_was_left():
    def f(life):
        b = record("/f", data(20000))
        rid = life.peer.request({"c": "puts"}, b, inline=0)
        fakes.feed(life.peer, rid, b, stop_at=10000)
        idle()
        life.peer.send(INTERRUPT, rid)
        eq(life.peer.finish(rid)[0]["error"], "interrupted")
        eq(len(tree()), 1)
        stage(life, {"/f": b"staged"})
        eq(list(tree().values()), [b"staged"])
        eq(life.do("puts", record("/f", b"new"))[0], {"ok": True, "n": 1})
        eq(tree(), {"/f": b"new"})

    case(f)


def test_puts_of_a_client_that_has_gone_gives_way():
    def f(life):
        b = record("/f", data(20000))
        rid = life.peer.request({"c": "puts"}, b, inline=0)
        fakes.feed(life.peer, rid, b, stop_at=15000)
        idle()
        q = flash.Peer(life.board, "c2")
        eq(q.finish(q.request({"c": "puts"}, record("/f", data(20000), at=8192)[:100], inline=100))[0]["error"], "bad-request")
        rid2 = q.request({"c": "puts"}, b, inline=0)
        eq(fakes.feed(q, rid2, b)["error"], "busy")
        life.board.sessions["c1"].heard -= 10000
        rid2 = q.request({"c": "puts"}, b, inline=0)
        eq(fakes.feed(q, rid2, b), {"ok": True, "n": 1})
        idle()
        eq(life.peer.finish(rid)[0]["error"], "interrupted")
        ok(tree() == {"/f": data(20000)})
        eq(incoming.active, {})

    case(f)


def test_puts_with_a_full_flash():
    def f(life):
        end = life.do("puts", records({"/a": data(20000), "/b": data(20000), "/c": data(200000), "/d": b""}))[0]
        eq((end["error"], end["n"], end["path"]), ("full", 2, "/c"))
        life.do("rm", path="/b")
        # what is free is wrong by what others write meanwhile: the write itself fails
        p = life.peer
        b = record("/c", data(100000))
        rid = p.request({"c": "puts"}, b, inline=0)
        fakes.feed(p, rid, b, stop_at=5000)
        write("/fill", data(90000))
        end = fakes.feed(p, rid, b)
        eq((end["error"], end["n"], end["path"]), ("full", 0, "/c"))
        eq(sorted(tree()), ["/a", "/fill"])
        os.remove("/fill")
        eq(life.do("puts", b, 2000)[0], {"ok": True, "n": 1})

    case(f, blocks=40)


def test_staged_files_take_the_places_of_the_old_ones_together():
    old = {"/a": b"1", "/b": b"2", "/gone": b"3", "/keep": b"4"}
    new = {"/a": b"new 1", "/b": b"new 2", "/dir/c": b"new 3"}

    def f(life):
        eq(stage(life, new), {"ok": True, "n": 3})
        eq({p: x for p, x in tree().items() if ".mqb-" not in p}, old)
        eq(kinds(life.do("have", digests(new))[1]), [(2, 5), (2, 5), (0, 5)])
        eq(life.do("commit", lines(new, ["/gone", "/never"]), stage="s1")[0], {"ok": True, "n": 5})
        new["/keep"] = b"4"
        eq(tree(), new)
        eq(changes.exists("/var/journal"), False)
        eq(incoming.active, {})

    case(f, old)


def test_a_staged_file_is_taken_up_again():
    def f(life):
        b = data(5000)
        stage(life, {"/a": b})
        eq(kinds(life.do("have", digests({"/a": b}))[1]), [(0, 5000)])
        end = life.do("puts", record("/a", b, at=5000), stage="s2")[0]
        eq(end, {"ok": True, "n": 1})
        eq(life.do("commit", lines({"/a": b}), stage="s2")[0], {"ok": True, "n": 1})
        eq(tree() == {"/a": b}, True)
        stage(life, {"/a": b"later"})
        end = life.do("puts", record("/a", b"later", at=5))[0]
        eq((end, read("/a")), ({"ok": True, "n": 1}, b"later"))

    case(f)


def test_commit_refuses_and_changes_nothing():
    old = {"/a": b"1", "/b": b"2"}
    new = {"/a": b"new 1", "/b": b"new 2"}

    def f(life):
        os.mkdir("/dir")
        stage(life, new)
        before = tree()
        good = lines(new)
        for b, code, path in (
            (good + lines({"/c": b"c"}), "integrity", "/c"),
            (good + lines({"/a": b"x"}), "integrity", "/a"),
            (good + b"del /dir\n", "is-dir", "/dir"),
            (good + b"del /var/crash.log\n", "reserved", "/var/crash.log"),
            (good + b"del /var\n", "reserved", "/var"),
            (good + b"del /\n", "reserved", "/"),
            (good + b"del /.mqb-1\n", "reserved", "/.mqb-1"),
            (good + b"put " + sha(b"").encode() + b" /var/x\n", "reserved", "/var/x"),
            (good + b"del \n", "bad-request", None),
            (good + b"rm /a\n", "bad-request", None),
            (good + b"\n", "bad-request", None),
            (good + b"\xff\xfe\n", "bad-request", None),
            (good + b"put /a\n", "bad-request", None),
            (good + b"del /b", "bad-request", None),
            (good + b"del /" + b"x" * 700 + b"\n", "bad-request", None),
            (b"x" * 100000, "bad-request", None),
        ):
            for chunk in (4096, 13):
                if len(b) < 9000 or chunk > 13:
                    end = life.do("commit", b, chunk, stage="s1")[0]
                    eq((end.get("error"), end.get("path")), (code, path), b[-60:])
                    ok(tree() == before)
                    eq(incoming.active, {})
        for head in ({}, {"stage": ""}, {"stage": 5}, {"stage": "a\nb"}, {"stage": "s", "confirm": -1},
                     {"stage": "s", "confirm": "5"}, {"stage": "s", "confirm": 86401}):
            eq(life.do("commit", good, **head)[0]["error"], "bad-request")
        eq(life.do("confirm")[0]["error"], "not-found")
        eq(life.do("rollback")[0]["error"], "not-found")
        eq(life.do("commit", stage="s")[0], {"ok": True, "n": 0})
        ok(tree() == before)
        eq(changes.exists("/var/journal"), False)
        eq(life.do("commit", good, 13, stage="s1")[0], {"ok": True, "n": 2})
        eq(tree(), new)

    case(f, old)


def test_commit_leaves_room():
    def f(life):
        stage(life, {"/a": b"new"})
        write("/fill", data(30000))
        n = os.statvfs("/")
        write("/fill2", bytes((n[4] - 6) * 4096))
        eq(life.do("commit", lines({"/a": b"new"}), stage="s")[0]["error"], "full")
        eq(read("/a"), b"old")
        os.remove("/fill2")
        eq(life.do("commit", lines({"/a": b"new"}), stage="s")[0], {"ok": True, "n": 1})

    case(f, {"/a": b"old"})


OLD = {"/boot.py": b"old = 1", "/lib/mqboard/x.py": b"old x", "/a": b"1", "/gone": b"2", "/keep": b"4"}
NEW = {"/boot.py": b"new = 1", "/lib/mqboard/x.py": b"new x", "/a": b"new 1", "/b": b"new 2"}
AFTER = {"/boot.py": b"new = 1", "/lib/mqboard/x.py": b"new x", "/a": b"new 1", "/b": b"new 2", "/keep": b"4"}


def committed(life, seconds=300):
    stage(life, NEW)
    eq(life.do("commit", lines(NEW, ["/gone"]), stage="s1", confirm=seconds)[0], {"ok": True, "n": 5})
    eq(project(tree()), AFTER)


def test_a_commit_is_confirmed():
    def f(life):
        committed(life)
        record = json.loads(life.board.record())
        eq((record["mqb"], record["confirm"]), (2, 300))
        eq(life.presence.said, 1)
        eq(life.do("info")[0]["confirm"], 300)
        # the same again is known; another one has to wait
        eq(life.do("commit", lines(NEW, ["/gone"]), stage="s1", confirm=300)[0], {"ok": True, "n": 5})
        eq(life.do("commit", b"del /keep\n", stage="s2")[0]["error"], "busy")
        eq(life.do("confirm")[0], {"ok": True, "n": 0})
        eq(tree(), AFTER)
        eq(life.board.record(), '{"mqb":2,"state":"online"}')
        eq(confirm.now(life.app), None)
        eq(life.do("confirm")[0]["error"], "not-found")
        eq(life.do("commit", b"del /keep\n", stage="s2")[0], {"ok": True, "n": 1})

    case(f, OLD)


def test_a_commit_is_rolled_back():
    def f(life):
        committed(life)
        eq(life.do("rollback")[0], {"ok": True, "n": 5})
        eq(tree(), OLD)
        eq((life.board.record(), confirm.now(life.app)), ('{"mqb":2,"state":"online"}', None))
        eq(life.do("rollback")[0]["error"], "not-found")

    case(f, OLD)


def test_one_boot_is_the_trial():
    flash_ = flash.flash(OLD)
    life = Life(flash_)
    committed(life, 77)
    life.end()
    life = Life(flash_)  # the reset after the commit
    eq((changes.result, project(tree())), (77, AFTER))
    life.end()
    life = Life(flash_, False)  # one that was meant
    eq((changes.result, project(tree())), (77, AFTER))
    life.end()
    life = Life(flash_)  # one that was not
    eq((changes.result, tree()), ("files were not confirmed: taken back", OLD))
    life.end()
    life = Life(flash_)
    eq((changes.result, tree()), (None, OLD))
    life.end()


def test_the_time_for_the_confirmation_runs_out():
    resets = []
    flash_ = flash.flash(OLD)
    life = Life(flash_)

    async def restart(app, mode):
        resets.append(mode)

    real = control.restart
    control.restart = restart
    try:
        committed(life)
        life.client = life.board.client
        confirm.now(life.app).left = 1
        turn(lambda: resets)
        eq(resets, ["hard"])
        eq(project(tree()), OLD)
        eq(changes.state(), "undo")
    finally:
        life.end()
        control.restart = real
    life = Life(flash_)
    eq((changes.result, tree()), ("files were not confirmed: taken back", OLD))
    life.end()


def test_the_time_counts_from_when_the_board_is_reachable():
    def f(life):
        life.board.client.connected = False
        w = confirm.Wait(life.app, 10, False)
        idle(5)
        eq((w.left, w.reached), (10, False))
        life.board.client.connected = True
        turn(lambda: w.left == 9)
        w.end()

    case(f)


def test_commands_that_change_the_journal_take_turns():
    async def rest(t):  # others get a turn after each step, however fast this machine is
        await pause(0)

    def f(life):
        stage(life, NEW)
        commit.paths.rest = rest
        p = life.peer
        b = lines(NEW, ["/gone"])
        r1 = p.request({"c": "commit", "stage": "s1", "confirm": 60}, b)
        q = flash.Peer(life.board, "c2")
        eq(q.finish(q.request({"c": "commit", "stage": "s9"}, b"del /keep\n"))[0]["error"], "busy")
        eq(q.finish(q.request({"c": "confirm"}))[0]["error"], "busy")
        p.send(INTERRUPT, r1)  # too late
        p.send(8, 0)
        turn(lambda: changes.state() == "confirm" and not incoming.active)
        eq(project(tree()), AFTER)
        eq(q.finish(q.request({"c": "rollback"}))[0], {"ok": True, "n": 5})

    real = commit.paths.rest
    try:
        case(f, OLD)
    finally:
        commit.paths.rest = real


def test_a_commit_that_was_left_gives_way():
    def f(life):
        stage(life, {"/a": b"new"})
        b = lines({"/a": b"new"})
        rid = life.peer.request({"c": "commit", "stage": "s1"}, b, inline=10)
        life.board.sessions["c1"].heard -= 10000
        q = flash.Peer(life.board, "c2")
        eq(q.finish(q.request({"c": "commit", "stage": "s2"}, b))[0], {"ok": True, "n": 1})
        eq(life.peer.finish(rid)[0]["error"], "interrupted")
        eq(tree(), {"/a": b"new"})

    case(f)


run(globals())
