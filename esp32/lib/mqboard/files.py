# Commands about files and folders, other than get and put.
import json
import os
import time

from mqboard import paths
from mqboard.compat import pause
from mqboard.control import Done
from mqboard.request import Refused


# When a file was changed, in seconds since 1970; the ESP32 counts from 2000.
_EPOCH = 946684800 if time.gmtime(0)[0] == 2000 else 0


def _changed(st):
    return st[8] + _EPOCH if st[8] > 0 else None


class Ls(paths.Teller):
    def __init__(self, request, head):
        super().__init__(request)
        self.path = paths.clean(head.get("path", "/"))
        self.deep = bool(head.get("r"))
        self.sha = bool(head.get("sha"))
        os.stat(self.path)
        self.count = 0

    async def work(self):
        if paths.is_dir(self.path):
            await self._folder(self.path, "")
        else:
            await self._line(self.path, self.path[self.path.rfind("/") + 1 :], False)
        return {"ok": True, "n": self.count}

    async def _folder(self, path, prefix):
        for e in os.ilistdir(path):
            p = paths.join(path, e[0])
            folder = bool(e[1] & 0x4000)
            await self._line(p, prefix + e[0], folder)
            if folder and self.deep:
                await self._folder(p, prefix + e[0] + "/")

    async def _line(self, path, name, folder):
        try:
            st = os.stat(path)
            line = [name, "d" if folder else "f", 0 if folder else st[6], _changed(st)]
            if self.sha and not folder:
                with open(path, "rb") as f:
                    line.append((await paths.digest(f)).digest().hex())
        except OSError:
            return  # it has gone meanwhile
        await self.tell(json.dumps(line).encode() + b"\n")
        self.count += 1
        await pause(0)


class Hash(paths.Work):
    def __init__(self, request, head):
        super().__init__(request)
        self.path = paths.clean(head.get("path"))
        if paths.is_dir(self.path):
            raise Refused("is-dir", "is a folder")

    async def work(self):
        with open(self.path, "rb") as f:
            sha = await paths.digest(f)
        return {"ok": True, "size": os.stat(self.path)[6], "sha256": sha.digest().hex()}


class RmTree(paths.Work):
    def __init__(self, request, path):
        super().__init__(request)
        self.path = path

    async def work(self):
        await paths.remove_tree(self.path)
        return {"ok": True}


# What a boot goes on with is neither removed nor moved away.
def _free(path):
    if path == "/var" or (path + "/").startswith("/var/journal/"):
        raise Refused("reserved", "is kept for the board itself")


def rm(request, head):
    path = paths.clean(head.get("path"))
    _free(path)
    if not paths.is_dir(path):
        os.remove(path)
    elif head.get("r") and path != "/":
        return RmTree(request, path)
    else:
        raise Refused("is-dir", "is a folder")
    return Done(request, {"ok": True})


def stat(request, head):
    st = os.stat(paths.clean(head.get("path")))
    folder = st[0] & 0x4000
    return Done(
        request,
        {"ok": True, "type": "d" if folder else "f", "size": 0 if folder else st[6], "mtime": _changed(st)},
    )


def mkdir(request, head):
    path = paths.clean(head.get("path"))
    if head.get("p"):
        paths.make_dirs(path)
    else:
        os.mkdir(path)
    return Done(request, {"ok": True})


def rmdir(request, head):
    path = paths.clean(head.get("path"))
    if not paths.is_dir(path):
        raise Refused("not-dir", "is not a folder")
    for _ in os.ilistdir(path):
        raise Refused("not-empty", "folder is not empty")
    os.rmdir(path)
    return Done(request, {"ok": True})


def mv(request, head):
    old = paths.clean(head.get("from"))
    new = paths.clean(head.get("to"))
    request.path = new
    paths.check(new)
    request.path = old
    _free(old)
    os.stat(old)
    if paths.exists(new) and paths.is_dir(new):
        request.path = new
        raise Refused("is-dir", "is a folder")
    os.rename(old, new)
    return Done(request, {"ok": True})


def df(request, head):
    free, total = paths.space(paths.clean(head.get("path", "/")))
    return Done(request, {"ok": True, "total": total, "free": free})


COMMANDS = {
    "ls": Ls,
    "hash": Hash,
    "rm": rm,
    "stat": stat,
    "mkdir": mkdir,
    "rmdir": rmdir,
    "mv": mv,
    "df": df,
}
