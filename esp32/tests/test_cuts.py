# heap 16M
# Power cuts at every single change of the flash, on MicroPython's own LittleFS: what was acknowledged is there, the rest
# is old or new, and the board can go on. Prints how many cuts were made.
import os
import sys
import time

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

import fakes
import nor
from check import eq, ok, run
from content import read, write
from mqboard import control, files, incoming, leftovers, transfer
from mqboard.compat import core
from ota_client import Sender

total = 0


def text(n, word):
    return (word * (n // len(word) + 1))[:n].encode()


# A board that has booted, with one client.
def peer():
    fakes.asyncio.new_event_loop()
    incoming.active.clear()
    return fakes.Peer(fakes.board())


def put(p, path, b):
    return Sender(p, b, [b], c="put", path=path, mkdir=True).run()


def ask(p, c, **head):
    head["c"] = c
    return p.finish(p.request(head))[0]


def cuts(name, prepare, act, check, **how):
    global total
    n = nor.cuts(prepare, act, check, **how)
    print("%s: %d cuts" % (name, n))
    total += n


def temporaries(folder="/"):
    return [e[0] for e in os.ilistdir(folder) if e[0].startswith(".mqb")]


def test_put():
    old = text(6000, "old content ")
    new = text(9900, "new-content, longer ")
    done = []

    def prepare():
        write("/main.py", old)
        write("/other", b"stays")

    def act():
        done.clear()
        done.append(put(peer(), "/main.py", new)["ok"])

    def check(n, whole):
        b = read("/main.py")
        ok(b == new or b == old and not done, "cut at %d" % n)
        eq(read("/other"), b"stays")
        eq(put(peer(), "/main.py", new)["ok"], True)
        ok(read("/main.py") == new)
        eq(temporaries(), [])

    cuts("put", prepare, act, check)


# What a sync does: folders, new files, others replaced, one moved, one removed.
def test_sequence():
    steps = (
        ("/lib/a/one.py", text(700, "one ")),
        ("/lib/a/two.py", text(5000, "two ")),
        ("/main.py", text(3000, "new main ")),
        ("/lib/b/three.mpy", text(1400, "three ")),
        ("/settings.py", text(90, "setting ")),
    )
    old = {"/main.py": text(2500, "old main "), "/settings.py": text(100, "old "), "/gone": b"x", "/here": text(600, "here ")}
    done = [0]

    def prepare():
        for path in old:
            write(path, old[path])

    def act():
        done[0] = 0
        p = peer()
        for path, b in steps:
            eq(put(p, path, b)["ok"], True)
            done[0] += 1
        eq(ask(p, "mv", **{"from": "/here", "to": "/lib/there"})["ok"], True)
        done[0] += 1
        eq(ask(p, "rm", path="/gone")["ok"], True)
        done[0] += 1

    def check(n, whole):
        at = done[0]
        for i in range(len(steps)):
            path, b = steps[i]
            wanted = (b,) if i < at else (old.get(path),) if i > at else (b, old.get(path))
            ok(read(path) in wanted, "cut at %d, step %d: %s" % (n, at, path))
        here = read("/here"), read("/lib/there")
        moved = None, old["/here"]
        ok(here == moved if at > 5 else here == (moved[1], None) or at == 5 and here == moved, "cut at %d: mv" % n)
        ok(read("/gone") == (None if at > 6 else b"x") or at == 6, "cut at %d: rm" % n)
        eq(put(peer(), "/settings.py", steps[4][1])["ok"], True)

    cuts("sequence of puts", prepare, act, check)


# A large file arrives in three pieces that stay: what is there is not sent again.
def test_resumed_put():
    new = text(140000, "a line that is long enough to be seen as such\n")
    best = []

    def act():
        put(peer(), "/big", new)

    def check(n, whole):
        end = put(peer(), "/big", new)
        ok(end["ok"] and read("/big") == new)
        best.append(end["resumed"])
        eq(temporaries(), [])

    cuts("resumed put, every 40th", lambda: None, act, check, blocks=96, step=40)
    ok(max(best) >= 131072, best)


# What a client gave up a week ago goes, and nothing else; a cut leaves the rest for the next time.
def test_leftovers():
    week = 7 * 86400
    mine = {"/main.py": b"main", "/lib/a.py": text(3000, "a "), "/lib/.hidden": b"x", "/lib/deep/er/b": b"b"}
    left = ("/.mqb-1-abcd", "/.mqb-01234567-89abcdef", "/lib/.mqb-01234567-89abcdef.ok", "/lib/deep/er/.mqb-00000000-11111111")

    def prepare():
        for d in ("/lib", "/lib/deep", "/lib/deep/er"):
            os.mkdir(d)
        for path in mine:
            write(path, mine[path])
        for path in left:
            write(path, text(2500, "left "))

    def remove(s):
        core.new_event_loop()
        return core.run_until_complete(core.create_task(leftovers.remove(time.time() + s)))

    def check(n, whole):
        eq({path: read(path) for path in mine}, mine)
        gone = [path for path in left if read(path) is None]
        remove(week + 60)
        ok(not whole or len(gone) == len(left))
        eq([path for path in left if read(path) is not None], [])
        eq({path: read(path) for path in mine}, mine)

    nor.image(prepare)
    eq(remove(0), 0)
    eq(remove(week - 3600), 0)
    incoming.active[left[1]] = None
    eq(remove(week + 60), 3)
    eq([path for path in left if read(path) is not None], [left[1]], "it is being written")
    incoming.active.clear()
    eq(remove(-week - 60), 1, "the clock was far ahead then")
    os.mkdir("/var")
    os.mkdir("/var/journal")
    staged = "/.mqb-01234567-89abcdef.ok"
    write(staged, b"staged")
    eq(remove(week + 60), 0, "a set is being switched")
    os.rmdir("/var/journal")
    eq(remove(week + 60), 1)
    cuts("leftovers", prepare, lambda: remove(week + 60), check)


def test_zz_total():
    print("in all: %d cuts" % total)
    ok(total > 200)


run(globals())
