# Files on their way in: written beside their target, read back, and only then put in their place.
import hashlib
import os

from mqboard import paths
from mqboard.compat import pause
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
    return ".mqb-" + paths.hexed(hashlib.sha256(path.encode()).digest()[:4]) + "-" + digest[:8]


# One file, in the order: open, write, step until it is True, place or stage; close in any case.
class File:
    file = sha = None
    at = 0  # as far as it is read back

    # names: the temporary files in its folder, if the caller has listed it
    def __init__(self, job, path, size, digest, mkdir, names=None):
        if not isinstance(size, int) or not 0 <= size < 1 << 32 or not paths.is_hash(digest):
            raise ValueError("size or sha256")
        if "switch" in active:
            raise Refused("busy", "a set of files is being switched")
        if paths.exists(path) and paths.is_dir(path):
            raise Refused("is-dir", "is a folder")
        self.job = job
        self.path = path
        self.size = size
        self.hash = digest
        into = paths.folder(path)
        if mkdir:
            paths.make_dirs(into)
        elif not paths.is_dir(into):
            raise Refused("not-dir", "is not a folder: " + into)
        name = temporary(path, digest)
        self.temp = paths.join(into, name)
        take_over(self.temp, job.request)
        self.names = listed(into) if names is None else names
        self.pos = self._leftover(into, name)

    # How much of it an earlier try has left; removes what was left of other contents.
    def _leftover(self, into, name):
        for n in self.names:
            p = paths.join(into, n)
            if n[:14] == name[:14] and p not in active:
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

    # free: bytes that can be written
    def open(self, at, free):
        if self.size - at > free:
            raise Refused("full", "%d bytes are needed, %d are free" % (self.size - at, free))
        self.file = open(self.temp, "r+b" if at else "wb")
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
        if self.at != self.size or paths.hexed(self.sha.digest()) != self.hash:
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
            raise Refused("bad-request", "not Python: %s" % e)

    def place(self):
        self.file.close()
        os.rename(self.temp, self.path)

    # Complete, and to be put in its place by a commit.
    def stage(self):
        self.file.close()
        os.rename(self.temp, self.temp + ".ok")
        self.names.append(self.temp[self.temp.rfind("/") + 1 :] + ".ok")

    def _drop(self):
        self.close()
        os.remove(self.temp)

    # What has arrived of it stays for the next try.
    def close(self):
        if self.file:
            self.file.close()
        if active.get(self.temp) is self.job:
            del active[self.temp]


# The names of the temporary files in a folder.
def listed(into):
    return [e[0] for e in os.ilistdir(into) if e[0].startswith(".mqb-")]


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
        f.open(f.pos, paths.space(paths.folder(path))[0])
        request.got = request.told = f.pos

    def take(self, b):
        self.file.write(b)

    async def work(self):
        f = self.file
        while not f.step():
            await pause(0)
        f.place()
        return {"ok": True, "size": f.size, "resumed": self.resumed}

    def ended(self):
        self.file.close()


COMMANDS = {"put": Put}
