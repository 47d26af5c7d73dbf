# Protocol 2, the board's side: sessions, requests in order and exactly once, replies kept until acknowledged.
# Everything here is called by the client's reader (or by its tick, while code blocks the loop): nothing waits.
import json
import time

from mqboard import frames
from mqboard.request import Refused, Request

ticks_ms = time.ticks_ms
ticks_diff = time.ticks_diff

# Where a command lives: the module is loaded when the command is first asked for.
PARTS = {
    "exec": "repl",
    "info": "control",
    "reset": "control",
}
PARTS["get"] = PARTS["put"] = "transfer"
for _name in ("ls", "stat", "hash", "rm", "mkdir", "rmdir", "mv", "df"):
    PARTS[_name] = "files"


class Session:
    def __init__(self, board, name, number):
        self.board = board
        self.name = name
        self.number = number
        self.topic = board.prefix + "/mqb/2/out/" + name
        self.bundle = False  # the client takes several frames in one message
        self.last = 0  # the last request number that was used
        self.reqs = {}  # not yet forgotten requests
        self.heard = ticks_ms()

    def busy(self):
        for r in self.reqs.values():
            if r.end is None:
                return True
        return False

    def request(self, rid, total, body):
        r = self.reqs.get(rid)
        if r:
            r.repeat()
        if rid != self.last + 1:
            return
        limit = self.board.requests
        if len(self.reqs) >= 2 * limit:
            return  # not used up: the client will try again
        r = Request(self, rid, total)
        self.reqs[rid] = r
        self.last = rid
        if len(self.reqs) > limit:
            r.fail("busy", "too many unfinished requests")
            return
        r.begin(body)

    def interrupt(self, rid):
        r = self.reqs.get(rid)
        if r:
            r.interrupt()
        elif rid == self.last + 1 and len(self.reqs) < 2 * self.board.requests:
            self.last = rid
            self.reqs[rid] = r = Request(self, rid, 0)
            r.fail("interrupted", "interrupted before it came")

    def forget(self, rid):
        r = self.reqs.pop(rid, None)
        if r:
            r.close()

    def close(self):
        for rid in list(self.reqs):
            self.forget(rid)


class Board:
    # info(): the presence record as a dict. boot: 8 hex digits, new with every boot.
    def __init__(self, client, prefix, boot, info, settings):
        self.client = client
        self.prefix = prefix
        self.boot = boot
        self.info = info
        self.settings = settings
        self.chunk = settings.chunk
        self.window = settings.window
        self.requests = settings.requests
        self.limit = settings.sessions
        self.sessions = {}  # by the client's name
        self.count = 0
        self.high = int(boot[:4], 16) << 16
        self.dropped = 0  # frames that were none
        self.owed = []  # requests whose frames found no room in the link
        self.pumping = False
        self.errors = 0  # ERROR frames in this second
        self.second = 0
        self.repl = None  # set by whoever starts the REPL
        self.parts = {}

    def start(self):
        self.client.urgent = self.urgent
        self.client.subscribe(self.prefix + "/mqb/2/in/+", 0, self.on_message)

    # The function that starts a command; Refused if there is none.
    def command(self, name):
        part = PARTS.get(name) if isinstance(name, str) else None
        if part is None:
            raise Refused("unsupported", "no such command")
        module = self.parts.get(part)
        if module is None:
            try:
                module = __import__("mqboard." + part, None, None, (part,))
            except ImportError:
                raise Refused("unsupported", part + " is not on this board")
            self.parts[part] = module
        return module.COMMANDS[name]

    def on_message(self, topic, payload, flags):
        name = frames.client_name(topic)
        if name is None or not self.frame(name, payload):
            self.dropped += 1

    # One frame of a client; False if it is none. A frame that fails is as good as a lost one.
    def frame(self, name, b):
        f = frames.parse(b)
        if f is None or len(b) > self.chunk + 530:
            return False
        kind = f[1]
        number = f[4]
        if kind == 1:
            self._hello(name, number, f[5], b[16:])
            return True
        s = self.sessions.get(name)
        if s is None or s.number != number:
            if kind != 8:
                self.error(name, number, f[5], "session", "unknown session")
            return True
        s.heard = ticks_ms()
        if kind != 10:
            return self._of_session(s, kind, f, b)
        for part in frames.unbundle(b[16:]):
            f = frames.parse(part)
            if f and f[1] != 10 and f[1] != 1 and f[4] == number:
                self._of_session(s, f[1], f, part)
        return True

    def _of_session(self, s, kind, f, b):
        rid = f[5]
        if kind == 3:
            s.request(rid, f[6], b[16:])
            return True
        if kind == 7:
            if rid:
                s.interrupt(rid)
            elif self.repl:
                self.repl.interrupt_any()
            return True
        if kind == 8:
            s.close()
            del self.sessions[s.name]
            return True
        if kind != 4 and kind != 5:
            return False
        r = s.reqs.get(rid)
        if r:
            if kind == 4:
                r.input(f[6], b[16:])
            else:
                r.acked(f[6], grant(b), f[3])
        elif rid > s.last or kind == 5 and f[3] & 2:
            self.error(s.name, s.number, rid, "request", "forgotten" if rid <= s.last else "unknown request")
        return True

    def _hello(self, name, number, nonce, body):
        bundle = False
        if len(body):
            try:
                d = frames.parse_json(body)
            except ValueError:
                d = {}
            v = d.get("v")
            if isinstance(v, list) and 2 not in v:
                return self.error(name, number, nonce, "version", "this board speaks version 2")
            bundle = bool(d.get("bundle"))
        s = self.sessions.get(name)
        if s is None:
            if len(self.sessions) >= self.limit and not self._evict():
                return self.error(name, number, nonce, "busy", "all sessions are in use")
            self.count += 1
            if self.count > 0xFFFF:
                self.count = 1
                self.high = (self.high + 0x10000) & 0xFFFF0000
            s = self.sessions[name] = Session(self, name, self.high | self.count)
        s.bundle = bundle
        s.heard = ticks_ms()
        self.client.send(s.topic, frames.pack(2, 0, 0, s.number, nonce, 0), json.dumps(self.info()).encode())

    # Ends the session that was unheard for longest and has nothing running; False if all are busy.
    def _evict(self):
        now = ticks_ms()
        old = None
        for s in self.sessions.values():
            if not s.busy() and (old is None or ticks_diff(now, s.heard) > ticks_diff(now, old.heard)):
                old = s
        if old:
            old.close()
            del self.sessions[old.name]
        return old

    # Every second: a transfer whose client has gone away is given up.
    def sweep(self, now):
        for s in self.sessions.values():
            if ticks_diff(now, s.heard) > 300000:
                for r in s.reqs.values():
                    if r.end is None and r.job and r.job is not self.repl.job:
                        r.job.stop()

    # At most ten a second: an unknown client must not be able to make the board talk all day.
    def error(self, name, number, rid, code, text):
        now = ticks_ms()
        if ticks_diff(now, self.second) >= 1000:
            self.second = now
            self.errors = 0
        self.errors += 1
        if self.errors <= 10:
            body = json.dumps({"error": code, "boot": self.boot, "text": text})
            self.client.send(
                self.prefix + "/mqb/2/out/" + name, frames.pack(9, 0, 0, number, rid, 0), body.encode()
            )

    # Called by the tick while code blocks the loop: what cannot wait until it returns. False: it can.
    def urgent(self, topic, b):
        if not topic.startswith(self.prefix) or "/mqb/2/in/" not in topic:
            return False
        f = frames.parse(b)
        if f is None or f[1] != 5 and f[1] != 7:
            return False
        s = self.sessions.get(frames.client_name(topic))
        if s is None or s.number != f[4]:
            return False
        s.heard = ticks_ms()
        rid = f[5]
        repl = self.repl
        if f[1] == 7:
            return bool(repl) and repl.interrupt_blocked(s.reqs.get(rid), rid == 0)
        r = s.reqs.get(rid)
        if r is None or not repl or repl.job is None or r.job is not repl.job:
            return False
        r.acked(f[6], grant(b), f[3])
        return True

    # r could not send all that it has to: it is asked again when the link has room.
    def owes(self, r):
        if r not in self.owed:
            self.owed.append(r)
            if not self.pumping and self.repl:
                self.pumping = True
                self.repl.spawn(self._pump())

    async def _pump(self):
        try:
            while self.owed:
                await self.client.room()
                self.owed.pop(0).push()
        except OSError:
            self.owed.clear()  # the connection is gone: the clients will ask
        finally:
            self.pumping = False


# The grant that an ACK carries, or None.
def grant(b):
    if len(b) < 20:
        return None
    return b[16] << 24 | b[17] << 16 | b[18] << 8 | b[19]
