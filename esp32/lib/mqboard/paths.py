# Paths from the wire, and work on files in small steps.
import errno
import hashlib
import os
from time import ticks_diff, ticks_ms

from mqboard.compat import Gate, asyncio, core, pause
from mqboard.request import Refused

# Used by one step at a time, never across a wait. Before buf there is room for the head of a packet that carries it.
HEAD = 160
packet = memoryview(bytearray(HEAD + 4096))
buf = packet[HEAD:]


# (code, text) of an OSError.
def explain(e):
    n = e.errno
    if n == errno.ENOENT:
        return "not-found", "not found"
    if n == errno.EEXIST:
        return "exists", "exists already"
    if n == errno.EISDIR:
        return "is-dir", "is a folder"
    if n == 20:
        return "not-dir", "is not a folder"
    if n == 39 or n == 90:
        return "not-empty", "folder is not empty"
    if n == 28:
        return "full", "no space left"
    return "io", "OSError: %s" % e


# An absolute path without "." and ".."; ValueError if it is none or too long.
def clean(path):
    if not isinstance(path, str) or not path or "\0" in path or len(path.encode()) > 512:
        raise ValueError("path")
    parts = []
    for p in path.split("/"):
        if p == "..":
            if parts:
                parts.pop()
        elif p and p != ".":
            if len(p.encode()) > 255:
                raise ValueError("name too long")
            parts.append(p)
    return "/" + "/".join(parts)


# A file may be put, moved or switched there: not where the board keeps its own state, nor what looks like one of its
# temporary files.
def check(path):
    if path == "/" or path == "/var" or path.startswith("/var/") or "/.mqb-" in path:
        raise Refused("reserved", "is kept for the board itself")


def folder(path):
    return path[: path.rfind("/")] or "/"


def join(folder, name):
    return folder + name if folder == "/" else folder + "/" + name


def is_dir(path):
    return path == "/" or os.stat(path)[0] & 0x4000


def exists(path):
    try:
        os.stat(path)
        return True
    except OSError:
        return False


def is_folder(path):
    try:
        return is_dir(path)
    except OSError:
        return False


def is_hash(h):
    try:
        return isinstance(h, str) and len(h) == 64 and bytes.fromhex(h).hex() == h
    except ValueError:
        return False


# Whether there is still somebody at the other end of a session: if not, another one may take over what it has begun.
def alive(s):
    return s.board.sessions.get(s.name) is s and ticks_diff(ticks_ms(), s.heard) < 3000


# In loops, as `t = await rest(t)`: lets everything else run if that did not happen since t, a few milliseconds ago.
async def rest(t):
    if ticks_diff(ticks_ms(), t) < 4:
        return t
    await pause(0)
    return ticks_ms()


# Hash of what is left of an open file, a chunk at a time.
async def digest(f, sha=None, limit=None):
    sha = sha or hashlib.sha256()
    t = ticks_ms()
    while limit is None or limit > 0:
        n = f.readinto(buf if limit is None or limit >= 4096 else buf[:limit])
        if not n:
            break
        sha.update(buf if n == 4096 else buf[:n])
        if limit is not None:
            limit -= n
        t = await rest(t)
    return sha


# A job that takes its time: a task that ends the request with what it returns or raises.
class Work:
    def __init__(self, request):
        self.request = request
        self.begun = self.closed = False
        self.task = None

    def take(self, b):
        raise ValueError("no input wanted")

    def ready(self):
        # What comes first, output or END, says that it was accepted.
        self.request.late = self.request.session.bundle
        self.task = core.create_task(self._run())

    async def _run(self):
        self.begun = True
        try:
            self.request.finish(await self.work())
        except asyncio.CancelledError:
            self.request.fail("interrupted", "interrupted")
        except Exception as e:
            self.request.failed(e)
        finally:
            self.task = None
            self.ended()

    def ended(self):
        pass

    def acked(self):
        pass

    # Whether it is too late to let another request have what it works on.
    def stays(self):
        return self.task

    def stop(self):
        if self.task:
            self.task.cancel()
        if not self.begun:
            self.request.fail("interrupted", "interrupted")
            self.ended()

    def close(self):
        self.closed = True
        if self.task:
            self.task.cancel()
        if not self.begun:
            self.ended()


# Work that puts out more than its buffer may hold: waits until the client has taken it.
class Teller(Work):
    def __init__(self, request):
        from mqboard.streams import Out

        super().__init__(request)
        self.gate = Gate()
        board = request.board
        self.out = request.out = Out(request, request.win, board.settings.output, board.chunk)

    def acked(self):
        self.gate.open()

    async def tell(self, b):
        n = self.out.write(0, b)
        while n < len(b):
            self.request.push()
            k = self.out.write(0, b[n:])
            n += k
            if not k:
                await self.gate.wait()


# Removes a folder with all that is in it, one entry at a time.
async def remove_tree(path):
    for e in list(os.ilistdir(path)):
        p = join(path, e[0])
        if e[1] & 0x4000:
            await remove_tree(p)
        else:
            os.remove(p)
        await pause(0)
    os.rmdir(path)


# Makes a folder and those above it.
def make_dirs(path):
    if path != "/" and not exists(path):
        make_dirs(folder(path))
        os.mkdir(path)
    elif not is_dir(path):
        raise Refused("not-dir", "is not a folder")


# Bytes that can still be written at path, and all that there are. A nearly full littlefs counts more blocks used than
# there are, and the difference is a large number.
def space(path):
    v = os.statvfs(path)
    return v[1] * v[4] if v[4] <= v[2] else 0, v[1] * v[2]
