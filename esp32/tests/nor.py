# MicroPython's own LittleFS as "/" on a simulated NOR flash in RAM that loses power at its n-th change (power.py); the
# host's files are then below /host. With the real code of the board on it: what is acknowledged must be there afterwards.
#
#     cuts = nor.cuts(prepare, act, check)     # prepare() fills an empty flash; act() is cut at every change;
#                                              # check(n, whole) looks at what a board finds that boots then
import builtins
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE, HERE + "../lib"] + [p for p in sys.path if p not in (HERE, "")]

import littlefs
import power


# A flash whose power is everybody's: the code that runs when it fails does not go on.
class Flash(littlefs.Flash):
    gone = False  # a board that was switched off for good: what its objects still do is of no interest

    def _change(self):
        self.dead = power.fails()
        return self.dead

    def _alive(self, result):
        if self.dead and not self.gone:
            raise power.Cut()
        return result

    def readblocks(self, block, buf, offset=0):
        return self._alive(super().readblocks(block, buf, offset))

    def writeblocks(self, block, buf, offset=0):
        return self._alive(super().writeblocks(block, buf, offset))

    def ioctl(self, op, arg):
        return self._alive(super().ioctl(op, arg))


_mounted = None
_files = []  # files that were opened since
_open = open


def _remembered(*args, **kw):
    f = _open(*args, **kw)
    _files.append(f)
    return f


def _on_host(path, here):
    if not path or path.startswith("."):
        return path
    return "/host" + path if path.startswith("/") else "/host" + here + "/" + path


# Mounts a flash as "/" in place of the one that is there.
def mount(flash):
    global _mounted
    if _mounted is None:
        builtins.open = _remembered
        here = os.getcwd()
        os.umount("/")
        os.mount(os.VfsPosix("/"), "/host")
        sys.path[:] = [_on_host(p, here) for p in sys.path]
        for m in sys.modules.values():
            if hasattr(m, "__path__"):
                m.__path__ = _on_host(m.__path__, here)
    else:
        _mounted.gone = _mounted.dead = True
        for f in _files:  # else the heap's sweep would close them, and complain
            try:
                f.close()
            except OSError:
                pass
        _files.clear()
        os.umount("/")
    os.mount(os.VfsLfs2(flash), "/")
    os.chdir("/")
    _mounted = flash


# An empty file system of so many blocks as bytes, after prepare() has been there.
def image(prepare, blocks=64):
    power.on()
    flash = littlefs.make(Flash(blocks))
    mount(flash)
    prepare()
    return flash.image


# act() at every change of the flash; returns how many cuts were made.
def cuts(prepare, act, check, blocks=64, step=1):
    content = image(prepare, blocks)

    def again():
        mount(Flash(blocks, content))

    def after(n, whole):
        mount(Flash(blocks, _mounted.image))  # as a board that boots
        check(n, whole)

    return power.every_cut(again, act, after, step)


