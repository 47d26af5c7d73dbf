# A littlefs of the real kind on a NOR flash in memory, mounted as "/". Erasing sets a block to 0xFF, writing only
# clears bits; the power fails in the middle of the n-th change, and from then on nothing works.
import os

BLOCK = 4096
_EIO = -5


class Flash:
    def __init__(self, blocks=64, image=None):
        self.blocks = blocks
        self.image = bytearray(image) if image else bytearray(b"\xff" * (blocks * BLOCK))
        self.changes = 0
        self.cut_at = None
        self.dead = False

    def _change(self):
        self.changes += 1
        if self.changes == self.cut_at:
            self.dead = True
        return self.dead

    def readblocks(self, n, buf, offset=0):
        if self.dead:
            return _EIO
        at = n * BLOCK + offset
        buf[:] = self.image[at : at + len(buf)]

    def writeblocks(self, n, buf, offset=0):
        if self.dead:
            return _EIO
        torn = self._change()
        at = n * BLOCK + offset
        if torn:
            buf = memoryview(buf)[: len(buf) // 2]
        old = self.image[at : at + len(buf)]
        if old != b"\xff" * len(buf):
            buf = bytes([x & y for x, y in zip(old, buf)])
        self.image[at : at + len(buf)] = buf
        if torn:
            return _EIO

    def ioctl(self, op, arg):
        if op == 4:
            return self.blocks
        if op == 5:
            return BLOCK
        if op == 6:
            if self.dead:
                return _EIO
            torn = self._change()
            n = BLOCK // 2 if torn else BLOCK
            self.image[arg * BLOCK : arg * BLOCK + n] = b"\xff" * n
            if torn:
                return _EIO
        return 0


def make(flash):
    os.VfsLfs2.mkfs(flash)
    return flash


# What must be imported was imported before.
def mount(flash):
    os.umount("/")
    os.mount(os.VfsLfs2(flash), "/")
    os.chdir("/")


def unmount():
    os.umount("/")
    os.mount(os.VfsPosix(), "/")
