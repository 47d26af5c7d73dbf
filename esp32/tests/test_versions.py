# Other versions of MicroPython than the one that runs the tests: each imports all of lib/, and what needs no hardware is
# tested there. Where no node is to be had there is nothing to test. (test_mpy.py looks at the syntax for 1.20.)
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run

TESTS = ("test_logging.py", "test_codec.py", "test_clock.py", "test_wifi.py")


def test_other_versions():
    out = (os.getenv("TMPDIR") or "/tmp") + "/mqboard-" + "".join(["%02x" % b for b in os.urandom(6)])
    status = os.system("%sversions %s >%s 2>&1" % (HERE, " ".join(TESTS), out))
    with open(out) as f:
        text = f.read()
    os.remove(out)
    if status >> 8 == 2:
        print(text)
        return
    ok("FAILED" not in text and "Error" not in text, text[-2000:])
    for part in text.split("MicroPython ")[1:]:
        lines = part.strip().split("\n")
        eq(len([x for x in lines if x.endswith(" passed, 0 failed")]), len(TESTS) + 1, part)
    ok(text.count("MicroPython ") == 6, text)


# Lines of the try blocks of a source that have a finally: (those before it, those in it) of each.
def guarded(lines):
    for i in range(len(lines)):
        if lines[i].strip() != "try:":
            continue
        margin = len(lines[i]) - len(lines[i].lstrip())
        before, after = [], None
        for line in lines[i + 1 :]:
            s = line.strip()
            if s and len(line) - len(line.lstrip()) <= margin:
                if after is not None or s.split(" ")[0].rstrip(":") not in ("except", "else", "finally"):
                    break
                after = [] if s == "finally:" else None
            elif after is None:
                before.append(s)
            elif s:
                after.append(s)
        if after:
            yield before, after


def sources(folder):
    for e in os.ilistdir(folder):
        path = folder + "/" + e[0]
        if e[1] & 0x4000:
            for x in sources(path):
                yield x
        elif path.endswith(".py"):
            yield path


# Before 1.23 the result of a `return` out of a try lies on the stack while its finally runs, and the compiler has not
# counted it: where the finally needs the most of it, the last variable of the function is overwritten.
def test_what_leaves_a_try_has_a_simple_finally():
    n = 0
    for top in ("boot.py", "main.py", "lib", "src", "sim"):
        for path in sources(HERE + "../" + top) if "." not in top else (HERE + "../" + top,):
            with open(path) as f:
                lines = f.read().split("\n")
            for before, after in guarded(lines):
                n += 1
                simple = len(after) == 1 and "(" not in after[0] and "[" not in after[0]
                leaves = [s for s in before if s.split(" ")[0] in ("return", "break", "continue")]
                ok(simple or not leaves, "%s: %s, but finally: %s" % (path, leaves, after))
    ok(n > 10, n)


run(globals())
