# What happens once when a board starts. The module is forgotten afterwards, so that it takes no heap; its few
# names stay for ever, as all names do.
import json
import logging
import os
import sys

import micropython
from mqboard import VERSION, life, settings, ticker
from mqboard.app import crashed, failed, load, log, once
from mqboard.compat import asyncio, core, pause, ticks_ms
from mqboard.presence import Guard, Presence

# What of the presence record does not change.
_RECORD = (
    '{"mqb":2,"state":"online","boot":"%s","reason":"%s","boots":%d,"version":"%s","python":"%d.%d.%d","machine":%s,'
    '"platform":"%s","caps":["exec","await","file","v1","bundle","safe","log","batch","many","journal","names"%s],"chunk":%d,"window":%d,'
    '"sessions":%d'
)
# Settings that are needed after the start; those that mqboard does not know are the application's own.
_KEEP = "prefix protocol chunk window sessions requests source output orphan_s timer"


# Fills in an App, and starts the application; what of it fails to start is reported, the rest goes on.
# safe: the folder of safe mode, which runs no application.
def start(app, safe):
    micropython.opt_level(3)
    if not safe:
        sys.path.append("/src")
    # sleep_ms() shares one object between all tasks, which an interrupt can leave unusable.
    asyncio.sleep_ms = core.sleep_ms = pause
    # There is one loop; code that starts "anew" would end everything here.
    asyncio.new_event_loop = core.new_event_loop = asyncio.get_event_loop
    asyncio.get_event_loop().set_exception_handler(failed)
    s, errors = settings.load(safe if safe and _there(safe, "settings.py", "secrets.py") else "")
    if safe:
        s.parts = [x for x in s.parts if x in ("sntp", "leds")]  # what safe mode has use for, from its own copy
        for x in ("cafile", "certfile", "keyfile"):
            setattr(s, x, _copied(safe, getattr(s, x)))
    app.settings = settings.Settings()
    for x in s.__dict__:
        if x in _KEEP.split() or x not in settings.DEFAULTS:
            setattr(app.settings, x, getattr(s, x))
    _levels(s, errors)
    boot = "%08x" % int.from_bytes(os.urandom(4), "big")
    record = life.load()
    if s.protocol == 2:
        app.presence = Presence(s, boot, _record(s, boot, record["boots"]), life.shown(record))
    once("online", "online", app, s)
    _guard(app, s, boot, record)
    app.restart()
    _changes(app)
    for x in errors:
        log.error("%s", x)
    _last(record)
    if s.log_print:
        load("prints").start()
    micropython.opt_level(0)
    for x in s.parts:
        try:
            core.create_task(app.part(x, __import__(x).start))
        except Exception as e:
            crashed(e, "part %s was not started" % x)


def _there(folder, *names):
    try:
        return [x for x in names if x in os.listdir(folder)]
    except OSError:
        return ()


# The copy of a file that the settings name.
def _copied(safe, x):
    if isinstance(x, str):
        name = safe + "/" + x[x.rfind("/") + 1 :]
        try:
            os.stat(name)
            return name
        except OSError:
            return x
    return x


def _levels(s, errors):
    try:
        logging.basicConfig(level=s.log_level)
        for name in s.log_levels:
            logging.getLogger(name).setLevel(s.log_levels[name])
    except (TypeError, ValueError, IndexError, KeyError):
        errors.append("log_level, log_levels: a level is 10, 20, 30, 40, 50, or its name")


def _guard(app, s, boot, record):
    app.guard = g = Guard()
    g.app = app
    g.boot = boot.encode()
    g.allok = s.allok_s
    net = getattr(sys.modules.get(s.network), "__file__", None)  # one of the application's own
    files = [x for x in (s.cafile, s.certfile, s.keyfile, net) if isinstance(x, str)]
    files = files and once("keep", "marked", files)
    g.times = s.crash_window * 60, s.trial_s, s.patience_s, s.control_s, s.unreachable_s, files
    g.due, g.far = life.plan(record, g.times)  # when up and on make turn.py decide something
    g.every = min(s.keepalive, s.watchdog_s // 3) * 1000  # ms between round trips
    g.heard = g.tried = g.asked = ticks_ms()  # of the last round trip, attempt to connect, begin of a round trip
    g.wdt = _watchdog(s.watchdog_s * 1000)
    ticker.lost_ms = min(ticker.lost_ms, s.watchdog_s * 500)
    ticker.on_tick.append(g.look)


def _watchdog(ms):
    try:
        from machine import WDT
    except ImportError:
        return None
    return WDT(timeout=ms)


# Says what is wrong, and how the boot before has ended if nobody asked for it.
def _last(record):
    if record["why"]:
        log.warning("%s mode: %s", record["state"], record["why"])
    try:
        from machine import reset_cause

        last = record["last"] or dip(reset_cause())
        if last or _there("/var", "crash.log", "crash.old"):
            once("crash", "begin", last)
    except ImportError:
        return  # nothing to ask
    except Exception as e:  # the crash log is no reason not to start
        log.exc(e, "crash log")


# What to say if the power failed for a moment only: RTC memory is lost with the power, and kept by a brown-out (and by
# some who press the reset button shortly). It holds something from here on.
def dip(cause):
    try:
        from machine import RTC

        m = RTC()
        if m.memory():
            return cause == life.POWER and "the power failed for a moment (brown-out, or the reset button)"
        m.memory(b"mqboard")
    except (ImportError, AttributeError, OSError):
        pass  # a port without RTC memory


# What begin.py has done about changes of files: they await their confirmation, or were taken back.
def _changes(app):
    x = sys.modules.get("mqboard.changes")
    x = x and x.result
    if isinstance(x, int):
        load("confirm").Wait(app, x, False)
    elif x:
        log.error("%s", x)


# What not every board can: firmware over the air needs a second slot.
def _more():
    caps = ""
    try:
        import mqboard
        from mqboard import slots

        if slots.other():
            caps = ',"ota"'
    except ImportError:
        pass
    try:
        import deflate

        caps += ',"inflate"'
    except ImportError:
        pass
    if sys.modules.pop("mqboard.slots", None):
        del mqboard.slots
    return caps


def _record(s, boot, n):
    try:
        from machine import reset_cause

        why = reset_cause()
    except ImportError:
        why = 1
    why = "power hard wdt sleep soft".split()[why - 1]
    v = sys.implementation[1]
    x = json.dumps(str(getattr(sys.implementation, "_machine", sys.platform))[:60])
    r = _RECORD % (boot, why, n, VERSION, v[0], v[1], v[2], x, sys.platform, _more(), s.chunk, s.window, s.sessions)
    if s.name:
        r += ',"name":' + json.dumps(str(s.name)[:60])
    return r
