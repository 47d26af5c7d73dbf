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


run(globals())
