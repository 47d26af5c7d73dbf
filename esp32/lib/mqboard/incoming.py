# Files on their way in: written beside their target, read back, and only then put in their place.
import hashlib
import os
from time import ticks_ms

from mqboard import paths
from mqboard.paths import rest
from mqboard.request import Refused

_PIECE = 65536  # the temporary file is closed, and so committed, after every so many bytes

# Who writes to a temporary file, by its name: jobs with a request, stop() and stays(). While the files of a set are put
# in their places: "switch".
active = {}


# Whoever asks for a place that another request holds gets it if nobody is behind that one any more.
def take_over(key, request):
    other = active.get(key)
    if other is None:
        return
    s = other.request.session
    if other.stays() or s is not request.session and paths.alive(s):
        raise Refused("busy", "another request is writing it")
    other.stop()


# The name of the temporary file of a path and a digest, in the folder of the path.
def temporary(path, digest):
    return ".mqb-" + hashlib.sha256(path.encode()).digest()[:4].hex() + "-" + digest[:8]


# What stands in such a name for the path, short.
def _key(name):
    return bytes.fromhex(name[5:11])


# A folder that files come into, with what several of them need to know of it.
class Place:
    free = 0  # bytes that can be written, by our own count

    def __init__(self, path, make):
        if make:
            paths.make_dirs(path)
        elif not paths.is_dir(path):
            raise Refused("not-dir", "is not a folder: " + path)
        self.path = path
        # the keys of the temporary files that are there, three bytes each: a staged set may have thousands
        self.left = [bytearray()]
        for e in os.ilistdir(path):
            if e[0].startswith(".mqb-"):
                try:
                    self.add(e[0])
                except ValueError:
                    pass  # that is none of ours

    # In pieces, for which there is room in any heap.
    def add(self, name):
        left = self.left
        if len(left[-1]) >= 768:
            left.append(bytearray())
        left[-1] += _key(name)

    # False: there is no temporary file of that path.
    def maybe(self, name):
        k = _key(name)
        for b in self.left:
            if b.find(k) >= 0:
                return True
        return False


# One file, in the order: open, write, step until it is True, place or stage; close in any case.
class File:
    file = sha = None
    at = 0  # as far as it is read back

    # into: its folder, if the caller knows it from the file before
    def __init__(self, job, path, size, digest, mkdir, into=None):
        if not isinstance(size, int) or not 0 <= size < 1 << 32 or not paths.is_hash(digest):
            raise ValueError("size or sha256")
        if "switch" in active:
            raise Refused("busy", "a set of files is being switched")
        if paths.is_folder(path):
            raise Refused("is-dir", "is a folder")
        self.job = job
        self.path = path
        self.size = size
        self.hash = digest
        folder = paths.folder(path)
        if not into or into.path != folder:
            into = Place(folder, mkdir)
        self.into = into
        name = temporary(path, digest)
        self.temp = paths.join(folder, name)
        take_over(self.temp, job.request)
        self.pos = self._leftover(folder, name) if into.maybe(name) else 0

    # How much of it an earlier try has left; removes what was left of other contents.
    def _leftover(self, folder, name):
        for n in [e[0] for e in os.ilistdir(folder) if e[0][:14] == name[:14]]:
            p = paths.join(folder, n)
            if p not in active:
                try:
                    if n == name + ".ok":
                        os.rename(p, self.temp)
                    elif n != name:
                        os.remove(p)
                except OSError:
                    pass  # it has gone meanwhile
        try:
            n = os.stat(self.temp)[6]
        except OSError:
            return 0
        return n if n <= self.size else 0

    def open(self, at):
        into = self.into
        n = self.size - at
        if into.free < n + 8192:
            into.free = paths.space(into.path)[0]
        if n > into.free:
            raise Refused("full", "%d bytes are needed, %d are free" % (n, into.free))
        into.free -= n + 4096
        self.file = open(self.temp, "r+b" if at else "wb")
        if at:
            self.file.seek(at)
        self.pos = at
        active[self.temp] = self.job

    def write(self, b):
        try:
            if self.file.write(b) != len(b):
                raise OSError(28)
        except OSError as e:
            self._drop()
            raise e
        before = self.pos
        self.pos += len(b)
        if self.pos // _PIECE != before // _PIECE and self.pos < self.size:
            self.file.close()
            self.file = open(self.temp, "r+b")
            self.file.seek(self.pos)

    # Reads back a piece of what the flash has; True when it is all right.
    def step(self):
        if not self.sha:
            self.file.close()
            self.file = open(self.temp, "rb")
            self.sha = hashlib.sha256()
        n = self.file.readinto(paths.buf)
        self.sha.update(paths.buf[:n])
        self.at += n
        if n == 4096:
            return False
        if self.at != self.size or self.sha.digest().hex() != self.hash:
            self._drop()
            raise Refused("integrity", "what was written is not what was sent")
        if self.path == "/boot.py":
            self._compiles()
        return True

    # Everything depends on this file: it must be Python at least.
    def _compiles(self):
        self.file.seek(0)
        try:
            compile(self.file.read(), self.path, "exec")
        except SyntaxError as e:
            self._drop()
            raise Refused("bad-request", "%s is not Python: %s" % (self.path, e))

    def place(self):
        self.file.close()
        os.rename(self.temp, self.path)

    # Complete, and to be put in its place by a commit.
    def stage(self):
        self.file.close()
        os.rename(self.temp, self.temp + ".ok")
        self.into.add(self.temp[self.temp.rfind("/") + 1 :])

    def _drop(self):
        self.close()
        os.remove(self.temp)

    # What has arrived of it stays for the next try.
    def close(self):
        if self.file:
            self.file.close()
        if active.get(self.temp) is self.job:
            del active[self.temp]


class Put(paths.Work):
    file = None

    def __init__(self, request, head):
        super().__init__(request)
        path = paths.clean(head.get("path"))
        paths.check(path)
        if head.get("size") != request.total:
            raise ValueError("size")
        self.file = f = File(self, path, request.total, head.get("sha256"), head.get("mkdir"))
        self.resumed = f.pos
        f.open(f.pos)
        request.got = request.told = f.pos

    def take(self, b):
        self.file.write(b)

    async def work(self):
        f = self.file
        t = ticks_ms()
        while not f.step():
            t = await rest(t)
        f.place()
        return {"ok": True, "size": f.size, "resumed": self.resumed}

    def ended(self):
        self.file.close()


COMMANDS = {"put": Put}
