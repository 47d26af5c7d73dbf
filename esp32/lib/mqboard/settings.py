# The board's settings: what /settings.py and /secrets.py say, else these defaults. A file that cannot be read
# is no reason to stay away from the network: it is reported, and what it set until then counts; a value that makes no
# sense is reported with its file and name, and the default stands. Names that are not here are the application's own.
# Loaded when the board starts, and then forgotten; the values stay. mqboard-board(7) explains them.

DEFAULTS = {
    "server": "localhost",  # the broker
    "port": None,  # 1883, with TLS 8883
    "tls": False,
    "cafile": None,  # file of the CA, PEM or DER
    "certfile": None,  # the board's own certificate and key, if the broker asks for one
    "keyfile": None,
    "tls_host": None,  # the name in the broker's certificate, if it is not `server`
    "insecure": False,  # True: do not check the broker's certificate
    "username": None,
    "password": None,
    "client_id": None,  # made of machine.unique_id()
    "keepalive": 60,  # s
    "prefix": "esp32/board",  # of all topics
    "name": None,  # for humans
    "wifi": None,  # (ssid, key)
    "network": None,  # a module with use(settings) and `async def up(tries)` in the place of Wi-Fi, such as Ethernet
    "parts": (),  # modules of the application, each with `async def start(client, settings)`
    "log_level": 20,  # as in logging: 10 debug, 20 info, 30 warning
    "log_levels": {},  # of single loggers, such as {"wifi": 10}
    "log_print": False,  # True: what the application prints becomes log lines
    "protocol": 2,  # 1: answers protocol 1 only
    "status_s": 300,  # the presence record is refreshed this often
    "chunk": 4096,  # bytes of a frame's body
    "window": 32768,  # bytes of input that a client may send ahead
    "sessions": 8,
    "requests": 4,  # of a session, at once
    "source": 65536,  # bytes of source of one exec
    "output": 20480,  # bytes of output that are kept until acknowledged
    "orphan_s": 60,  # output is dropped when its client was not heard for so long
    "timer": 0,  # machine.Timer that may be used
    "watchdog_s": 120,  # without a sign of life for so long the board is reset
    "allok_s": 60,  # reachable for so long: this boot is good
    "crash_window": 10,  # min: a board that was up for longer has not crashed at the start
    "trial_s": 600,  # a trial that is not good after that has failed
    "patience_s": 600,  # safe mode tries normal mode after that, then after 3, 12, 48, 144 times that
    "unreachable_s": 1800,  # out of reach for so long: would safe mode get through?
    "control_s": 300,  # ... which has so long to show it
}

# What a value may be: from and to, or the kinds: s text, b bytes, - nothing, l names, t True or False, w (network, key).
_KINDS = (
    "server s port 1,65535 cafile sb- certfile sb- keyfile sb- tls_host s- insecure t username sb- password sb- client_id s-"
    " keepalive 5,3600 prefix s name s- wifi w- network s- parts l log_print t protocol 1,2 status_s 5,86400 chunk 256,16384"
    " window 1024,1048576 sessions 1,64 requests 1,16 source 256,1048576 output 1024,1048576 orphan_s 1,86400 timer -1,15"
    " watchdog_s 20,3600 allok_s 1,3600 crash_window 1,1440 trial_s 10,86400 patience_s 1,86400 unreachable_s 1,604800"
    " control_s 1,86400"
).split()


class Settings:
    pass


# What is wrong with a value, or None.
def _wrong(name, x):
    if name not in DEFAULTS or name not in _KINDS:
        return None
    kind = _KINDS[_KINDS.index(name) + 1]
    if "," in kind:
        a, b = [int(n) for n in kind.split(",")]
        if isinstance(x, int) and not isinstance(x, bool) and a <= x <= b:
            return None
        return "a number from %d to %d is needed" % (a, b)
    if x is None and "-" in kind:
        return None
    if isinstance(x, str):
        if name == "prefix" and (x[:1] in ("", "/") or x[-1] == "/" or "+" in x or "#" in x):
            return "not the begin of a topic"
        if "s" in kind and (x or "-" in kind):
            return None
    elif isinstance(x, (tuple, list)):
        if not [y for y in x if not isinstance(y, str)] and ("l" in kind or "w" in kind and len(x) == 2):
            return None
    elif isinstance(x, bytes) and "b" in kind or isinstance(x, bool) and "t" in kind:
        return None
    return {"s": "text", "t": "True or False", "l": "a list of names", "w": "(network, key)"}[kind[0]] + " is needed"


# Takes what the file sets over into d. A value that is refused is what it was before.
def _read(file, d, errors):
    new = d.copy()
    try:
        with open(file) as f:
            exec(f.read(), new)
    except OSError:
        return
    except Exception as e:
        errors.append("%s: %s: %s" % (file, type(e).__name__, e))
    for name in new:
        if name[0] == "_":
            continue
        wrong = _wrong(name, new[name]) if name not in d or new[name] is not d[name] else None
        if wrong:
            if "secrets" not in file and name != "password":
                wrong += ", not " + repr(new[name])[:40]
            errors.append("%s: %s: %s" % (file, name, wrong))
        else:
            d[name] = new[name]


# (Settings, what is wrong with the files)
def load(folder=""):
    errors = []
    d = DEFAULTS.copy()
    for name in ("/settings.py", "/secrets.py"):
        _read(folder + name, d, errors)
    if d["port"] is None:
        d["port"] = 8883 if d["tls"] else 1883
    s = Settings()
    for name in d:
        setattr(s, name, d[name])
    s.window = max(s.window, 2 * s.chunk)
    return s, errors
