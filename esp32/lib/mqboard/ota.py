# OTA: a new image of the firmware, into the slot that does not run. Blocks come in any order and are written as they
# come; what is whole at the end, by the digest of what the flash has then, is set to boot. What has arrived before a
# reset stays: the client asks for the digests of the blocks that are there, and sends the others.
import gc
import hashlib
import io

try:
    import deflate
except ImportError:  # before 1.21
    deflate = None

from mqboard import firmware, paths, slots
from mqboard.compat import Gate, core, pause
from mqboard.request import Refused

_INFLATER = firmware.BLOCK + 1536  # heap that inflating a block takes, for its window and its state
_writing = None  # the Writer that has the slot


# The slot while somebody writes it: one at a time. The owner has a session, alive(), and stop().
class Writer:
    count = 0  # blocks written

    def __init__(self, owner):
        global _writing
        self.slot = firmware.other()
        self.size = self.slot.info()[3]
        if slots.pending():
            raise Refused("busy", "the image that runs is on trial, and the other slot all there is to go back to")
        if _writing:
            other = _writing.owner
            if other.session is not owner.session and other.alive():
                raise Refused("busy", "another image is being written")
            other.stop()
        self.owner = owner
        self.chip = firmware.chip()
        _writing = self

    def fits(self, size):
        if size > self.size:
            raise Refused("too-big", "the slot has %d bytes, the image %d" % (self.size, size))

    # The first n bytes of paths.buf as a block.
    def write(self, block, n):
        if _writing is not self:
            raise Refused("busy", "another image is being written")
        b = paths.buf
        for i in range(n, firmware.BLOCK):
            b[i] = 0xFF
        if not block:
            self._check(b)
        if not self.count:
            slots.settle()
        self.slot.writeblocks(block, b)
        self.count += 1

    def _check(self, b):
        if firmware.chip_of(b) is None:
            raise Refused("integrity", "this is no image of a firmware")
        if firmware.chip_of(b) != self.chip:
            raise Refused("integrity", "this image is for chip %d, the board has %d" % (firmware.chip_of(b), self.chip))

    # Reads back what the flash has; only if that is what was sent it may boot.
    async def finish(self, size, sha256, activate):
        sha = hashlib.sha256()
        for i in range(0, size, firmware.BLOCK):
            b = paths.buf if size - i >= firmware.BLOCK else paths.buf[: size - i]
            self.slot.readblocks(i // firmware.BLOCK, b)
            if not i:
                self._check(b)
            sha.update(b)
            await pause(0)
        if sha.digest().hex() != sha256:
            raise Refused("integrity", "the slot does not hold what was to be sent")
        if activate:
            firmware.boot(self.slot)

    def close(self):
        global _writing
        if _writing is self:
            _writing = None


# The command ota. Input is taken into a ring of two chunks, and granted as that becomes empty: writing a block takes
# longer than receiving one.
class Ota(paths.Work):
    def __init__(self, request, head):
        super().__init__(request)
        self.size = head.get("size")
        self.sha256 = head.get("sha256")
        self.activate = head.get("activate", True)
        if not isinstance(self.size, int) or self.size < firmware.HEAD or not paths.is_hash(self.sha256):
            raise ValueError("size or sha256")
        self.session = request.session
        self.writer = w = Writer(self)
        try:
            w.fits(self.size)
            if head.get("chip", w.chip) != w.chip:
                raise Refused("integrity", "the image is for another chip; the board has %s" % w.chip)
            gc.collect()
            self.step = max(firmware.BLOCK, request.board.chunk)
            self.ring = memoryview(bytearray(2 * self.step if request.total else 0))
            if request.total and deflate:
                self.packed = io.BytesIO(firmware.BLOCK)
                self.spare = bytearray(_INFLATER)
        except Exception as e:
            w.close()
            raise e
        self.got = self.used = 0
        self.gate = Gate()
        request.limit = 2 * self.step

    def take(self, b):
        ring = self.ring
        n = len(b)
        if self.got + n - self.used > len(ring):
            raise ValueError("beyond the grant")
        at = self.got % len(ring)
        k = min(n, len(ring) - at)
        ring[at : at + k] = b[:k]
        ring[: n - k] = b[k:]
        self.got += n
        self._go()

    def ready(self):
        self._go()

    def alive(self):
        return paths.alive(self.session)

    def _go(self):
        if not self.task and not self.begun:
            self.task = core.create_task(self._run())
        self.gate.open()

    async def work(self):
        head = memoryview(bytearray(5))
        while self.used < self.request.total:
            await self._next(head, 5)
            block = head[0] << 8 | head[1]
            n = head[3] << 8 | head[4]
            if n > firmware.BLOCK or block >= -(-self.size // firmware.BLOCK):
                raise ValueError("record")
            await self._record(block, head[2], n)
            await pause(0)
        await self.writer.finish(self.size, self.sha256, self.activate)
        return {"ok": True, "size": self.size, "sha256": self.sha256, "label": self.writer.slot.info()[4]}

    async def _record(self, block, kind, n):
        b = paths.buf
        if kind == 0:
            await self._next(b, n)
        elif kind == 1 and deflate:
            await self._next(None, n)
            n = self._inflate(b, n)
        elif kind == 2 and n == 2:
            await self._next(b, 2)
            slots.running().readblocks(b[0] << 8 | b[1], b)
            n = firmware.BLOCK
        else:
            raise Refused("unsupported", "record of kind %d" % kind)
        self.writer.write(block, n)

    # The next n bytes of input, once they are there; without a buffer they go to `packed`.
    async def _next(self, to, n):
        if n > self.request.total - self.used:
            raise ValueError("record")
        while self.got - self.used < n:
            await self.gate.wait()
        ring = self.ring
        at = self.used % len(ring)
        k = min(n, len(ring) - at)
        if to is None:
            self.packed.seek(0)
            self.packed.write(ring[at : at + k])
            self.packed.write(ring[: n - k])
        else:
            to[:k] = ring[at : at + k]
            to[k:n] = ring[: n - k]
        before = self.used
        self.used += n
        if before // self.step != self.used // self.step:
            r = self.request
            r.limit = self.used // self.step * self.step + 2 * self.step
            if r.got < r.total:
                r.owes(1)

    # Returns how many bytes a block of n packed ones has. An inflater serves one block; the heap for the next one is kept
    # free by something as large.
    def _inflate(self, b, n):
        p = self.packed
        p.seek(0)
        self.spare = None
        gc.collect()
        size = -1
        try:
            d = deflate.DeflateIO(p, deflate.RAW, 12)
            size = d.readinto(b)
            if d.read(1) or p.tell() != n:
                size = -1
        except (OSError, EOFError, ValueError):
            pass
        d = None
        gc.collect()
        self.spare = bytearray(_INFLATER)
        if size < 0:
            raise Refused("integrity", "a block cannot be inflated")
        return size

    def ended(self):
        self.writer.close()


COMMANDS = {"ota": Ota}
