# heap 32M
# Images for a simulated board, through a real broker: 1.5 MB within the heap of an ESP32, images that are no good, power
# cuts on the way.
import hashlib
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE, HERE + "../sim"] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from content import pattern, sha
from hw import image
from ota_client import blocks, packed, raw
from rig import Rig
from wire import put, send

LARGE = 1500000 // 16 * 16
PEAK = 40960  # bytes of heap, on a 64-bit machine, that an OTA may take beside the modules

# Says how little of the heap was ever free, while it runs.
PROBE = """
import asyncio, gc
least = free = 0
async def start(client, settings):
    global least
    while True:
        gc.collect()
        least = min(least, gc.mem_free())
        await asyncio.sleep_ms(20)
"""


def ask(s, c, **head):
    head["c"] = c
    return s.finish(s.request(head))


# Sends what the slot lacks; returns (END, how many blocks were sent).
def update(s, b, **head):
    there = bytearray()
    rid = s.request({"c": "ota-hash", "part": "next", "n": -(-len(b) // 4096)})
    s.finish(rid, lambda channel, piece: there.extend(piece))
    records = []
    for n, block in blocks(b):
        full = block + b"\xff" * (4096 - len(block))
        if bytes(there[16 * n : 16 * n + 16]) != hashlib.sha256(full).digest()[:16]:
            records.append(packed(n, block) if n % 10 == 0 else raw(n, block))
    head.update({"c": "ota", "size": len(b), "sha256": sha(b), "chip": 0})
    return send(s, head, b"".join(records), ms=60000), len(records)


# A session with the board after its reset.
def reset(rig, s, mode="hard"):
    eq(ask(s, "reset", m=mode), {"ok": True})
    found = []

    def another():
        try:
            found.append(rig.session())
        except OSError:
            return False  # it is not there yet
        return found[-1].welcome["boot"] != s.welcome["boot"]

    rig.until(another, 80000)
    return found[-1]


def firmware(s):
    d = ask(s, "ota-info")
    return d["running"]["label"], d["running"]["version"], d["running"]["state"]


# The least heap that mqboard-board(7) names for Python and files.
def test_a_small_heap():
    rig = Rig(heap="144K")
    try:
        s = rig.session()
        eq(s.run("sorted(range(200))[-1]"), "199\n")
        ok(put(s, "/x.bin", pattern(30000))["ok"])
        eq(s.finish(s.request({"c": "hash", "path": "/x.bin"}))["sha256"], sha(pattern(30000)))
    finally:
        rig.close()


# In the least heap that mqboard-board(7) names for an image.
def test_large_image():
    config = "PARTITIONS=ota\nIMAGE=old"
    rig = Rig(["parts = ['probe']"], {"src/probe.py": PROBE}, config=config, heap="160K")
    try:
        s = rig.session()
        eq(s.run("6*7"), "42\n")
        ok("ota" in s.welcome["caps"] and "inflate" in s.welcome["caps"])
        eq(firmware(s), ("ota_0", "old", "valid"))
        small = image.make("new", "good", 8192)
        update(s, small, activate=False)  # loads what is needed
        s.run("import gc, probe; gc.collect(); probe.least = probe.free = gc.mem_free()")
        b = image.make("new", "good", LARGE, seed="other")
        end, sent = update(s, b)
        eq(end, {"ok": True, "size": LARGE, "sha256": sha(b), "label": "ota_1"}, rig.console())
        peak = int(s.run("probe.free - probe.least"))
        print("peak heap during an OTA of %d bytes: %d" % (LARGE, peak))
        ok(peak < PEAK, peak)
        s = reset(rig, s)
        eq(firmware(s), ("ota_1", "new", "pending"))
        eq(s.run("import os; os.uname()[3]"), "'new'\n")
        eq(ask(s, "ota-valid"), {"ok": True, "state": "valid"})
        s = reset(rig, s)
        eq(firmware(s), ("ota_1", "new", "valid"))
    finally:
        rig.close()


def test_image_that_does_not_boot():
    rig = Rig(config="PARTITIONS=ota\nIMAGE=old")
    try:
        s = rig.session()
        for what in ("no-boot", "crash 0"):
            end, sent = update(s, image.make("new", what, 16384))
            ok(end.get("ok"), "%s: %s; %s" % (what, end, rig.console()))
            s = reset(rig, s)
            d = ask(s, "ota-info")
            eq((d["running"]["version"], d["running"]["state"], d["next"]["state"]), ("old", "valid", "aborted"))
    finally:
        rig.close()


# Nobody confirms an image that never connects: it goes back by itself. One that connects is confirmed by the board.
def test_image_that_never_connects():
    rig = Rig(["trial_s = 10", "allok_s = 1", "watchdog_s = 60"], config="PARTITIONS=ota\nIMAGE=old")
    try:
        s = rig.session()
        boots = s.welcome["boots"]
        eq(update(s, image.make("new", "no-net", 16384))[0].get("ok"), True)
        s = reset(rig, s)
        d = ask(s, "ota-info")
        eq((d["running"]["version"], d["next"]["state"]), ("old", "aborted"))
        eq(s.welcome["boots"], boots + 2)
        ok("new image" in s.welcome["why"], s.welcome)
        eq(update(s, image.make("newer", "good", 16384))[0].get("ok"), True)
        s = reset(rig, s)
        rig.until(lambda: firmware(s)[2] == "valid")
        s = reset(rig, s)
        eq(firmware(s), ("ota_1", "newer", "valid"))
    finally:
        rig.close()


# Safe mode takes images, too, and what is on trial then is confirmed like any other.
def test_safe_mode():
    rig = Rig(["allok_s = 1"], config="PARTITIONS=ota\nIMAGE=old")
    try:
        s = reset(rig, rig.session(), "safe")
        eq(s.welcome["mode"], "safe")
        eq(update(s, image.make("new", "good", 16384))[0].get("ok"), True)
        # What was loaded for it has not torn the heap into pieces that are too small for a message.
        info = s.run("import gc, micropython; gc.collect(); micropython.mem_info()")
        piece = int(info[info.find("max free sz:") + 12 :].split()[0]) * 32
        print("largest free piece of the heap after an OTA: %d" % piece)
        ok(piece > 16384, info)
        s = reset(rig, s)
        eq(firmware(s)[:2], ("ota_1", "new"))
        rig.until(lambda: firmware(s)[2] == "valid")
    finally:
        rig.close()


# The power fails while blocks are written: the board comes back, and only what is missing is sent again.
def test_power_cuts():
    b = image.make("new", "good", 12 * 4096, seed="other")
    for n in (6, 15, 26):
        rig = Rig(config="PARTITIONS=ota\nIMAGE=old\nPOWER_CUT_AT=%d" % n)
        try:
            try:
                end = update(rig.session(), b)
            except OSError:
                end = None
            rig.until(lambda: b"[sim] power cut" in rig.console())
            s = rig.session()
            eq(firmware(s)[1], "old")
            end, sent = update(s, b)
            ok(end.get("ok") and sent <= 13 - (n - 4) // 2, "%d: %s, %d sent" % (n, end, sent))
            s = reset(rig, s)
            eq(firmware(s), ("ota_1", "new", "pending"))
        finally:
            rig.close()


def test_board_without_slots():
    rig = Rig()
    try:
        s = rig.session()
        ok("ota" not in s.welcome["caps"])
        d = ask(s, "ota-info")
        eq((d["running"]["label"], d["next"], d["rollback"]), ("factory", None, False))
        eq(ask(s, "ota-valid")["error"], "unsupported")
    finally:
        rig.close()


run(globals())
