# heap 16M
# Power cuts at every change of the slots and of otadata, while an image arrives, is set to boot, boots for the first time,
# is confirmed or goes back: what boots is the old or the new image, whole, and the update can be finished.
import hashlib
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

import fakes
import power
from check import eq, ok, run
from firmware import Flash, image
from mqboard import ota, slots
from ota_client import Sender, blocks, copied, packed, raw

NEW = image.make("new", "good", 28672, seed="other")
total = 0


def peer():
    fakes.asyncio.new_event_loop()
    ota._writing = None
    return fakes.Peer(fakes.board())


# Sends what the next slot lacks; returns END.
def update(p, b):
    there = p.finish(p.request({"c": "ota-hash", "part": "next"}))[1][0]
    records = []
    for n, block in blocks(b):
        if there[16 * n : 16 * n + 16] != hashlib.sha256(block).digest()[:16]:
            records.append(packed(n, block) if n % 3 else raw(n, block))
    return Sender(p, b, records).run()


# Each act is cut at every n, and what it must leave is checked.
def cuts(name, f, act, check):
    global total
    f.keep()
    n = power.every_cut(f.restore, act, check)
    print("%s: %d cuts" % (name, n))
    total += n


# Whatever happened, the operator gets the new image in.
def finish(f, running):
    slots.confirm()
    if running[1] != "new":
        eq(update(peer(), NEW)["ok"], True)
        eq(f.boot()[1], "new")
        eq((slots.pending(), slots.confirm()), (True, True))
    eq((f.boot()[1], f.boot()[1], slots.state()), ("new", "new", "valid"))


def test_update():
    f = Flash()
    done = []

    def act():
        done.clear()
        end = update(peer(), NEW)
        eq(end.get("ok"), True, "%s" % end)
        done.append("sent")
        eq(f.boot(), ("ota_1", "new"))
        done.append("booted")
        eq(slots.confirm(), True)
        done.append("confirmed")

    def check(n, whole):
        running = f.boot()
        ok(running in (("ota_0", "old"), ("ota_1", "new")), running)
        # What was confirmed stays, what was not goes; between the two the bootloader may choose either.
        ok(running[1] == "old" if "sent" not in done else running[1] == "new" if "confirmed" in done else True, (n, done, running))
        if "booted" in done and "confirmed" not in done:
            eq(running[1] if not slots.settled() or slots.state() != "valid" else "old", "old", "cut at %d" % n)
        finish(f, running)

    try:
        cuts("update", f, act, check)
    finally:
        f.close()


# The image is in the slot, but somebody writes the slot once more before the reset.
def test_written_again_before_the_reset():
    f = Flash()

    def act():
        Sender(peer(), NEW, [raw(n, b) for n, b in blocks(NEW)]).run()
        Sender(peer(), image.make("third", "good", 8192), [copied(1, 1)]).run()

    def check(n, whole):
        running = f.boot()
        ok(running in (("ota_0", "old"), ("ota_1", "new")), running)
        finish(f, running)

    try:
        cuts("slot written twice", f, act, check)
    finally:
        f.close()


def test_rollback_by_the_operator():
    f = Flash()
    eq(update(peer(), NEW)["ok"], True)
    eq((f.boot()[1], slots.confirm(), f.boot()[1]), ("new", True, "new"))

    def act():
        p = peer()
        eq(p.finish(p.request({"c": "ota-rollback"}))[0]["ok"], True)
        eq(f.boot(), ("ota_0", "old"))
        eq(slots.confirm(), True)

    def check(n, whole):
        running = f.boot()
        ok(running == ("ota_0", "old") if whole else running in (("ota_0", "old"), ("ota_1", "new")), running)
        finish(f, running)

    try:
        cuts("rollback", f, act, check)
    finally:
        f.close()


# A bootloader that never goes back by itself: the board tells it to.
def test_give_up():
    from hw import otadata

    f = Flash(ROLLBACK="no")
    f.fill("ota_1", NEW)
    otadata.save(1, 2, otadata.NEW)
    eq((f.boot()[1], slots.state()), ("new", "new"))

    def check(n, whole):
        running = f.boot()
        ok(running == ("ota_0", "old") if whole else running in (("ota_0", "old"), ("ota_1", "new")), running)

    try:
        cuts("given up", f, slots.give_up, check)
    finally:
        f.close()


def test_zz_total():
    print("in all: %d cuts" % total)
    ok(total > 40)


run(globals())
