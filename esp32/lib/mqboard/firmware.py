# The firmware in the slots: what they hold, going back, confirming. Writing them is in ota.py.
import hashlib

from mqboard import paths, slots
from mqboard.compat import Gate, pause
from mqboard.control import Done
from mqboard.request import Refused
from mqboard.streams import Out

BLOCK = 4096
HEAD = 24  # an image's header, see ESP-IDF's esp_app_format.h


# The chip that an image is for, from its header; None if it is no image.
def chip_of(h):
    return h[12] | h[13] << 8 if h[0] == 0xE9 and 0 < h[1] <= 16 else None


def chip():
    h = bytearray(HEAD)
    p = slots.running()
    if p:
        p.readblocks(0, h, 0)
    return chip_of(h)


def other():
    p = slots.other()
    if not p:
        raise Refused("unsupported", "this board has no second slot for firmware, or no otadata")
    return p


# At the next reset this slot is started. The bootloader's own checks come before that.
def boot(p):
    try:
        p.set_boot()
    except OSError as e:
        raise Refused("integrity", "the bootloader refuses the image in %s: %s" % (p.info()[4], e))


# The digests of blocks, so that a client need not send what is there.
class Hash(paths.Work):
    def __init__(self, request, head):
        super().__init__(request)
        self.part = slots.running() if head.get("part") == "running" else other()
        if not self.part:
            raise Refused("unsupported", "this board has no partitions")
        self.total = self.part.info()[3] // BLOCK
        self.start = head.get("from", 0)
        self.count = head.get("n", self.total)
        if head.get("part") not in ("running", "next") or not 0 <= self.start <= self.total or self.count < 0:
            raise ValueError("part, from or n")
        self.gate = Gate()
        self.out = request.out = Out(request, request.win, 2048, request.board.chunk)

    def acked(self):
        self.gate.open()

    async def work(self):
        end = min(self.total, self.start + self.count)
        for i in range(self.start, end):
            self.part.readblocks(i, paths.buf)
            b = hashlib.sha256(paths.buf).digest()[:16]
            while self.out.end - self.out.acked > 2000:
                self.request.push()
                await self.gate.wait()
            self.out.write(0, b)
            await pause(0)
        return {"ok": True, "n": max(0, end - self.start), "blocks": self.total}


# What a slot is and holds.
def _describe(p):
    kind, subtype, at, size, label, encrypted = p.info()
    d = {"label": label, "size": size, "state": slots.noted(p)}
    h = bytearray(32)
    p.readblocks(0, h, 0)
    if chip_of(h) is None:
        return d
    hashed = h[23]
    at = HEAD
    for _ in range(h[1]):
        w = bytearray(8)
        p.readblocks(0, w, at)
        at += 8 + int.from_bytes(w[4:], "little")
        if at + 48 > size:
            return d
    at = (at | 15) + 1
    if hashed:
        p.readblocks(0, h, at)
        d["sha"] = h.hex()
        at += 32
    d["length"] = at
    p.readblocks(0, h, 48)
    d["version"] = "".join([chr(c) for c in bytes(h).split(b"\0")[0] if 32 <= c < 127])
    return d


def info(request, head):
    p = slots.running()
    if not p:
        raise Refused("unsupported", "this board has no partitions")
    n = slots.other()
    d = {"ok": True, "running": _describe(p), "next": n and _describe(n), "chip": chip(), "block": BLOCK}
    d["rollback"] = bool(n and "length" in d["next"])
    d["settled"] = slots.settled()
    return Done(request, d)


# An image on trial that nobody confirms goes by itself with the next reset.
def rollback(request, head):
    p = other()
    if slots.state() != "pending":
        boot(p)
    return Done(request, {"ok": True, "label": p.info()[4]})


def valid(request, head):
    other()
    slots.confirm()
    return Done(request, {"ok": True, "state": slots.state()})


COMMANDS = {"ota-hash": Hash, "ota-info": info, "ota-rollback": rollback, "ota-valid": valid}
