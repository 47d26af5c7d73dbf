# Files that are switched together on a board, over a real broker: confirmed, not confirmed in time, and with an
# application that breaks the board.
import json
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from content import data
from rig import Rig
from sets import digests, kinds, lines, records
from wire import Mqtt, send

OLD = "async def start(client, settings):\n    print('APP OLD')\n"
NEW = "async def start(client, settings):\n    print('APP NEW')\n"
BREAKS = "import machine\nasync def start(client, settings):\n    print('APP BREAKS')\n    machine.reset()\n"


def rig():
    return Rig(["parts = ['application']"], {"src/application.py": OLD, "src/gone.py": "gone = 1\n"})


def stage_and_commit(s, text, **head):
    files = {"/src/application.py": text.encode(), "/src/more/added.py": b"added = 1\n", "/src/big.bin": data(30000)}
    eq(send(s, {"c": "puts", "mkdir": True, "stage": "s"}, records(files)), {"ok": True, "n": 3})
    head.update({"c": "commit", "stage": "s"})
    eq(send(s, head, lines(files, ["/src/gone.py"])), {"ok": True, "n": 4})
    return files


def command(s, c, **head):
    head["c"] = c
    return s.finish(s.request(head))


# What of ours is below /src, and temporary files.
def sources(s):
    out = []
    s.finish(s.request({"c": "ls", "path": "/src", "r": True}), lambda channel, b: out.append(b))
    names = [json.loads(line)[0] for line in b"".join(out).split(b"\n")[:-1]]
    ours = "application.py", "gone.py", "more", "more/added.py", "big.bin"
    return sorted([x for x in names if x in ours or ".mqb" in x])


# A session on the boot that comes after this one and has no more to do.
def after(r, boot, test):
    end = []

    def there():
        try:
            s = r.session()
        except OSError:
            return False
        if s.welcome["boot"] != boot and test(s.welcome):
            end.append(s)
            return True

    r.until(there, 60000)
    return end[0]


def test_confirmed_after_the_reset():
    r = rig()
    try:
        s = r.session()
        for x in ("batch", "journal", "inflate"):
            ok(x in s.welcome["caps"], x)
        files = stage_and_commit(s, NEW, confirm=300)
        ok(290 < command(s, "info")["confirm"] <= 300)
        eq(command(s, "reset"), {"ok": True})
        s = after(r, s.welcome["boot"], lambda w: True)
        ok(0 < s.welcome["confirm"] <= 300, s.welcome)
        r.until(lambda: b"APP NEW" in r.console())
        eq(command(s, "reset"), {"ok": True})  # meant: it is no failure
        s = after(r, s.welcome["boot"], lambda w: True)
        ok("confirm" in s.welcome, s.welcome)
        eq(command(s, "confirm"), {"ok": True, "n": 0})
        out = []
        eq(send(s, {"c": "have"}, digests(files), sink=out.append), {"ok": True, "n": 3})
        eq(kinds(b"".join(out)), [(1, 0)] * 3)
        eq(sources(s), ["application.py", "big.bin", "more", "more/added.py"])
        eq(command(s, "stat", path="/var/journal")["error"], "not-found")
        ok("confirm" not in command(s, "info"))
    finally:
        r.close()


def test_an_application_that_breaks_the_board_goes_away_by_itself():
    r = rig()
    try:
        s = r.session()
        stage_and_commit(s, BREAKS, confirm=300)
        try:
            command(s, "reset")
        except OSError:
            pass  # it was quicker than its answer
        s = after(r, s.welcome["boot"], lambda w: "not confirmed" in w.get("why", ""))
        ok("confirm" not in s.welcome, s.welcome)
        eq(sources(s), ["application.py", "gone.py", "more"])
        text = []
        s.finish(s.request({"c": "get", "path": "/src/application.py"}), lambda channel, b: text.append(b))
        eq(b"".join(text), OLD.encode())
        console = r.console()
        ok(console.find(b"APP OLD") < console.find(b"APP BREAKS") < console.rfind(b"APP OLD"), console[-900:])
    finally:
        r.close()


def test_not_confirmed_in_time():
    r = rig()
    try:
        s = r.session()
        m = Mqtt(r.broker.port)
        m.subscribe(r.prefix + "/mqb/status", 1)
        ok(m.message(5000))
        stage_and_commit(s, NEW, confirm=2)
        seen = json.loads(m.message(10000)[1])
        ok(seen["confirm"] <= 2, seen)
        s = after(r, s.welcome["boot"], lambda w: "not confirmed" in w.get("why", ""))
        eq(sources(s), ["application.py", "gone.py", "more"])
        eq(command(s, "confirm")["error"], "not-found")
        # and again, by hand
        stage_and_commit(s, NEW, confirm=300)
        eq(command(s, "rollback"), {"ok": True, "n": 4})
        eq(sources(s), ["application.py", "gone.py", "more"])
    finally:
        r.close()


run(globals())
