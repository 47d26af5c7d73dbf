# A fresh board at a serial line, for tests: the REPLs of MicroPython as a board has them (plain, raw, raw paste), on a
# pseudo-terminal. What arrives is run by the real interpreter. Arguments: the folder that is its flash, then what is
# odd about it: running (an application that has to be interrupted), deaf (answers nothing), plain (no raw paste),
# ancient (never heard of raw paste), old (MicroPython 1.19), other (CircuitPython), full (no room), garbles (its flash).
# Its first line on stdout is the name of the terminal. Ends with 3 when more was sent than it had asked for.
import ffi
import os
import sys

O_RDWR_NOCTTY = 0o402
WINDOW = 127

odd = sys.argv[2:]
libc = ffi.open(None)
read = libc.func("l", "read", "ipL")
write = libc.func("l", "write", "ipL")
dup2 = libc.func("i", "dup2", "ii")
poll = libc.func("i", "poll", "pLi")
leave = libc.func("v", "_exit", "i")
here = libc.func("i", "open", "si")("/dev/ptmx", O_RDWR_NOCTTY)
libc.func("i", "grantpt", "i")(here)
libc.func("i", "unlockpt", "i")(here)
name = libc.func("s", "ptsname", "i")(here)
there = libc.func("i", "open", "si")(name, O_RDWR_NOCTTY)  # kept, so that the line outlives its other users
state = bytearray(256)
libc.func("i", "tcgetattr", "ip")(there, state)
libc.func("v", "cfmakeraw", "p")(state)
libc.func("i", "tcsetattr", "iip")(there, 0, state)
libc.func("i", "prctl", "iLLLL")(1, 9, 0, 0, 0)  # ends with the test
print(name)
dup2(here, 0)
dup2(here, 1)

byte = bytearray(1)


def get():
    if read(0, byte, 1) != 1:
        leave(0)
    return byte[0]


def put(text):
    data = text.encode()
    write(1, data, len(data))


# Whether something has come that was not asked for.
def overrun():
    wanted = bytearray(8)
    wanted[0] = 0
    wanted[4] = 1
    return poll(wanted, 1, 0) > 0


class Machine:
    def reset(self):
        with open("/was-reset", "w"):
            pass
        leave(0)


class Other:
    def __init__(self, of, **changes):
        self.of = of
        for key in changes:
            setattr(self, key, changes[key])

    def __getattr__(self, key):
        return getattr(self.of, key)


sys.modules["machine"] = Machine()
os.mount(os.VfsPosix(sys.argv[1]), "/")
os.chdir("/")
rename_here = libc.func("i", "rename", "ss")


# VfsPosix.rename mixes its two paths up when it has a root (1.25), so both are whole paths of the host here.
def rename(old, new):
    if rename_here(sys.argv[1] + old, sys.argv[1] + new):
        raise OSError(os.errno())


board_os = sys.modules["os"] = Other(os, rename=rename)
if "full" in odd:
    board_os.statvfs = lambda path: (4096, 4096, 512, 9, 9, 0, 0, 0, 0, 255)
if "old" in odd:
    sys.modules["sys"] = Other(sys, implementation=("micropython", (1, 19, 1)))
if "other" in odd:
    sys.modules["sys"] = Other(sys, implementation=("circuitpython", (9, 2, 1)))
if "garbles" in odd:
    import binascii

    sys.modules["binascii"] = Other(binascii, a2b_base64=lambda text: b"?" + binascii.a2b_base64(text)[1:])
globals_of_board = {"__name__": "__main__"}


def execute(code):
    try:
        exec(compile(code, "<stdin>", "exec"), globals_of_board)
        put("\x04")
    except BaseException as e:
        put("\x04")
        sys.print_exception(e)
    put("\x04>")


# Code under flow control: as much as WINDOW says, twice at first, and again so much for each 1 that is sent.
def paste():
    put("R\x01")
    write(1, bytes((WINDOW, 0, 1)), 3)
    code = bytearray()
    taken = 0
    granted = 2 * WINDOW
    while True:
        b = get()
        if b == 4:
            put("\x04")
            return bytes(code).decode()
        code.append(b)
        taken += 1
        if taken == granted:
            if overrun():
                leave(3)
            granted += WINDOW
            put("\x01")


def raw():
    put("raw REPL; CTRL-B to exit\r\n>")
    code = bytearray()
    while True:
        b = get()
        if b == 1:
            put("raw REPL; CTRL-B to exit\r\n>")
            code = bytearray()
        elif b == 2:
            return
        elif b == 3:
            code = bytearray()
        elif b == 4:
            put("OK")
            execute(bytes(code).decode())
            code = bytearray()
        elif b == 5 and not code:
            if get() == 65 and get() == 1:
                if "plain" in odd:
                    put("R\x00")
                elif "ancient" in odd:
                    put("raw REPL; CTRL-B to exit\r\n>")
                else:
                    execute(paste())
        else:
            code.append(b)


def main():
    while "deaf" in odd:
        get()
    if "running" in odd:
        put("sensor: 21.5 C\r\n" * 50)
        while get() != 3:
            pass
        put("Traceback (most recent call last):\r\nKeyboardInterrupt: \r\n")
    while True:
        put("\r\nMicroPython v1.25.0; Generic board\r\nType \"help()\" for more information.\r\n>>> ")
        b = get()
        while b != 1:
            put("\r\n>>> " if b in (3, 13) else chr(b))
            b = get()
        raw()


main()
