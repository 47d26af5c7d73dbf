# The crash log: what went wrong, on the flash, so that it outlives the reset. One JSON object a line in /var/crash.log;
# at 4 KB that becomes /var/crash.old. Loaded when something has crashed or, at the
# start, there is one of them, and forgotten.
#
# Flash wears out: a crash that this boot has seen already is counted and not written, and at most six an hour are.
import io
import json
import os
import sys
import time
from binascii import crc32

from mqboard import app

FOLDER = "/var"
_FILE = "/crash.log"
_OLD = "/crash.old"
_MOST = 4096
_TRACE = 1000


# The end of a long traceback says more than its middle.
def _trace(e):
    f = io.StringIO()
    sys.print_exception(e, f)
    s = f.getvalue().strip()
    return s if len(s) <= _TRACE else s[:100] + "\n...\n" + s[-_TRACE:]


# A line is whole or, after a loss of power, skipped by who reads: the one before it then lacks its end.
def _append(line):
    path = FOLDER + _FILE
    head = b""
    try:
        if os.stat(path)[6] + len(line) > _MOST:
            os.rename(path, FOLDER + _OLD)
        else:
            with open(path, "rb") as f:
                f.seek(-1, 2)
                if f.read(1) != b"\n":
                    head = b"\n"
    except OSError:  # there is none, or it is empty
        try:
            os.mkdir(FOLDER)
        except OSError:
            head = b""
    with open(path, "ab") as f:
        f.write(head + line)


# The records of both files, oldest first. What is torn is left out.
def records():
    for name in (_OLD, _FILE):
        try:
            with open(FOLDER + name, "rb") as f:
                while True:
                    b = f.readline(2048)
                    if not b:
                        break
                    try:
                        r = json.loads(b) if b[-2:] == b"}\n" else None
                    except ValueError:
                        continue
                    if isinstance(r, dict) and "what" in r:
                        yield r
        except OSError:
            continue


# How many crashes were not written before this one; -1 if it is not to be written either. noted: what this boot has
# seen, {crash: times}, and under 0 the hour, what was written in it, and what was not written.
def _may(noted, key, up):
    hour, n, left = noted.get(0, (0, 0, 0))
    if up // 3600 != hour:
        hour = up // 3600
        n = 0
        if len(noted) > 24:
            noted.clear()
    full = len(noted) > 24
    good = key not in noted and n < 6 and not full
    if key in noted or not full:
        noted[key] = noted.get(key, 0) + 1
    noted[0] = (hour, n + 1, 0) if good else (hour, n, left + 1)
    return left if good else -1


# Takes a crash down; False if it was only counted, or could not be written.
def note(what, exc=None):
    p = app.here and app.here.presence
    r = json.loads(p.record()) if p else {"up": time.ticks_ms() // 1000}
    d = {"what": str(what)[:200]}
    if exc is not None:
        d["trace"] = _trace(exc)
    left = _may(app.noted, crc32((d["what"] + d.get("trace", "")).encode()) + 1, r["up"])
    if left < 0:
        return False
    if left:
        d["unwritten"] = left
    for name in ("boot", "boots", "reason", "mode", "up", "time"):
        if name in r:
            d[name] = r[name]
    try:
        _append(json.dumps(d).encode() + b"\n")
    except OSError:  # a full flash
        return False
    if p:
        p.crashes += 1
        p.announce()
    return True


# At the start, once: notes the reset of the boot before if nobody asked for it (last says what it was), and says what
# the crash log holds of that boot and this one.
def begin(last):
    if last:
        note(last)
    n = 0
    r = None
    for r in records():
        n += 1
    p = app.here.presence
    if p:
        p.crashes = n
        if r and r.get("boots", -9) >= json.loads(p.record())["boots"] - 1:
            app.log.warning("crash log: %d, the last: %s", n, r["what"])
