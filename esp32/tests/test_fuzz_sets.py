# heap 8M
# Hostile input: damaged records of puts and lines of have and commit, on a littlefs. Each must end, one way or the other;
# no file may hold what nobody has sent, and nothing of the board's own may be touched.
import random
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

import flash
from check import eq, ok, run
from content import data, sha
from flash import Life, tree
from fuzzed import SEED, Heap, damaged, seed, some
from mqboard import incoming
from sets import digests, lines, piece, record

COUNT = 6000
CONTENTS = [b"", b"x = 1\n", data(300), data(700, 3)]
PATHS = ["/a", "/d/b", "/d", "/d/e/f", "/boot.py", "/var/x", "/.mqb-0", "a//b/", "/../x", "", "/" + "n" * 300, "/\x00"]
DIGESTS = [sha(b) for b in CONTENTS]


def puts():
    out = []
    for _ in range(random.getrandbits(2)):
        b = random.choice(CONTENTS)
        path = random.choice(PATHS if random.getrandbits(1) else PATHS[:4])
        head = {}
        if random.getrandbits(3) == 0:
            head[random.choice(("at", "size", "sha256", "path"))] = random.choice((0, 1, -1, 1 << 40, None, [], "x", sha(b)))
        r = record(path, b, size=random.choice((1 << 12, 100)), wrong=head)
        if random.getrandbits(3) == 0:
            r += piece(some(random.getrandbits(4)), random.choice((0, 1, 2)))
        out.append(r)
    return b"".join(out)


def listed(c):
    files = {random.choice(PATHS): random.choice(CONTENTS) for _ in range(random.getrandbits(2))}
    return digests(files) if c == "have" else lines(files, [random.choice(PATHS)] if random.getrandbits(1) else [])


# One request, whole or in pieces, its content damaged now and then; END must come.
def one(life):
    c = random.choice(("puts", "puts", "puts", "have", "commit"))
    head = {}
    if c != "have" and (c == "commit" or random.getrandbits(2) == 0):
        head["stage"] = random.choice(("s", "s", "", 5, "x" * 40))
    if c == "puts" and random.getrandbits(1):
        head["mkdir"] = True
    b = damaged(puts() if c == "puts" else listed(c), 3)
    end, out = life.do(c, b, random.choice((4096, 1 + random.getrandbits(8))) if random.getrandbits(2) == 0 else 4096, **head)
    ok("ok" in end or end["error"] in KNOWN, "%s: %s; SEED=%d" % (c, end, SEED))
    return end


KNOWN = (
    "bad-request not-found exists is-dir not-dir not-empty full io busy integrity reserved too-big memory unsupported"
).split()


# Every file that is whole has a content that was sent.
def judge(life, seen):
    here = tree()
    for path in here:
        if path == "/kept":
            eq(here[path], b"kept = 1\n")
        elif path == "/boot.py":
            ok(here[path] in (b"kept = 1\n", b"", b"x = 1\n"), "not Python; SEED=%d" % SEED)
        elif not path.startswith("/var/") and "/.mqb-" not in path:
            ok(sha(here[path]) in DIGESTS, "%s; SEED=%d" % (path, SEED))
            seen[path] = True


def clean(life):
    import os

    for path in sorted(tree(), key=len):
        if path not in ("/boot.py", "/kept"):
            os.remove(path)


def test_sets():
    seed()
    life = Life(flash.flash({"/boot.py": b"kept = 1\n", "/kept": b"kept = 1\n"}, 128))
    heap = Heap()
    seen = {}
    good = 0
    for i in range(COUNT):
        good += "ok" in one(life)
        if i % 250 == 249:
            judge(life, seen)
            clean(life)
            life.board.client.boxes.clear()
            incoming.active.clear()
        if i % 500 == 499:
            heap.look()
    ok(good > COUNT // 20 and len(seen) > 2, (good, seen))
    heap.judge(COUNT)
    life.end()


run(globals())
