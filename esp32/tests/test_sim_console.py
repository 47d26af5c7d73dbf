# The simulated board: all output reaches the console and os.dupterm's stream, in the order in which it was printed.
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] or "./"] + sys.path

from check import eq, ok, run
import simulated

CATCH = """
import io, os, sys, micropython
pieces = []
class Catch(io.IOBase):
    def write(self, data):
        kinds.add(type(data))
        pieces.append(bytes(data))
        return len(data)
    def readinto(self, buf): return None
    def ioctl(self, op, arg): return 0
kinds = set()
os.dupterm(Catch())
"""
SHOW = """
os.dupterm(None)
print()
for p in pieces: print(p)
print('END')
"""


def caught(code):
    lines = simulated.run(CATCH + code + SHOW)
    return eval(b"[" + b",".join([line.encode() for line in lines if line.startswith("b'") or line.startswith('b"')]) + b"]")


def test_print_arrives_in_pieces():
    eq(caught("print('a', 1)\n"), [b"a", b" ", b"1", b"\r\n"])


def test_everything_in_order():
    text = b"".join(
        caught(
            "print(1)\n"
            "sys.stdout.write('2\\n')\n"
            "try: 1/0\n"
            "except Exception as e: sys.print_exception(e)\n"
            "exec(compile('40+2', '', 'single'))\n"
            "print(3, file=sys.stdout)\n"
            "sys.stdout.write(b'\\xff\\x00')\n"
            "sys.stdout.buffer.write(b'raw\\n')\n"
            "micropython.mem_info()\n"
            "help(sys)\n"
            "print(4, end='')\n"
        )
    )
    want = (
        b"1\r\n2\r\n"
        b"Traceback (most recent call last):\r\n",
        b"ZeroDivisionError: divide by zero\r\n42\r\n3\r\n\xff\x00raw\n",
        b"stack: ",
        b"object <module 'sys'> is of type module\r\n",
    )
    at = 0
    for part in want:
        found = text.find(part, at)
        ok(found >= 0, "%r is missing in %r" % (part, text))
        at = found + len(part)
    eq(text[-1:], b"4")


def test_value_of_single_is_kept():
    eq(simulated.run("exec(compile('6*7', '', 'single'))\nprint(_)\nprint('END')\n"), ["42", "42", "END"])


def test_write_that_raises_loses_the_slot():
    lines = simulated.run(
        CATCH + "Catch.write = lambda self, data: 1/0\nprint('x')\nprint(os.dupterm())\nprint('END')\n"
    )
    eq(lines[0].split(":")[0], "x" + "dupterm")
    ok("None" in lines, lines)


def test_data_is_a_bytearray():
    eq(simulated.run(CATCH + "print('a')\nos.dupterm(None)\nprint(kinds)\nprint('END')\n")[1], "{<class 'bytearray'>}")


def test_board_modules():
    lines = simulated.run(
        "import sys, os, usys, uos\n"
        "from sys import *\n"
        "print(platform, sys.path, os.uname()[0], os.listdir('/'), hasattr(os, 'system'), usys is sys, uos is os)\n"
        "print(sorted(globals())[:1], __name__)\n"
        "print('END')\n"
    )
    eq(lines[0], "esp32 ['', '.frozen', '/lib'] esp32 ['main.py'] False True True")
    eq(lines[1][-8:], "__main__")


run(globals())
