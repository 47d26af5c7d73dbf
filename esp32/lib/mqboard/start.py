# What happens once when a board starts. The module is forgotten afterwards, so that it takes no heap; its few
# names stay for ever, as all names do.
import json
import os
import sys

from mqboard import VERSION, settings
from mqboard.app import crashed, load, log, once
from mqboard.compat import core
from mqboard.presence import Presence

# What of the presence record does not change.
_RECORD = (
    '{"mqb":2,"state":"online","boot":"%s","mode":"normal","reason":"%s","boots":%d,"version":"%s","python":"%d.%d.%d",'
    '"machine":%s,"platform":"%s","caps":["exec","await","file","v1","bundle","log","batch","journal"%s],"chunk":%d,'
    '"window":%d,"sessions":%d'
)
# Settings that are needed after the start; those that mqboard does not know are the application's own.
_KEEP = "prefix protocol chunk window sessions requests source output orphan_s timer"


# Fills in an App, and starts the application; what of it fails to start is reported, the rest goes on.
def start(app, run):
    from mqboard.client import Client

    s, errors = settings.load()
    app.settings = settings.Settings()
    for x in s.__dict__:
        if x in _KEEP.split() or x not in settings.DEFAULTS:
            setattr(app.settings, x, getattr(s, x))
    _levels(s, errors)
    _clock()
    net = _network(s)
    will = None
    boot = "%08x" % int.from_bytes(os.urandom(4), "big")
    if s.protocol == 2:
        app.presence = p = Presence(s, boot, _record(s, boot))
        will = p.topic, p.offline("lost"), 1, True
    tls = s.tls
    if tls is True:
        tls = {"ca": s.cafile, "cert": s.certfile, "key": s.keyfile, "host": s.tls_host, "verify": not s.insecure}
    app.client = c = Client(
        s.server, s.port, tls or None, s.username, s.password, s.client_id or _id(), s.keepalive, will, chunk=s.chunk,
        net=net,
    )
    if will:
        p.client = c
        c.on_up(p.announce)
        c.subscribe(s.prefix + "/mqb/2/in/+", 0, app.protocol_2)
        c.urgent = app.urgent
    c.subscribe(s.prefix + "/mqb/cmd/#", 1, app.protocol_1)
    app.restart()
    _changes(app)
    for x in errors:
        log.error("settings: %s", x)
    _crashes()
    if s.log_print:
        load("prints").start()
    run()
    for x in s.parts:
        try:
            core.create_task(app.part(x, __import__(x).start))
        except Exception as e:
            crashed(e, "part %s was not started" % x)


def _levels(s, errors):
    import logging

    try:
        logging.basicConfig(level=s.log_level)
        for name in s.log_levels:
            logging.getLogger(name).setLevel(s.log_levels[name])
    except (TypeError, ValueError, IndexError, KeyError):
        errors.append("log_level, log_levels: a level is 10, 20, 30, 40, 50, or its name")


def _clock():
    try:
        once("clock", "floor")
    except ImportError:
        pass  # no clock that could be set
    except Exception as e:
        log.exc(e, "clock")


# up() of the module that brings the network up; None: it is up. One that fails is not the end where there is Wi-Fi.
def _network(s):
    names = [s.network] if s.network and s.network != "wifi" else []
    if s.wifi:
        names.append("wifi")
    for name in names:
        try:
            m = load(name) if name == "wifi" else __import__(name)
            m.use(s)
            return m.up
        except Exception as e:
            crashed(e, "network %s" % name)


# The crash log is no reason not to start.
def _crashes():
    try:
        from machine import reset_cause

        why = reset_cause()
        once("crash", "begin", "watchdog" if why == 3 else "", why)
    except ImportError:
        pass  # nothing to ask
    except Exception as e:
        log.exc(e, "crash log")


# What boot.py has done about changes of files: the seconds in which they must be confirmed, why they were taken
# back, or None.
def _changed():
    x = sys.modules.get("mqboard.changes")
    return x and x.result


def _changes(app):
    x = _changed()
    if isinstance(x, int):
        load("confirm").Wait(app, x, 600)
    elif x:
        log.error("%s", x)


def _id():
    try:
        from machine import unique_id

        return "mqboard-" + "".join(["%02x" % b for b in unique_id()])
    except (ImportError, AttributeError):
        return ""


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


def _record(s, boot):
    why = 1
    n = 0
    try:
        import machine

        why = machine.reset_cause()
        from esp32 import NVS

        x = NVS("mqboard")
        try:
            n = x.get_i32("boots")
        except OSError:
            pass
        n += 1
        x.set_i32("boots", n)
        x.commit()
    except (ImportError, OSError, AttributeError):
        pass
    why = "power hard wdt sleep soft".split()[why - 1]
    v = sys.implementation[1]
    x = json.dumps(str(getattr(sys.implementation, "_machine", sys.platform))[:60])
    r = _RECORD % (boot, why, n, VERSION, v[0], v[1], v[2], x, sys.platform, _more(), s.chunk, s.window, s.sessions)
    if s.name:
        r += ',"name":' + json.dumps(str(s.name)[:60])
    if isinstance(_changed(), str):
        r += ',"why":' + json.dumps(_changed())
    return r
