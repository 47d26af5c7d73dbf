# How a board comes to its connection, once when it starts; a part of start.py by itself, because compiling a file takes
# more memory the longer it is. Forgotten afterwards.
import sys

from mqboard.app import crashed, load, log, once
from mqboard.client import Client
from mqboard.life import offline


# Gives the app its client.
def online(app, s):
    _clock()
    net = _network(s)
    will = None
    p = app.presence
    if p:
        will = p.topic, offline(p.boot, "lost"), 1, True
    tls = s.tls
    if tls is True:
        tls = {"ca": s.cafile, "cert": s.certfile, "key": s.keyfile, "host": s.tls_host, "verify": not s.insecure}
    app.client = c = Client(
        s.server, s.port, tls or None, s.username, s.password, s.client_id or _id(), s.keepalive, will, chunk=s.chunk,
        net=net,
    )
    c.urgent = app.urgent
    if p:
        p.client = c
        c.on_up(p.announce)
    c.subscribe(s.prefix + "/mqb/2/in/" + ("+" if p else "-"), 0, app.protocol_2)
    c.subscribe(s.prefix + "/mqb/cmd/#", 1, app.protocol_1)


def _clock():
    try:
        once("clock", "floor")
    except ImportError:
        pass  # no clock that could be set
    except Exception as e:
        log.exc(e, "clock")


# up() of the module that brings the network up, or what wifi.py needs for it; None: it is up. One that fails is not the
# end where there is Wi-Fi.
def _network(s):
    names = [s.network] if s.network and s.network != "wifi" else []
    if s.wifi:
        names.append("wifi")
    for name in names:
        try:
            if name == "wifi":
                return load(name).use(s)
            m = _module(name)
            m.use(s)
            return m.up
        except Exception as e:
            crashed(e, "network %s" % name)


# Safe mode has the one that worked last: keep.py has copied it.
def _module(name):
    path = list(sys.path)
    sys.path.extend(("/safemode", "/lib", "/src"))
    try:
        module = __import__(name)
    finally:
        sys.path[:] = path
    return module


def _id():
    try:
        from machine import unique_id

        return "mqboard-" + "".join(["%02x" % b for b in unique_id()])
    except (ImportError, AttributeError):
        return ""
