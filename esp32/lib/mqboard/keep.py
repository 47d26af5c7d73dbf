# The settings that worked last, and the files that they name, in /safemode: they change all together, also when the power goes off meanwhile.
import os
from binascii import crc32

FILES = ("settings.py", "secrets.py")


# What is not there is as good as empty.
def _content(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except OSError:
        return b""


def _checksum(folder):
    n = 0
    for name in FILES:
        n = crc32(b"\0", crc32(_content(folder + "/" + name), n))
    return n


def _list(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return None


# (the settings are those that worked last, or none have worked yet; their checksum)
def state(root=""):
    n = _checksum(root)
    safe = root + "/safemode"
    there = _list(safe) or ()
    return not [x for x in FILES if x in there] or n == _checksum(safe), n


# Ends what a loss of power has interrupted: what is complete comes into force, what is not goes.
def finish(root=""):
    safe = root + "/safemode"
    names = _list(safe + "/ready")
    if names is not None:
        for x in names:
            os.rename(safe + "/ready/" + x, safe + "/" + x)
        os.rmdir(safe + "/ready")
    names = _list(safe + "/next")
    if names is not None:
        for x in names:
            os.remove(safe + "/next/" + x)
        os.rmdir(safe + "/next")


# The name in /safemode of a file that the settings name.
def name(path):
    return path[path.rfind("/") + 1 :]


# Other files that the settings name, with the checksum of what they hold at the start.
def marked(names, root=""):
    return [(x, crc32(_content(_at(x, root)))) for x in names]


def _at(path, root):
    return root + (path if path[0] == "/" else "/" + path)


# Takes the settings over, unless they were changed since the boot, when their checksum was `n`, and with them others that
# were not changed since they were marked. True: something was written.
def keep(n, others, root=""):
    if _checksum(root) != n:
        return False
    safe = root + "/safemode"
    new = {}
    for x, crc in [(x, None) for x in FILES] + others:
        b = _content(_at(x, root))
        if b != _content(safe + "/" + name(x)) and (crc is None or crc == crc32(b)):
            new[name(x)] = b
    if not new:
        return False
    if _list(safe) is None:
        os.mkdir(safe)
    finish(root)
    os.mkdir(safe + "/next")
    for x in new:
        with open(safe + "/next/" + x, "wb") as f:
            if f.write(new[x]) != len(new[x]):
                raise OSError(28)
    os.rename(safe + "/next", safe + "/ready")
    finish(root)
    return True
