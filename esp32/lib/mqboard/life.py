# Normal mode, trial, or safe mode: the state machine of mqboard-board(7). Pure functions that change a record, a dict;
# at the end, where the record is kept. Loaded when something happens (begin.py, turn.py), then forgotten.
#
# A copy in /safemode may be older than the one in /lib, and both read the same record: members are added, never
# given another meaning, and those that a copy does not know stay.
import json
from binascii import crc32

POWER, HARD, WDT, SLEEP, SOFT = 1, 2, 3, 4, 5  # machine.reset_cause()
TRIES = 3  # failed boots in a row, or crashes, that lead to safe mode
_PATIENCE = (1, 3, 12, 48, 144)  # times `patience_s`: 10 min, 30 min, 2 h, 8 h, 24 h
_DAY = 86400

_NEW = {
    "state": "normal",  # normal, trial, safe; control: in safe mode to see whether that gets through
    "kind": "",  # of a trial: image, settings, files, retry
    "boots": 0,  # ever
    "fails": 0,  # boots in a row that did not become good
    "crashes": 0,  # resets that nobody asked for, each soon after its boot
    "settled": False,  # this boot was up for longer than that
    "patience": 0,  # how often safe mode has tried normal mode in vain
    "far": 0,  # how often normal mode has looked in vain whether safe mode gets through
    "through": False,  # safe mode has got through
    "mark": "",  # the reset that comes is wanted
    "set": 0,  # checksum of the settings of this boot
    "label": "",  # the slot on trial
    "why": "",  # what is wrong, for people: at most 80 characters
    "last": "",  # what ended the boot before, if nobody asked for it
}


def new():
    return _NEW.copy()


def _safe(r, why):
    r["state"] = "safe"
    r["kind"] = ""
    r["why"] = why
    r["through"] = False


def _normal(r, why=""):
    r["state"] = "normal"
    r["kind"] = ""
    r["why"] = why


def _trial(r, kind):
    r["state"] = "trial"
    r["kind"] = kind


# How the boot before ended, if nobody asked for it. stuck: what presence.py has left about it.
def _ended(r, cause, wanted, stuck):
    r["last"] = ""
    if not wanted and cause in (HARD, WDT):
        r["last"] = "watchdog" if cause == WDT else "crash, or a reset that was not announced"
        if stuck:
            r["last"] += ": " + ("code blocked the event loop" if stuck == 1 else "no round trip through the broker")
        if not r["settled"]:
            r["crashes"] += 1
    r["settled"] = False


# The trial of the boot before did not become good. True: the image that runs is to be given up.
def _tried(r, cause, wanted, same, label, pending):
    kind = r["kind"]
    if kind == "image":
        if label != r["label"]:
            _normal(r, "the new image did not get through; the old one is back")
        elif not pending:
            _normal(r)  # it was marked valid
        elif wanted == "trial" or not wanted and cause != POWER:  # a boot loader that does not go back by itself
            _normal(r, "the new image did not get through")
            return True
    elif kind == "settings" and same:
        _normal(r)  # they were taken back
    elif cause != POWER and not wanted:  # lost power says nothing
        if kind == "retry":
            r["patience"] += 1
            _safe(r, "normal mode was tried again and failed")
        else:
            _safe(r, "the new %s failed" % kind)
        _because(r)
    return False


def _because(r):
    if r["last"]:
        r["why"] = (r["why"] + "; " + r["last"])[:80]


# A boot, before anything else is done. settings: checksum of /settings.py and /secrets.py; same: they are those that
# worked last. label: the slot that runs; pending: it is not marked valid. True: the image that runs is to be given up.
def boot(r, cause, settings=0, same=True, label="", pending=False, stuck=0):
    wanted = r["mark"] or ("sleep" if cause == SLEEP else "")
    r["mark"] = ""
    r["boots"] += 1
    back = False
    _ended(r, cause, wanted, stuck)
    if r["state"] == "trial":
        back = _tried(r, cause, wanted, same, label, pending)
    elif r["state"] == "control" and wanted != "control":
        _normal(r)
    if r["state"] == "normal":
        if pending and label != r["label"]:
            _trial(r, "image")
        elif r["fails"] >= TRIES:
            _safe(r, "%d boots in a row failed" % r["fails"])
            _because(r)
        elif r["crashes"] >= TRIES:
            _safe(r, "%d crashes, each soon after the boot" % r["crashes"])
            _because(r)
        elif not same and settings != r["set"]:
            _trial(r, "settings")
    r["label"] = label
    r["set"] = settings
    if r["state"] in ("normal", "trial") and not wanted:
        r["fails"] += 1
    return back


# Reachable for `allok_s`.
def good(r):
    if r["state"] == "control":
        _safe(r, "safe mode reaches the broker, normal mode does not")
        r["far"] = r["patience"] = 0
    if r["state"] == "safe":
        r["through"] = True
    else:
        if r["state"] == "trial":
            _normal(r)
            r["crashes"] = 0
        r["why"] = ""
        r["fails"] = r["patience"] = r["far"] = 0


# The time of the state is over; True if a reset must follow.
def late(r):
    state = r["state"]
    if state == "normal":  # up for long enough, with or without a broker
        r["fails"] = r["crashes"] = 0
        r["settled"] = True
        return False
    if state == "safe":
        _trial(r, "retry")
    elif state == "control":
        _normal(r)
        r["far"] += 1
    elif r["kind"] == "retry" and not r["through"]:
        _normal(r)  # neither mode gets through: it is the network
        r["fails"] = r["crashes"] = 0
        return False
    elif r["kind"] == "retry":
        r["patience"] += 1
        _safe(r, "normal mode was tried again and did not get through")
    elif r["kind"] == "files":
        _normal(r)  # the boot takes them back
    elif r["kind"] != "image":  # that one the boot loader takes back
        _safe(r, "the new %s did not get through" % r["kind"])
    r["mark"] = "trial"
    return True


# Files await their confirmation in this boot.
def files(r):
    if r["state"] == "normal":
        _trial(r, "files")


# They were taken back at this boot, and with them what was on trial, or has led to safe mode because of them.
def undone(r, why):
    if r["state"] == "trial" or r["mark"] == "trial":
        _normal(r)
    r["why"] = why


# Normal mode was not reachable for long: does safe mode get through? A reset follows.
def far(r):
    if r["state"] == "normal":
        r["state"] = r["mark"] = "control"
        return True


# An operator, or the application, wants a reset: hard, soft, safe, normal.
def wish(r, mode):
    if mode == "safe":
        _safe(r, "told to")
        r["patience"] = 0
    elif mode == "normal" and r["state"] in ("safe", "control"):
        _trial(r, "retry")
        r["why"] = ""
    r["mark"] = r["mark"] or mode


# Seconds after the boot of late(); seconds out of reach, negative, of far(); 0 never. times: s that a boot that does not
# crash lasts, of a trial, of patience, of the control experiment, and out of reach until there is one.
def plan(r, times):
    window, trial, patience, control, unreachable = times[:5]
    state = r["state"]
    if state == "normal":
        return window, -min(unreachable << min(r["far"], 8), max(_DAY, unreachable))
    if state == "safe":
        return patience * _PATIENCE[min(r["patience"], 4)], 0
    return (control if state == "control" else trial), 0


# Members of the presence record.
def shown(r):
    mode = "safe" if r["state"] == "control" else r["state"]
    why = json.dumps(r["why"][:80])
    return '"mode":"%s"' % mode + (',"why":' + why if r["why"] else "")


# What the presence record says when the board is gone.
def offline(boot, why):
    return '{"mqb":2,"state":"offline","boot":"%s","reason":"%s"}' % (boot, why)


# --- where it is kept ---

_FILE = "/var/state"


def nvs():
    try:
        from esp32 import NVS

        return NVS("mqboard")
    except ImportError:
        return None


# A text with its checksum; what is torn or not ours gives a new record.
def pack(r):
    b = json.dumps(r).encode()
    return b"%08x" % crc32(b) + b


def unpack(b):
    r = new()
    try:
        if int(bytes(b[:8]), 16) == crc32(b[8:]):
            for name, value in json.loads(b[8:]).items():
                if name not in r or type(value) == type(r[name]):
                    r[name] = value
    except (ValueError, TypeError, AttributeError, MemoryError):
        return new()
    if r["state"] not in ("normal", "trial", "safe", "control"):
        _normal(r)
    return r


def load():
    b = b""
    try:
        x = nvs()
        if x:
            b = bytearray(640)
            b = b[: x.get_blob("life", b)]
        else:
            with open(_FILE, "rb") as f:
                b = f.read(640)
    except OSError:
        pass
    return unpack(b)


def save(r):
    b = pack(r)
    x = nvs()
    if x:
        x.set_blob("life", b)
        x.commit()
        return
    import os

    try:
        os.mkdir("/var")
    except OSError:
        pass
    with open(_FILE + ".new", "wb") as f:
        f.write(b)
    os.rename(_FILE + ".new", _FILE)


# Changes the record that is kept by one of the functions above; (the record, what it returned).
def change(f, *args):
    r = load()
    old = r.copy()
    x = f(r, *args)
    if r != old:
        save(r)
    return r, x
