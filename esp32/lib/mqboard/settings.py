# The board's settings: what /settings.py and /secrets.py say, else these defaults. A file that cannot be read
# is no reason to stay away from the network: it is reported, and what it set until then counts.
# Loaded when the board starts, and then forgotten; the values stay.

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
}

_LIMITS = {
    "port": (1, 65535),
    "keepalive": (5, 3600),
    "status_s": (5, 86400),
    "chunk": (256, 16384),
    "window": (1024, 1 << 20),
    "sessions": (1, 64),
    "requests": (1, 16),
    "source": (256, 1 << 20),
    "output": (1024, 1 << 20),
    "orphan_s": (1, 86400),
    "protocol": (1, 2),
}


class Settings:
    pass


# (Settings, what is wrong with the files)
def load(files=("/settings.py", "/secrets.py")):
    s = Settings()
    errors = []
    d = DEFAULTS.copy()
    for name in files:
        try:
            with open(name) as f:
                exec(f.read(), d)
        except OSError:
            pass
        except Exception as e:
            errors.append("%s: %s: %s" % (name, type(e).__name__, e))
    if d["port"] is None:
        d["port"] = 8883 if d["tls"] else 1883
    for name in _LIMITS:
        n = d[name]
        least, most = _LIMITS[name]
        if not isinstance(n, int) or not least <= n <= most:
            errors.append("%s: not within %d and %d" % (name, least, most))
            d[name] = DEFAULTS[name] or 1883
    for name in d:
        if name[0] != "_":
            setattr(s, name, d[name])
    s.window = max(s.window, 2 * s.chunk)
    return s, errors
