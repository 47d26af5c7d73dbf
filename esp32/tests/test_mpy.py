# Every module of /lib compiles to bytecode for MicroPython 1.20 and later, and can be imported as such. Where no mpy-cross
# is to be had there is nothing to test.
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run

SCRIPTS = HERE + "../../scripts/"
folder = (os.getenv("TMPDIR") or "/tmp") + "/mqboard-" + "".join(["%02x" % b for b in os.urandom(6)])

# What the unix port lacks; each import is tried in the order of the names.
IMPORT = """
import sys
sys.path[:] = ['%s/lib', '.frozen']
class Any:
    def __getattr__(self, name):
        return Any()
    def __call__(self, *a, **k):
        return Any()
for name in ('machine', 'esp32', 'network'):
    sys.modules[name] = Any()
from mqboard import app
for name in sys.argv[1:]:
    m = __import__(name, None, None, ('*',))
    assert m.__file__.endswith('.mpy'), m.__file__
print('all imported')
"""


def names():
    all = []
    for sub, prefix in (("", ""), ("mqboard/", "mqboard.")):
        for e in os.ilistdir(HERE + "../lib/" + sub):
            if e[0].endswith(".py") and e[0] != "__init__.py":
                all.append(prefix + e[0][:-3])
    return sorted(all)


def test_all_of_lib():
    status = os.system("%smpy %s >/dev/null 2>%s.log" % (SCRIPTS, folder, folder))
    with open(folder + ".log") as f:
        said = f.read()
    if status >> 8 == 2 and "does not compile" not in said:
        print("no mpy-cross:", said)
        return
    eq(status, 0, said)
    for dir in ("/lib", "/lib/mqboard"):
        for e in os.ilistdir(folder + dir):
            ok(e[0].endswith(".mpy") or e[1] & 0x4000, e[0])
    with open(folder + "/t.py", "w") as f:
        f.write(IMPORT % folder)
    ok(len(names()) > 30)
    eq(os.system("%smicropython %s/t.py %s >%s/out 2>&1" % (SCRIPTS, folder, " ".join(names()), folder)), 0, folder)
    with open(folder + "/out") as f:
        eq(f.read(), "all imported\n")


def test_z_clean():
    os.system("rm -rf %s %s.log" % (folder, folder))


run(globals())
