# The smallest test runner that is of use: functions named test_*, a summary line, an exit code.
import sys


class Count:
    passed = 0
    failed = 0


def eq(got, want, note=""):
    if got != want:
        raise AssertionError("%s got %r, wanted %r" % (note, got, want))


def ok(value, note=""):
    if not value:
        raise AssertionError(note or "not true")


# Runs every test_* of a module's globals in the order of the names; never returns.
def run(names):
    for name in sorted(names):
        if name.startswith("test_"):
            try:
                names[name]()
                Count.passed += 1
            except Exception as e:
                Count.failed += 1
                print("FAILED", name)
                sys.print_exception(e)
    print("%d passed, %d failed" % (Count.passed, Count.failed))
    sys.exit(1 if Count.failed else 0)
