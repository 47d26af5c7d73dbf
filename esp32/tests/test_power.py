# The power goes off in the middle of the n-th change of the flash while a file is replaced: afterwards there is the old
# or the new file, never a mixture, and the put can be finished. The flash is full: the old file stays.
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from content import sha
from rig import Rig
from wire import put

OLD = b"old content\n" * 2000
NEW = b"new-content\n" * 12000  # 144,000 bytes: the temporary file is reopened twice


def hexed(b):
    return "".join(["%02x" % c for c in b])


def content(s):
    end = s.finish(s.request({"c": "hash", "path": "/file"}))
    return end.get("sha256")


def test_power_cuts():
    seen = {}
    for n in (1, 3, 20, 37, 39, 40, 41, 42):
        rig = Rig((), {"file": OLD.decode()}, config="POWER_CUT_AT=%d" % n)
        try:
            try:
                put(rig.session(), "/file", NEW, ms=5000)
                break  # it does not change the flash so often
            except OSError:
                pass
            rig.until(lambda: b"[sim] power cut" in rig.console())
            s = rig.session()
            x = content(s)
            ok(x in (sha(OLD), sha(NEW)), "cut at %d" % n)
            seen[n] = x == sha(NEW)
            eq(put(s, "/file", NEW)["ok"], True)
            eq(content(s), sha(NEW))
            eq(s.run("import os; [n for n in os.listdir('/') if n[0] == '.']"), "[]\n")
        finally:
            rig.close()
    ok(len(seen) >= 5, seen)
    ok(not seen[3])


def test_full_flash():
    rig = Rig((), {"file": OLD.decode()}, config="FLASH_SIZE=1024K")
    try:
        s = rig.session()
        end = put(s, "/file", bytes(900000))
        eq(end["error"], "full")
        eq(content(s), sha(OLD))
        eq(s.exec("f = open('/fill', 'wb')\ntry:\n    while True: f.write(bytes(1000))\nexcept OSError: pass\nf.close()", "exec")[0], {"ok": True})
        end = put(s, "/file", NEW)
        eq(end["error"], "full")
        eq(s.finish(s.request({"c": "rm", "path": "/fill"})), {"ok": True})
        eq(put(s, "/file", NEW)["ok"], True)
        eq(content(s), sha(NEW))
    finally:
        rig.close()


run(globals())
