# Sets of files that are switched together, also across a power cut. Imports nothing of ours: boot.py loads it before
# all else, and what it puts in its place may be the framework itself.
#
# /var/journal holds the list of the changes, in a file whose name says how far they are:
#   new      being written; forgotten at the next boot
#   apply    will be done, come what may
#   confirm  done, and awaits its confirmation
#   undo     will be undone, come what may
#   done     finished; the folder is being cleared
# and, while they may have to come back, the previous versions of the files. From one name to the next it is one rename.
# The file `tried` says that a boot has begun with what awaits its confirmation.
import os

FOLDER = "/var/journal"
AT = FOLDER + "/"


def exists(path):
    try:
        os.stat(path)
        return True
    except OSError:
        return False


def state():
    for name in ("apply", "confirm", "undo", "done"):
        if exists(AT + name):
            return name


# (seconds to wait for the confirmation or 0, name of the set) of the changes in that state.
def header(name):
    with open(AT + name, "rb") as f:
        x = f.readline().split(b" ", 2)
    if x[0] != b"mqb1":
        raise ValueError("journal")
    return int(x[1]), x[2][:-1].decode()


# A line: P to put or D to delete, 1 if there was a file before else 0, digest of the path, digest of the content, path.
def line(put, had, path_hash, sha, path):
    return ("%s%d %s %s %s\n" % ("P" if put else "D", had, path_hash[:16], sha[:8], path)).encode()


# (put, had, where the previous version is kept, the staged file, path) of each change.
def _changes(name):
    with open(AT + name, "rb") as f:
        f.readline()
        while True:
            x = f.readline()
            if not x:
                return
            path = x[29:-1].decode()
            folder = path[: path.rfind("/") + 1]
            key = x[3:19].decode()
            yield x[0] == 80, x[1] == 49, AT + key, "%s.mqb-%s-%s.ok" % (folder, key[:8], x[20:28].decode()), path


# Does the changes, one at each step. Each step may be done again.
def apply():
    keep = header("apply")[0]
    for put, had, old, new, path in _changes("apply"):
        if not put or exists(new):
            if keep and had and exists(path) and not exists(old):
                _keep(path, old)
            if put:
                os.rename(new, path)
            elif exists(path):
                os.remove(path)
        yield path
    os.rename(AT + "apply", AT + ("confirm" if keep else "done"))


# What a boot needs is never absent, not even between two renames.
def at_boot(path):
    return path == "/boot.py" or path.startswith("/lib/mqboard/") or path.startswith("/safemode/")


def _keep(path, old):
    if not at_boot(path):
        try:
            return os.rename(path, old)
        except OSError:
            pass  # another file system
    _copy(path, old)


def _copy(path, to):
    part = to[: to.rfind("/") + 1] + ".mqb-copy"
    b = bytearray(512)
    with open(path, "rb") as f:
        with open(part, "wb") as g:
            while True:
                n = f.readinto(b)
                if not n:
                    break
                if g.write(memoryview(b)[:n]) != n:
                    raise OSError(28)
    os.rename(part, to)


# From now on the changes are to be undone.
def turn(name):
    os.rename(AT + name, AT + "undo")


# Takes the previous versions back, one at each step.
def undo():
    for put, had, old, new, path in _changes("undo"):
        if not had:
            if exists(path):
                os.remove(path)
        elif exists(old):
            try:
                os.rename(old, path)
            except OSError:
                _copy(old, path)
                os.remove(old)
        yield path


# Forgets the changes and what was kept of them, some at each step.
def clear(name):
    if name != "done":
        os.rename(AT + name, AT + "done")
    while True:
        some = []
        for e in os.ilistdir(FOLDER):
            some.append(e[0])
            if len(some) == 20:
                break
        if not some:
            break
        for e in some:
            os.remove(AT + e)
        yield
    os.rmdir(FOLDER)


# What boot() said, for begin.py and start.py.
result = None


# At each boot, if the folder is there: finishes or undoes. One boot is a trial of what awaits its confirmation: when
# the next one comes unmeant, it has failed. The result: the seconds that the confirmation may take, or a text that
# says what was taken back, or None. counts: this boot is one that nobody asked for
def boot(counts):
    global result
    name = state()
    if name == "apply":
        _all(apply())
        name = state()
    elif name == "confirm" and counts and exists(AT + "tried"):
        turn("confirm")
        name = "undo"
    if name == "confirm":
        open(AT + "tried", "wb").close()
        result = header("confirm")[0]
        return
    if name == "undo":
        _all(undo())
        result = "files were not confirmed: taken back"
    _all(clear(name or "done"))


def _all(steps):
    for _ in steps:
        pass
