# The console and os.dupterm's one slot. Everything that a program prints goes to the real stdout and, as on the ESP32
# with "\n" sent as "\r\n", piece by piece to the stream in the slot.
import builtins
import io
import sys
from . import libc, vm

_host = sys.stdout
_print = builtins.print
_print_exception = sys.print_exception
_dupterm = None
interrupt_char = 3


# Writes to the real stdout only. A console that was closed does not stop a board.
def to_host(data):
    try:
        _host.write(data)
    except OSError:
        pass


def _deactivate(why, exception=None):
    global _dupterm
    _dupterm = None
    text(why)
    if exception is not None:
        print_exception(exception)
    else:
        text("\n")


# Sends one piece to the slot. A stream that raises loses the slot. An interrupt that is pending when write() returns
# belongs to the code that prints: there must be no jump within the try after it.
def _to_dupterm(piece):
    try:
        n = _dupterm.write(piece)
    except BaseException as e:
        _deactivate("dupterm: Exception in write() method, deactivating: ", e)
        return
    if n is not None and n < len(piece) and _dupterm is not None:
        _to_dupterm(piece[n:])


def raw(data):
    to_host(data)
    if _dupterm is not None:
        _to_dupterm(data if type(data) is bytearray else bytearray(data))


def cooked(data):
    to_host(data)
    if _dupterm is None:
        return
    if len(data) <= 1024:
        _split(data)
        return
    view = memoryview(data)  # long texts go out in parts, so that they need no copy as large as they are
    for i in range(0, len(data), 1024):
        _split(view[i : i + 1024])


def _split(data):
    lines = bytes(data).split(b"\n")
    last = len(lines) - 1
    for i in range(last + 1):
        if lines[i] and _dupterm is not None:
            _to_dupterm(bytearray(lines[i]))
        if i < last and _dupterm is not None:
            _to_dupterm(bytearray(b"\r\n"))


def text(string):
    cooked(string.encode())


# sys.stdout.buffer: bytes go out as they are.
class _Raw(io.IOBase):
    def write(self, data):
        raw(data)
        return len(data)

    def flush(self):
        pass


# sys.stdout and sys.stderr.
class _Cooked(_Raw):
    def __init__(self):
        self.buffer = _Raw()

    def write(self, data):
        if isinstance(data, str):
            data = data.encode()
        cooked(data)
        return len(data)


stdout = _Cooked()


def board_print(*args, sep=" ", end="\n", file=None):
    _print(*args, sep=sep, end=end, file=stdout if file is None else file)


# The simulation's own frames are left out of a traceback: on the ESP32 that part is no Python.
def print_exception(exception, file=None):
    if file is None:
        file = stdout
    try:
        lines = io.StringIO()
        _print_exception(exception, lines)
        lines = lines.getvalue().split("\n")
        for line in lines[:-1]:
            if "/sim/hw/" not in line:
                file.write(line + "\n")
    except MemoryError:
        _print_exception(exception, file)


# What code compiled as 'single' calls for the value of each expression.
def repl_print(value):
    if value is not None:
        _print(repr(value), file=stdout)
        builtins._ = value


# Wraps a function whose C code writes to stdout.
def captured(function):
    return lambda *args: libc.capture(function, args, cooked)


def dupterm(*args):
    global _dupterm
    before = _dupterm
    if args:
        if len(args) > 1 and args[1] != 0:
            raise ValueError("invalid dupterm index")
        if args[0] is not None and not isinstance(args[0], io.IOBase):
            raise OSError("stream operation not supported")
        _dupterm = args[0]
    return before


# Pulls what the stream has to read. The interrupt character leaves a pending KeyboardInterrupt and ends the reading;
# that is the last thing done here (see vm.interrupt). There is no console to read other characters.
def dupterm_notify(_):
    if _pull():
        vm.interrupt()


def _pull():
    buf = bytearray(1)
    while _dupterm is not None:
        try:
            n = _dupterm.readinto(buf)
        except BaseException as e:
            _deactivate("dupterm: Exception in read() method, deactivating: ", e)
            return False
        if n is None:
            return False
        if n == 0:
            _deactivate("dupterm: EOF received, deactivating")
            return False
        if buf[0] == interrupt_char:
            return True
    return False


def kbd_intr(char):
    global interrupt_char
    interrupt_char = char


def begin():
    builtins.print = board_print
    builtins.help = captured(help)
    setattr(builtins, "__repl_print__", repl_print)
