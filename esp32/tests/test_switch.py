# heap 12M
# The power fails at each change of a littlefs on NOR flash, in the middle of it: while many files come in, while a set
# is switched, confirmed and taken back, and while the next boot puts that right. Each file is the old or the new one;
# from the moment of the commit all of them are; and what was acknowledged stays.
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

import flash
import littlefs
from check import eq, ok, run
from content import data, read
from flash import Life, tree
from littlefs import Flash
from mqboard import changes
from sets import digests, kinds, lines, record, records

OLD = {
    "/boot.py": b"old = 1234\n" * 20,
    "/lib/mqboard/changes.py": data(3000, 1),
    "/lib/mqboard/gone.py": b"gone too\n",
    "/lib/a.py": data(1500, 2),
    "/lib/b.py": data(5000, 3),
    "/lib/c.py": b"",
    "/gone": b"gone\n" * 300,
    "/src/gone.py": data(4200, 4),
    "/keep": b"keep\n",
}
NEW = {
    "/boot.py": b"new = 1234\n" * 30,
    "/lib/mqboard/changes.py": data(3100, 11),
    "/lib/a.py": data(1400, 12),
    "/lib/b.py": b"",
    "/lib/c.py": data(6000, 13),
    "/new/d.py": data(2000, 14),
    "/new/deep/e.py": b"e\n",
    "/f.py": data(4096, 15),
    "/src/g.py": b"g = 1\n",
}
GONE = ["/gone", "/src/gone.py", "/lib/mqboard/gone.py"]
ESSENTIAL = "/boot.py", "/lib/mqboard/changes.py"
AFTER = dict(NEW)
AFTER["/keep"] = OLD["/keep"]


def visible(t):
    return {p: t[p] for p in t if not p.startswith("/var/") and "/.mqb-" not in p}


# What is on a flash before the boot puts it right.
def raw(f):
    littlefs.mount(f)
    try:
        return visible(tree())
    finally:
        littlefs.unmount()


# Runs do(life) on copies of a flash with a power cut at each change; check(what do returned or None, image) after each.
# Returns the number of cuts.
def each(image, do, check, counts=False):
    n = 1
    while True:
        f = Flash(image=image)
        f.cut_at = n
        result = life = None
        try:
            life = Life(f, counts)
            result = do(life)
        except (OSError, AssertionError) as e:
            if not f.dead:
                raise e
        finally:
            if life:
                life.end()
            else:
                littlefs.unmount()
        check(result, f.image, f.dead)
        if not f.dead:
            return n - 1
        n += 1


# Boots after a cut.
def boots(image, see):
    f = Flash(image=image)
    life = Life(f, False)
    try:
        see(life)
    finally:
        life.end()


def staged():
    f = flash.flash(OLD)
    life = Life(f)
    try:
        eq(life.do("puts", records(NEW), mkdir=True, stage="s")[0], {"ok": True, "n": 9})
    finally:
        life.end()
    return f.image


def committed(confirm):
    f = Flash(image=staged())
    life = Life(f)
    try:
        eq(life.do("commit", lines(NEW, GONE), stage="s", confirm=confirm)[0], {"ok": True, "n": 12})
    finally:
        life.end()
    return f.image


def old_or_new(t, absent=()):
    for p in set(OLD) | set(NEW):
        x = t.get(p)
        ok(x == OLD.get(p) or x == NEW.get(p) or x is None and p in absent, p)


def test_puts():
    seen = [0, 0]

    def do(life):
        return life.do("puts", records(NEW), mkdir=True)[0]

    def check(end, image, dead):
        def see(life):
            t = visible(tree())
            old_or_new(t)
            for p in OLD:
                ok(p in t, p)
            if end and end.get("ok"):
                eq({p: t[p] for p in NEW} == NEW, True)
                seen[1] += 1
            # the client asks, and sends what is missing
            out = kinds(life.do("have", digests(NEW))[1])
            left = [p for i, p in enumerate(sorted(NEW)) if out[i][0] != 1]
            for i, p in enumerate(sorted(NEW)):
                eq(out[i][0] == 1, t.get(p) == NEW[p])
            b = b"".join([record(p, NEW[p], min(out[sorted(NEW).index(p)][1], len(NEW[p]))) for p in left])
            eq(life.do("puts", b, mkdir=True)[0], {"ok": True, "n": len(left)})
            t = tree()
            eq({p: t[p] for p in NEW} == NEW, True)
            eq([p for p in t if ".mqb-" in p], [])
            seen[0] += 1

        boots(image, see)

    n = each(flash.flash(OLD).image, do, check)
    print("puts of 9 files: %d cuts" % n)
    ok(n > 50 and seen[1] == 1)


def test_stage_and_commit():
    for confirm in (0, 300):
        seen = {"old": 0, "new": 0}

        def do(life):
            e = life.do("puts", records(NEW), mkdir=True, stage="s")[0]
            if not e.get("ok"):
                return e
            return life.do("commit", lines(NEW, GONE), stage="s", confirm=confirm)[0]

        def check(end, image, dead):
            t = raw(Flash(image=image))
            old_or_new(t, OLD if confirm else ())  # the rename to where it is kept, then the one that replaces it
            for p in ESSENTIAL:
                ok(t.get(p) in (OLD[p], NEW[p]), p)

            def see(life):
                t = visible(tree())
                ok(t == OLD or t == AFTER, "a mixture")
                seen["new" if t == AFTER else "old"] += 1
                if end and end.get("ok"):
                    ok(t == AFTER)
                eq(changes.state(), "confirm" if confirm and t == AFTER else None)
                eq(changes.exists(changes.FOLDER), changes.state() == "confirm")

            boots(image, see)

        n = each(flash.flash(OLD).image, do, check)
        print("stage and commit of 12 files, confirm=%d: %d cuts, %r" % (confirm, n, seen))
        ok(seen["old"] > 50 and seen["new"] > 10)


# The boot that finishes a commit, or goes on undoing, is cut, too.
def test_boot():
    for confirm in (0, 300):
        cuts = []

        def do(life):
            return life.do("commit", lines(NEW, GONE), stage="s", confirm=confirm)[0]

        def check(end, image, dead):
            def again(end, image, dead):
                def see(life):
                    t = visible(tree())
                    ok(t == want, "a mixture")

                boots(image, see)

            f = Flash(image=image)
            life = Life(f, False)
            want = visible(tree())
            life.end()
            if want == AFTER:
                cuts.append(each(image, lambda life: None, again))

        each(staged(), do, check)
        print("boots that finish a commit of 12 files, confirm=%d: %d cuts in %d boots" % (confirm, sum(cuts), len(cuts)))
        ok(sum(cuts) > 100)


def test_confirm():
    seen = {None: 0, "confirm": 0}

    def check(end, image, dead):
        def see(life):
            ok(visible(tree()) == AFTER)
            seen[changes.state()] += 1
            if end and end.get("ok"):
                eq(changes.state(), None)

        boots(image, see)

    n = each(committed(300), lambda life: life.do("confirm")[0], check)
    print("confirm: %d cuts, %r" % (n, seen))
    ok(n > 5 and seen[None] and seen["confirm"])


def test_rollback():
    seen = {"old": 0, "new": 0}

    def check(end, image, dead):
        t = raw(Flash(image=image))
        for p in ESSENTIAL:
            ok(t.get(p) in (OLD[p], NEW[p]), p)

        def see(life):
            t = visible(tree())
            ok(t == OLD and changes.state() is None or t == AFTER and changes.state() == "confirm", "a mixture")
            seen["old" if t == OLD else "new"] += 1
            if end and end.get("ok"):
                ok(t == OLD)

        boots(image, see)

    n = each(committed(300), lambda life: life.do("rollback")[0], check)
    print("rollback: %d cuts, %r" % (n, seen))
    ok(n > 20 and seen["old"] and seen["new"])


# The boot after a trial that failed.
def test_failed_trial():
    f = Flash(image=committed(300))
    Life(f).end()  # the trial

    def check(end, image, dead):
        t = raw(Flash(image=image))
        for p in ESSENTIAL:
            ok(t.get(p) in (OLD[p], NEW[p]), p)
        life = Life(Flash(image=image))
        try:
            eq(visible(tree()) == OLD, True)
            eq(changes.exists(changes.FOLDER), False)
        finally:
            life.end()

    n = each(f.image, lambda life: None, check, counts=True)
    print("boot after a failed trial: %d cuts" % n)
    ok(n > 20)


run(globals())
