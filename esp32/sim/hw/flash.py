# The flash as the board sees it: a folder of the host as "/", with a limited size, counted in blocks as littlefs does.
import io
import os
from . import libc, state, supply

BLOCK = 4096
_EISDIR = 21
_ENOSPC = 28
_EPOCH = 946684800  # a board counts from 2000


def _blocks(size):
    return (size + BLOCK - 1) // BLOCK


# An open file that can be written to.
class _File(io.IOBase):
    def __init__(self, flash, file, size):
        self.flash = flash
        self.file = file
        self.size = size
        self.readinto = file.readinto
        self.read = file.read
        self.readline = file.readline
        self.readlines = file.readlines
        self.seek = file.seek
        self.tell = file.tell
        self.flush = file.flush
        self.close = file.close

    def write(self, data):
        flash = self.flash
        if supply.countdown:
            supply.change(lambda: self.file.write(data[: len(data) // 2]))
        grown = self.file.tell() + len(data)
        if grown > self.size:
            more = _blocks(grown) - _blocks(self.size)
            if more > flash.free():
                raise OSError(_ENOSPC)
            flash.used += more
            self.size = grown
        return self.file.write(data)

    def ioctl(self, request, _):
        if request == 4:
            self.close()
        elif request == 1:
            self.flush()
        return 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class Flash:
    def __init__(self, root, size):
        self.disk = disk = os.VfsPosix(root)
        self.root = root
        self.total = size // BLOCK
        self.used = 0
        self.chdir = disk.chdir
        self.getcwd = disk.getcwd

    def mount(self, readonly, mkfs):
        self.used = 2 + self._count("/")

    def umount(self):
        pass

    def _count(self, folder):
        n = 0
        for entry in self.disk.ilistdir(folder):
            path = folder + entry[0]
            if entry[1] & 0x4000:
                n += 2 + self._count(path + "/")
            else:
                n += self._blocks_of(path)
        return n

    def _blocks_of(self, path):
        try:
            return _blocks(self.disk.stat(path)[6])
        except OSError:
            return 0

    # The process's working folder is the board's.
    def _host(self, path):
        return self.root + path if path.startswith("/") else path

    def free(self):
        return self.total - self.used

    # What is bound to fail is not tried; see state.py.
    def open(self, path, mode):
        if "w" not in mode and "a" not in mode and "+" not in mode and "x" not in mode:
            if self._is_folder(path):
                raise OSError(_EISDIR)
            return self.disk.open(path, mode)
        self.disk.stat((path[: path.rfind("/")] or "/") if "/" in path else ".")  # raises if there is no such folder
        try:
            folder = self._is_folder(path)
        except OSError:
            folder = False
        if folder:
            raise OSError(_EISDIR)
        if self.free() < 1:
            raise OSError(_ENOSPC)
        supply.change()
        before = self._blocks_of(path)
        file = self.disk.open(path, mode)
        size = self.disk.stat(path)[6]
        self.used += _blocks(size) - before
        return _File(self, file, size)

    def _is_folder(self, path):
        return self.disk.stat(path)[0] & 0x4000

    def mkdir(self, path):
        if self.free() < 2:
            raise OSError(_ENOSPC)
        supply.change()
        self.disk.mkdir(path)
        self.used += 2

    def rmdir(self, path):
        supply.change()
        self.disk.rmdir(path)
        self.used -= 2

    def remove(self, path):
        supply.change()
        before = self._blocks_of(path)
        self.disk.remove(path)
        self.used -= before

    def rename(self, old, new):
        supply.change()
        before = self._blocks_of(new)
        libc.rename(self._host(old), self._host(new))
        self.used -= before

    def stat(self, path):
        s = self.disk.stat(path)
        return s[:7] + (s[7] - _EPOCH, s[8] - _EPOCH, s[9] - _EPOCH)

    # With the size as the fourth item, as littlefs has it.
    def ilistdir(self, path):
        folder = path if path.endswith("/") else path + "/" if path else ""
        for entry in self.disk.ilistdir(path):
            size = 0 if entry[1] & 0x4000 else self.disk.stat(folder + entry[0])[6]
            yield entry[0], entry[1], 0, size

    def statvfs(self, path):
        free = max(0, self.free())
        return (BLOCK, BLOCK, self.total, free, free, 0, 0, 0, 0, 255)


# Mounts the flash as the only file system.
def begin(root):
    size = int(state.options.get("FLASH_SIZE", "16777216"))
    os.umount("/")
    os.mount(Flash(root, size), "/")
    os.chdir("/")
