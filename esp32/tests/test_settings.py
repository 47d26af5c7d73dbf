# The settings: what is wrong with them is said with file and name, and the defaults stand. And how those that worked
# last are kept for safe mode, whenever the power goes off.
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from mqboard import keep, settings

ROOT = (os.getenv("TMPDIR") or "/tmp") + "/mqboard-" + "".join(["%02x" % b for b in os.urandom(6)])
os.mkdir(ROOT)


def write(name, text):
    with open(ROOT + name, "w") as f:
        f.write(text)


def load(text, secrets=""):
    write("/settings.py", text)
    write("/secrets.py", secrets)
    s, errors = settings.load(ROOT)
    return s, [e.replace(ROOT, "") for e in errors]


def test_defaults():
    s, errors = settings.load("/nowhere")
    eq(errors, [])
    eq((s.server, s.port, s.chunk, s.watchdog_s), ("localhost", 1883, 4096, 120))


def test_templates_are_good():
    s, errors = settings.load(HERE + "..")
    eq(errors, [])
    eq((s.port, s.wifi, s.parts), (8883, ("network", "key"), ["blinky"]))


def test_secrets_come_after_settings_and_see_them():
    s, errors = load("username = 'a'\nown = [1]", "password = username + 'b'\nusername = 'c'")
    eq((s.username, s.password, s.own, errors), ("c", "ab", [1], []))


def test_wrong_values_name_file_and_setting_and_leave_the_default():
    for line, want in (
        ("port = 'x'", "port: a number from 1 to 65535 is needed, not 'x'"),
        ("port = 0", "port: a number from 1 to 65535 is needed, not 0"),
        ("keepalive = True", "keepalive: a number from 5 to 3600 is needed, not True"),
        ("watchdog_s = 5", "watchdog_s: a number from 20 to 3600 is needed, not 5"),
        ("chunk = 4096.0", "chunk: a number from 256 to 16384 is needed, not 4096.0"),
        ("server = None", "server: text is needed, not None"),
        ("server = ''", "server: text is needed, not ''"),
        ("prefix = '/a'", "prefix: not the begin of a topic, not '/a'"),
        ("prefix = 'a/#'", "prefix: not the begin of a topic, not 'a/#'"),
        ("parts = 'blinky'", "parts: a list of names is needed, not 'blinky'"),
        ("parts = [1]", "parts: a list of names is needed, not [1]"),
        ("wifi = 'net'", "wifi: (network, key) is needed, not 'net'"),
        ("wifi = ('net',)", "wifi: (network, key) is needed, not ('net',)"),
        ("insecure = 1", "insecure: True or False is needed, not 1"),
        ("name = 7", "name: text is needed, not 7"),
    ):
        s, errors = load(line)
        eq(errors, ["/settings.py: " + want])
        name = line.split()[0]
        eq(getattr(s, name), settings.DEFAULTS[name] or (1883 if name == "port" else settings.DEFAULTS[name]))


def test_secrets_are_not_shown():
    s, errors = load("password = 12", "wifi = ('net', 'k', 'hidden')")
    eq(errors, ["/settings.py: password: text is needed", "/secrets.py: wifi: (network, key) is needed"])


def test_a_secret_that_is_refused_leaves_the_value_of_the_settings():
    s, errors = load("port = 1884", "port = 'no'")
    eq((s.port, len(errors)), (1884, 1))


def test_names_of_the_application_are_its_own():
    s, errors = load("s = 1\nt = 2\nl = 3\nstart_at = None\n_hidden = 4\nimport os\ndef f(): return 5")
    eq((s.s, s.t, s.l, s.start_at, s.f(), errors), (1, 2, 3, None, 5, []))
    ok(not hasattr(s, "_hidden"))


def test_a_file_that_ends_in_the_middle():
    s, errors = load("name = 'n'\n1/0\nport = 9", "username = 'u'\n(")
    eq((s.name, s.port, s.username), ("n", 1883, None))
    eq(errors[0], "/settings.py: ZeroDivisionError: divide by zero")
    ok(errors[1].startswith("/secrets.py: SyntaxError"), errors)


def safe(name):
    try:
        with open(ROOT + "/safemode/" + name) as f:
            return f.read()
    except OSError:
        return None


def clean():
    os.system("rm -rf %s/*" % ROOT)


def test_good_settings_are_kept_once():
    clean()
    write("/settings.py", "a = 1")
    write("/secrets.py", "b = 2")
    write("/ca.der", "CA")
    same, n = keep.state(ROOT)
    eq(same, True)  # nothing to compare with
    eq(keep.keep(n, keep.marked(("/ca.der", "absent.der"), ROOT), ROOT), True)
    eq((safe("settings.py"), safe("secrets.py"), safe("ca.der"), safe("absent.der")), ("a = 1", "b = 2", "CA", None))
    eq(keep.state(ROOT), (True, n))
    eq(keep.keep(n, keep.marked(("/ca.der",), ROOT), ROOT), False)
    os.remove(ROOT + "/secrets.py")
    same, m = keep.state(ROOT)
    ok(not same and m != n)
    eq(keep.keep(m, [], ROOT), True)
    eq((safe("secrets.py"), keep.state(ROOT)), ("", (True, m)))


# What was put on the board since the boot has not proved itself.
def test_settings_that_were_changed_meanwhile_are_not_kept():
    clean()
    write("/settings.py", "a = 1")
    same, n = keep.state(ROOT)
    write("/settings.py", "a = 2")
    eq(keep.keep(n, [], ROOT), False)
    eq(safe("settings.py"), None)
    write("/net.py", "old")
    marks = keep.marked(("/net.py",), ROOT)
    write("/net.py", "new")
    eq(keep.keep(keep.state(ROOT)[1], marks, ROOT), True)
    eq((safe("settings.py"), safe("net.py")), ("a = 2", None))


class Cut(Exception):
    pass


# os and open() that lose the power at the n-th change of the flash, half of a write done.
class Flash:
    def __init__(self, n):
        self.left = n

    def change(self):
        self.left -= 1
        if not self.left:
            raise Cut

    def __getattr__(self, name):
        f = getattr(os, name)
        if name not in ("rename", "mkdir", "rmdir", "remove"):
            return f

        def changed(*a):
            self.change()
            return f(*a)

        return changed

    def open(self, name, mode="r"):
        f = open(name, mode)
        return File(f, self) if "w" in mode else f


class File:
    def __init__(self, f, flash):
        self.f = f
        self.flash = flash

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.f.close()

    def write(self, b):
        self.f.write(b[: len(b) // 2])
        self.flash.change()
        self.f.write(b[len(b) // 2 :])
        return len(b)


def test_lost_power_leaves_the_old_settings_or_the_new():
    old = ("old = 1", "secret = 1", "CA 1")
    new = ("new = 22", "secret = 22", "CA 22")
    cuts = 0
    seen = set()
    while True:
        clean()
        for k, content in ((0, old), (1, new)):
            write("/settings.py", content[0])
            write("/secrets.py", content[1])
            write("/ca.der", content[2])
            n = keep.state(ROOT)[1]
            if not k:
                keep.keep(n, keep.marked(("/ca.der",), ROOT), ROOT)
        flash = Flash(cuts + 1)
        keep.os = flash
        keep.open = flash.open
        try:
            keep.keep(n, keep.marked(("/ca.der",), ROOT), ROOT)
            break
        except Cut:
            cuts += 1
        finally:
            keep.os = os
            keep.open = open
        # the next boot may be cut short, too
        flash = keep.os = Flash(1 + cuts % 3)
        try:
            keep.finish(ROOT)
        except Cut:
            seen.add("twice")
        finally:
            keep.os = os
        keep.finish(ROOT)
        got = (safe("settings.py"), safe("secrets.py"), safe("ca.der"))
        ok(got in (old, new), "cut %d: %s" % (cuts, got))
        seen.add(got)
        eq(sorted(os.listdir(ROOT + "/safemode")), ["ca.der", "secrets.py", "settings.py"])
    ok(cuts >= 9 and len(seen) == 3, (cuts, seen))
    print("%d power cuts" % cuts)
    eq(safe("settings.py"), new[0])


def test_z_clean():
    os.system("rm -rf " + ROOT)


run(globals())
