# Protocol 1: answers the tools of MQBoard 0.1. Loaded when the first message of one comes.
# Everything at QoS 1; a message has a header of two bytes: bit 15 = last, the rest a sequence number.
import hashlib
import os
import sys

import __main__
from mqboard import frames, paths
from mqboard.compat import core

_REPLY = 2800  # bytes of a message of get
_TEXT = 16384  # bytes of output that one eval may return


class Refused(Exception):
    pass


# (sequence number, is last) from a header, or None.
def parse(b):
    if len(b) < 2:
        return None
    return (b[0] << 8 | b[1]) & 0x7FFF, b[0] > 127


def pack(seq, last):
    return (seq & 0x7FFF | (0x8000 if last else 0)).to_bytes(2, "big")


class V1:
    def __init__(self, app):
        self.app = app
        self.client = app.client
        self.root = app.settings.prefix + "/mqb/cmd/"
        self.reply = app.settings.prefix + "/mqb/reply/"
        self.fresh = False  # a message without DUP was seen: what comes now did not crash the board
        self.recent = []  # identifiers of commands that have ended
        self.puts = {}
        self.image = None
        sys.modules.setdefault("watchdog", Watchdog(app))

    def on_message(self, topic, payload, flags):
        if flags & 8 and not self.fresh:
            return
        self.fresh = True
        parts = topic[len(self.root) :].split("/", 2)
        if len(parts) < 2 or not frames.client_name(parts[1]):
            return
        cmd, id = parts[:2]
        if flags & 8 and cmd + id in self.recent:
            return
        try:
            head = parse(payload)
            if head is None:
                raise Refused("no header")
            self._command(cmd, id, parts[2] if len(parts) > 2 else "", head[0], head[1], payload[2:])
        except Refused as e:
            self.end(cmd, id, "MQRepl protocol error %s: %s" % (cmd, e))
        except Exception as e:
            self.end(cmd, id, trace(e))

    def _command(self, cmd, id, name, seq, last, data):
        if cmd == "put":
            return self._put(id, name, seq, last, data)
        if cmd == "ota":
            from mqboard.app import load

            return load("ota1").take(self, id, name, seq, last, data)
        if cmd != "eval" and cmd != "get":
            self.end(cmd, id, "Command '%s' not supported" % cmd[:40])
            return
        if seq:
            raise Refused("message missing: %d vs. 0" % seq)
        if not last:
            raise Refused("one message expected")
        if cmd == "get":
            core.create_task(self._get(id, name))
        else:
            self.app.load().submit(Eval(self, id, str(data, "utf-8")))

    # Ends a command: with an error's text, or with what is the only message of the reply.
    def end(self, cmd, id, error, data=b"OK"):
        self.recent.append(cmd + id)
        if len(self.recent) > 16:
            self.recent.pop(0)
        if error is None:
            self.say(id, data)
        else:
            core.create_task(self._publish("err/" + id, error))

    def say(self, id, data):
        core.create_task(self._publish("out/" + id, b"\xff\xff" + data))

    async def _publish(self, topic, payload):
        try:
            await self.client.publish(self.reply + topic, payload)
        except OSError:
            pass

    # The file in order, and an empty last message.
    async def _get(self, id, name):
        topic = self.reply + "out/" + id
        try:
            with open(paths.clean(name), "rb") as f:
                b = bytearray(2 + _REPLY)
                seq = 0
                n = 1
                while n:
                    n = f.readinto(memoryview(b)[2:])
                    b[:2] = pack(seq, not n)
                    await self.client.publish(topic, memoryview(b)[: 2 + n])
                    seq += 1
            self.recent.append("get" + id)
        except Exception as e:
            self.end("get", id, trace(e))

    def _put(self, id, name, seq, last, data):
        p = self.puts.get(id)
        if p is None:
            if "put" + id in self.recent:
                return  # what still comes after an error
            if seq:
                raise Refused("message missing: %d vs. 0" % seq)
            if len(self.puts) >= 4:
                self._drop(next(iter(self.puts)))
            p = self.puts[id] = Put(id, paths.clean(name), self.puts)
        try:
            if p.take(seq, data) and last:
                p.commit()
                del self.puts[id]
                self.end("put", id, None)
        except Exception as e:
            self._drop(id)
            raise e

    def _drop(self, id):
        self.puts.pop(id).close()


# A file on its way: beside its target until it is complete. Each command has its own.
class Put:
    def __init__(self, id, path, puts):
        try:
            paths.check(path)
        except paths.Refused as e:
            raise Refused("%s %s" % (path, e.args[1]))
        self.path = path
        self.temp = paths.join(paths.folder(path), ".mqb-1-" + id)
        _sweep(paths.folder(path), [p.temp for p in puts.values()])
        self.next = 0
        self.sha = hashlib.sha256()
        self.file = open(self.temp, "wb")

    # False: was taken before.
    def take(self, seq, data):
        want = self.next & 0x7FFF
        if seq != want:
            if (want - seq) & 0x7FFF < 0x4000:
                return False
            raise Refused("message missing: %d vs. %d" % (seq, want))
        self.next += 1
        self.sha.update(data)
        if self.file.write(data) != len(data):
            raise OSError(28)
        return True

    def commit(self):
        self.file.close()
        sha = hashlib.sha256()
        with open(self.temp, "rb") as f:
            while True:
                n = f.readinto(paths.buf)
                if not n:
                    break
                sha.update(paths.buf[:n])
        if sha.digest() != self.sha.digest():
            raise OSError(5)
        os.rename(self.temp, self.path)

    def close(self):
        self.file.close()
        try:
            os.remove(self.temp)
        except OSError:
            pass


# Removes what a put left behind that a reset has ended.
def _sweep(folder, keep):
    for e in list(os.ilistdir(folder)):
        p = paths.join(folder, e[0])
        if e[0].startswith(".mqb-1-") and p not in keep:
            os.remove(p)


# A job of the REPL whose output is returned at its end.
class Eval:
    mode = "v1"
    file = "<eval>"

    def __init__(self, v1, id, source):
        self.v1 = v1
        self.id = id
        self.source = source
        self.value = self.stopped = None
        self.out = bytearray()
        self.error = bytearray()
        self.lost = 0

    def started(self):
        _names(self.v1.app.settings)

    def write(self, channel, b):
        to = self.error if channel == 2 else self.out
        n = _TEXT - len(to)
        self.lost += max(0, len(b) - n)
        to.extend(b if n >= len(b) else b[: max(0, n)])

    def tick(self):
        pass

    def done(self, result):
        if self.error or "error" in result:
            self.v1.end("eval", self.id, bytes(self.error) or result["text"])
        elif self.value is not None:
            self.v1.end("eval", self.id, None, self.value.encode())
        else:
            if self.lost:
                self.out.extend(b"... %d bytes more" % self.lost)
            self.v1.end("eval", self.id, None, bytes(self.out))


# The names that tools of protocol 1 take for granted.
def _names(settings):
    import logging

    names = __main__.__dict__
    for name in ("sys", "machine", "os", "gc", "time"):
        if name not in names:
            try:
                names[name] = __import__(name)
            except ImportError:
                pass
    if "log" not in names:
        names["log"] = logging.getLogger("main")
    if "board" not in names:
        try:
            names["board"] = __import__("board")
        except ImportError:
            names["board"] = settings


def trace(e):
    import io

    f = io.StringIO()
    sys.print_exception(e, f)
    return f.getvalue()


# sys.modules['watchdog'], by which those tools reset a board: n normal, f safe, s soft.
class Watchdog:
    def __init__(self, app):
        self.app = app

    # presence.py does it
    def feed(self):
        return

    def reset(self, mode="n"):
        from mqboard.control import restart

        core.create_task(restart(self.app, {"f": "safe", "s": "soft"}.get(mode, "normal")))
