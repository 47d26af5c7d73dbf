# OTA by protocol 1: the image in order, as messages without the size of the whole.
from time import ticks_diff, ticks_ms

from mqboard import firmware, ota, paths, request
from mqboard.compat import core
from mqboard.v1 import Refused, trace

_PATIENCE_MS = 10000  # a tool that was not heard for so long has gone


# The image that is on its way, owner of the writer.
class Image:
    def __init__(self, v1, id, sha256):
        if not paths.is_hash(sha256):
            raise Refused("not a SHA-256: %s" % sha256[:80])
        self.v1 = v1
        self.id = id
        self.sha256 = sha256
        self.session = self
        self.next = self.size = 0
        self.heard = ticks_ms()
        self.task = None
        self.writer = ota.Writer(self)
        self.block = memoryview(bytearray(firmware.BLOCK))

    def alive(self):
        return self.task or ticks_diff(ticks_ms(), self.heard) < _PATIENCE_MS

    def stop(self):
        if self.task:
            self.task.cancel()
        self.end("MQRepl protocol error ota: another image took its place")

    def end(self, error):
        if self.v1.image is self:
            self.v1.image = None
            self.writer.close()
            self.v1.end("ota", self.id, error)

    def take(self, seq, last, data):
        want = self.next & 0x7FFF
        if seq != want:
            if (want - seq) & 0x7FFF < 0x4000:
                return  # was taken before
            raise Refused("message missing: %d vs. %d" % (seq, want))
        self.heard = ticks_ms()
        self.next += 1
        self.writer.fits(self.size + len(data))
        i = 0
        while i < len(data):
            at = self.size % firmware.BLOCK
            n = min(len(data) - i, firmware.BLOCK - at)
            self.block[at : at + n] = data[i : i + n]
            i += n
            self.size += n
            if at + n == firmware.BLOCK:
                self._write(firmware.BLOCK)
        if last:
            if self.size % firmware.BLOCK:
                self._write(self.size % firmware.BLOCK)
            self.task = core.create_task(self._finish())
        elif not seq & 7:
            self.v1.say(self.id, b"SEQ %d" % seq)

    def _write(self, n):
        paths.buf[:n] = self.block[:n]
        self.writer.write((self.size - 1) // firmware.BLOCK, n)

    async def _finish(self):
        try:
            await self.writer.finish(self.size, self.sha256, True)
            self.end(None)
        except request.Refused as e:
            self.end("MQRepl protocol error ota: " + e.args[1])
        except Exception as e:
            self.end(trace(e))


# A message of the command ota.
def take(v1, id, name, seq, last, data):
    x = v1.image if v1.image and v1.image.id == id else None
    if x is None and "ota" + id in v1.recent:
        return  # what still comes after the end
    try:
        if x is None:
            if seq:
                raise Refused("message missing: %d vs. 0" % seq)
            x = v1.image = Image(v1, id, name)
        if not x.task:
            x.take(seq, last, data)
    except Exception as e:
        if x:
            v1.image = None
            x.writer.close()
        if isinstance(e, request.Refused):
            raise Refused(e.args[1])
        raise e
