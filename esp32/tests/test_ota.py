# OTA through a session: into the simulated slots, in any order, resumed, refused, never active unless it is whole.
import hashlib
import json
import os
import struct
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

import fakes
import firmware
from check import eq, ok, run
from content import sha
from fakes import ACK, DATA, END, INTERRUPT, Peer, board, idle, turn
from firmware import Flash, image
from mqboard import ota, slots
from ota_client import Sender, blocks, copied, packed, raw

OLD = image.make("old", "good", 12288)
NEW = image.make("new", "good", 50000 // 16 * 16, seed="other")


# Runs test(flash, peer) with such a flash.
def case(test, **options):
    f = Flash(**options)
    try:
        test(f, Peer(board()))
    finally:
        ota._writing = None
        f.close()


def ask(p, c, **head):
    head["c"] = c
    end, out = p.finish(p.request(head))
    return (end, out.get(0, b"")) if out else end


def send(p, b, records, **head):
    return Sender(p, b, records, **head).run()


def whole(p, f, b, records):
    eq(send(p, b, records), {"ok": True, "size": len(b), "sha256": sha(b), "label": "ota_1"})
    eq(f.read("ota_1", len(b)) == b, True)
    eq(f.boot(), ("ota_1", "new"))


def test_raw_blocks_in_order():
    case(lambda f, p: whole(p, f, NEW, [raw(n, b) for n, b in blocks(NEW)]))


def test_packed_blocks_backwards():
    def test(f, p):
        whole(p, f, NEW, [packed(n, b) for n, b in reversed(list(blocks(NEW)))])
        n = -(-len(NEW) // 4096) * 4096
        eq(f.read("ota_1", n - len(NEW), len(NEW)), b"\xff" * (n - len(NEW)))

    case(test)


def test_copied_blocks():
    new = image.make("new", "good", 12288)
    eq(new[4096:8192], OLD[4096:8192])

    def test(f, p):
        whole(p, f, new, [copied(1, 1), raw(0, new[:4096]), packed(2, new[8192:])])

    case(test)


# The client asks what is there, and sends the rest to a board that was reset.
def test_resumed_after_a_reset():
    def test(f, p):
        all = [raw(n, b) for n, b in blocks(NEW)]
        s = Sender(p, NEW, all)
        turn(lambda: s.step(25000))
        idle(50)
        f.boot()
        ota._writing = None
        p = Peer(board())
        end, there = ask(p, "ota-hash", part="next", n=len(all))
        eq((end["n"], end["blocks"], len(there)), (len(all), 16, 16 * len(all)))
        missing = []
        for n, b in blocks(NEW):
            b += b"\xff" * (4096 - len(b))
            if there[16 * n : 16 * n + 16] != hashlib.sha256(b).digest()[:16]:
                missing.append(all[n])
        ok(3 < len(missing) < 10, len(missing))
        whole(p, f, NEW, missing)

    case(test)


def test_nothing_is_missing():
    def test(f, p):
        f.fill("ota_1", NEW)
        eq(send(p, NEW, [], activate=False)["ok"], True)
        eq(f.boot(), ("ota_0", "old"))
        eq(send(p, NEW, [])["ok"], True)
        eq(f.boot(), ("ota_1", "new"))

    case(test)


def test_never_active_unless_whole():
    def test(f, p):
        bad = bytearray(NEW)
        bad[30000] ^= 1
        all = [raw(n, b) for n, b in blocks(bytes(bad))]
        eq(send(p, NEW, all)["error"], "integrity")
        eq(send(p, bytes(bad), all)["error"], "integrity")  # as it was sent, but the bootloader sees that it is damaged
        eq(send(p, NEW, all[:-1])["error"], "integrity")
        eq(send(p, NEW, [])["error"], "integrity")
        eq(send(p, NEW, [raw(0, b"\x7fELF" + NEW[4:4096])])["error"], "integrity")
        other = image.make("new", "good", 8192, 9)
        eq(send(p, other, [raw(n, b) for n, b in blocks(other)])["error"], "integrity")
        eq((f.notes(), f.boot()), ([(1, "valid")], ("ota_0", "old")))

    case(test)


def test_refused_before_the_first_byte():
    def test(f, p):
        before = f.read("ota_1", 65536)
        big = raw(0, NEW[:4096])
        eq(send(p, NEW, [big], chip=9)["error"], "integrity")
        eq(send(p, NEW, [big], size=65537)["error"], "too-big")
        eq(send(p, NEW, [big], size=10)["error"], "bad-request")
        eq(send(p, NEW, [big], size="1")["error"], "bad-request")
        eq(send(p, NEW, [big], sha256="00")["error"], "bad-request")
        ok(f.read("ota_1", 65536) == before)

    case(test)


def test_damaged_records():
    def test(f, p):
        good = packed(1, NEW[4096:8192])
        for r in (
            struct.pack(">HBH", 16, 0, 4) + b"abcd",  # beyond the image
            struct.pack(">HBH", 1, 0, 4097) + bytes(4097),
            struct.pack(">HBH", 1, 0, 20) + b"short",
            struct.pack(">HBH", 1, 3, 0),
            struct.pack(">HBH", 1, 2, 2) + b"\xff\xff",
            struct.pack(">HBH", 1, 1, 9) + b"\xff" * 9,
            good[:3] + struct.pack(">H", len(good) - 15) + good[5:-10],
            good[:3] + struct.pack(">H", len(good) - 4) + good[5:] + b"x",
            b"\0\1",
        ):
            end = send(p, NEW, [r])
            ok(end["error"] in ("bad-request", "integrity", "unsupported", "io"), end)
        eq(f.boot(), ("ota_0", "old"))
        whole(p, f, NEW, [raw(n, b) for n, b in blocks(NEW)])

    case(test)


def test_grant():
    def test(f, p):
        s = Sender(p, NEW, [raw(n, b) for n, b in blocks(NEW)])
        s.step()
        eq(s.grant, 8192)
        p.send(DATA, s.rid, s.at, bytes(4096))
        eq(s.run()["error"], "bad-request")
        s = Sender(p, NEW, [raw(n, b) for n, b in blocks(NEW)])
        p.send(DATA, s.rid, 4096, s.input[4096:8192])  # a gap: dropped
        eq(s.run()["ok"], True)

    case(test)


def test_two_clients():
    def test(f, p):
        q = Peer(p.board, "c2")
        all = [raw(n, b) for n, b in blocks(NEW)]
        s = Sender(p, NEW, all)
        turn(lambda: s.step(8192))
        eq(send(q, NEW, all)["error"], "busy")
        p.board.sessions["c1"].heard -= 5000  # its process has gone
        whole(q, f, NEW, all)
        eq(s.run()["error"], "interrupted")

    case(test)


def test_interrupted():
    def test(f, p):
        all = [raw(n, b) for n, b in blocks(NEW)]
        s = Sender(p, NEW, all)
        p.send(INTERRUPT, s.rid)
        eq(s.run()["error"], "interrupted")
        s = Sender(p, NEW, all)
        turn(lambda: s.step(8192))
        p.send(INTERRUPT, s.rid)
        eq(s.run()["error"], "interrupted")
        whole(p, f, NEW, all)

    case(test)


def test_not_while_the_image_is_on_trial():
    def test(f, p):
        all = [raw(n, b) for n, b in blocks(NEW)]
        whole(p, f, NEW, all)
        eq(ask(p, "ota-info")["running"]["state"], "pending")
        eq(send(p, OLD, [])["error"], "busy")
        eq(ask(p, "ota-valid"), {"ok": True, "state": "valid"})
        eq(ask(p, "ota-valid"), {"ok": True, "state": "valid"})
        eq(send(p, OLD, [])["ok"], True)
        eq(f.boot(), ("ota_0", "old"))

    case(test)


def test_slot_that_was_set_to_boot_is_written_again():
    def test(f, p):
        all = [raw(n, b) for n, b in blocks(NEW)]
        eq(send(p, NEW, all)["ok"], True)
        eq(send(p, NEW, all[:1])["ok"], True)
        eq(send(p, NEW, [raw(1, b"x")])["error"], "integrity")
        eq((slots.settled(), f.boot(), slots.state()), (True, ("ota_0", "old"), "valid"))

    case(test)


def test_info_and_rollback():
    def test(f, p):
        d = ask(p, "ota-info")
        eq((d["chip"], d["block"], d["rollback"], d["settled"]), (0, 4096, False, True))
        eq(d["next"], {"label": "ota_1", "size": 65536, "state": None})
        eq(d["running"], {"label": "ota_0", "size": 65536, "state": "valid", "length": 12288, "version": "old",
                          "sha": "".join(["%02x" % c for c in OLD[-32:]])})
        eq(ask(p, "ota-rollback")["error"], "integrity")
        whole(p, f, NEW, [raw(n, b) for n, b in blocks(NEW)])
        eq(ask(p, "ota-rollback"), {"ok": True, "label": "ota_0"})
        eq(f.boot(), ("ota_0", "old"))
        d = ask(p, "ota-info")
        eq((d["next"]["state"], d["next"]["version"], d["rollback"]), ("aborted", "new", True))
        eq(ask(p, "ota-rollback"), {"ok": True, "label": "ota_1"})
        eq(ask(p, "ota-info")["settled"], False)
        eq(f.boot(), ("ota_1", "new"))
        slots.confirm()
        eq(ask(p, "ota-rollback"), {"ok": True, "label": "ota_0"})
        eq((f.boot(), slots.pending()), (("ota_0", "old"), True))

    case(test)


def test_hashes():
    def test(f, p):
        end, b = ask(p, "ota-hash", part="running", n=2, **{"from": 1})
        eq((end["n"], len(b)), (2, 32))
        eq(b[:16], hashlib.sha256(OLD[4096:8192]).digest()[:16])
        end, b = ask(p, "ota-hash", part="next")
        eq((end["n"], len(b)), (400, 6400))
        eq(ask(p, "ota-hash", part="next", n=5, **{"from": 400}), {"ok": True, "n": 0, "blocks": 400})
        for head in ({"part": "x"}, {"part": "next", "from": 401}, {"part": "next", "n": -1}, {"part": "next", "n": "1"}):
            eq(ask(p, "ota-hash", **head)["error"], "bad-request")

    case(test, SLOT_SIZE="1638400")


def test_boards_without_a_second_slot():
    def test(f, p):
        d = ask(p, "ota-info")
        eq((d["ok"], d["next"], d["rollback"], d["chip"]), (True, None, False, 0))
        for c in ("ota-rollback", "ota-valid"):
            eq(ask(p, c)["error"], "unsupported")
        eq(ask(p, "ota-hash", part="next")["error"], "unsupported")
        eq(send(p, NEW, [raw(0, NEW[:4096])])["error"], "unsupported")
        eq(ask(p, "ota-hash", part="running", n=1)[0]["n"], 1)
        eq(slots.confirm(), False)

    for table in ("factory", "one-slot", "ota-no-otadata"):
        case(test, PARTITIONS=table)


def test_without_inflate():
    def test(f, p):
        ota.deflate, kept = None, ota.deflate
        try:
            eq(send(p, NEW, [packed(n, b) for n, b in blocks(NEW)])["error"], "unsupported")
            whole(p, f, NEW, [raw(n, b) for n, b in blocks(NEW)])
        finally:
            ota.deflate = kept

    case(test)


# Records with anything in them: an error, nothing that is set to boot, and the next one finds the board as it was.
def test_hostile_records():
    import random

    seed = int.from_bytes(os.urandom(3), "big")
    print("seed %d" % seed)
    random.seed(seed)

    def some(n):
        return bytes([random.getrandbits(8) for _ in range(random.randrange(n))])

    def record():
        kind = random.choice((0, 0, 1, 1, 1, 2, 3, 255))
        body = some(3) if kind == 2 else some(200)
        if kind == 1 and random.randrange(2):
            body = packed(0, NEW[:4096])[5:]
            at = random.randrange(len(body))
            body = body[:at] + some(5) + body[at + random.randrange(5) :]
        size = random.choice((len(body), len(body), len(body), random.randrange(65536)))
        return struct.pack(">HBH", random.choice((1, 2, 12, 13, 65535)), kind, size) + body

    def test(f, p):
        for i in range(300):
            end = send(p, NEW, [record() for _ in range(random.randrange(1, 6))])
            ok(end["error"] in ("bad-request", "integrity", "unsupported", "io"), end)
        eq((f.notes(), f.boot()), ([(1, "valid")], ("ota_0", "old")))
        whole(p, f, NEW, [raw(n, b) for n, b in blocks(NEW)])

    case(test)


# What zlib makes of 1,000 bytes, with a window of 4 KB and Huffman codes of its own.
_ZLIB = (
    "6d93310e42310c43774ed12324699ab6c7010412e28b7fff0db1b0f8ad96ebd8897bbc3e8f66ed7cb66bbb1de7fd7d397e88"
    "0b92826c7d5502c510a82b2b55ab74e052576ee03d8097096e21c18608902106f096eaf548c80fdb851c99c05baa3742e78e"
    "a9fe0a7214f026e84d98bbc0df861cbbe86eb01837d8a03bacdae9261e703cef74e5a43a0cea4d51c18a9a38a1b1be923a06"
    "3f208c5ae6f4a3c25433bae9f448fbfbfc02"
)


def test_block_packed_by_zlib():
    from binascii import unhexlify

    def test(f, p):
        b = unhexlify(_ZLIB)
        eq(send(p, NEW, [struct.pack(">HBH", 3, 1, len(b)) + b])["error"], "integrity")
        text = b"".join([b"line %d of a block\n" % (i * i) for i in range(80)])[:1000]
        eq(f.read("ota_1", 1001, 3 * 4096), text + b"\xff")

    case(test)


def test_unknown_command():
    case(lambda f, p: eq(ask(p, "ota-what")["error"], "unsupported"))


run(globals())
