# The few functions of the C library that the simulation needs. Calls with whole numbers and buffers allocate nothing,
# so the alarm thread may use them.
import ffi
import os as _os
import sys

_c = ffi.open(None)
exit_now = _c.func("v", "_exit", "i")
poll = _c.func("i", "poll", "pLi")
read = _c.func("l", "read", "ipL")
write = _c.func("l", "write", "ipL")
pthread_self = _c.func("L", "pthread_self", "")
pthread_kill = _c.func("i", "pthread_kill", "Li")
_signal = _c.func("P", "signal", "iP")
_pipe = _c.func("i", "pipe", "p")
_dup = _c.func("i", "dup", "i")
_dup2 = _c.func("i", "dup2", "ii")
_rename = _c.func("i", "rename", "ss")
_lseek = _c.func("l", "lseek", "ili")

SIGINT = 2
SIGWAKE = 28  # SIGWINCH: the same number everywhere, and ignored when nobody handles it


# A handler that does nothing makes the signal end a sleep with EINTR, nothing more.
def handle_quietly(number):
    _signal(number, _c.addr("getpid"))


def ignore(number):
    _signal(number, 1)


# The process ends when the runner that started it is killed (Linux only).
def die_with_parent():
    if sys.platform == "linux":
        _c.func("i", "prctl", "iLLLL")(1, 9, 0, 0, 0)


# Returns the two ends of a pipe.
def pipe():
    ends = bytearray(8)
    if _pipe(ends):
        raise OSError("pipe")
    return int.from_bytes(ends[:4], sys.byteorder), int.from_bytes(ends[4:], sys.byteorder)


# VfsPosix.rename mixes its two paths up when it has a root (1.25), so both are whole paths of the host here.
def rename(old, new):
    if _rename(old, new):
        raise OSError(_os.errno())


# Calls function(*args) with everything that C code writes to stdout going to a file instead; hands the text to
# sink(bytes) piece by piece.
def capture(function, args, sink):
    global _file
    if _file is None:
        _file = _c.func("i", "fileno", "P")(_c.func("P", "tmpfile", "")())
    console = _dup(1)
    _dup2(_file, 1)
    try:
        result = function(*args)
    finally:
        _dup2(console, 1)
        _c.func("i", "close", "i")(console)
        size = _lseek(_file, 0, 1)
        _lseek(_file, 0, 0)
        buf = bytearray(256)
        while size > 0:
            n = read(_file, buf, min(size, len(buf)))
            if n <= 0:
                break
            size -= n
            sink(buf if n == len(buf) else buf[:n])
        _lseek(_file, 0, 0)
        _c.func("i", "ftruncate", "il")(_file, 0)
    return result


_file = None
