# Protocol 2, the board's side: sessions, requests in order and exactly once, replies kept until acknowledged.
# Everything here is called by the client's reader (or by its tick, while code blocks the loop): nothing waits.
import gc
import json
import sys
from time import ticks_diff, ticks_ms

from mqboard import frames, ticker
from mqboard.app import load
from mqboard.compat import core, forget
from mqboard.request import Refused, Request

# The commands that are not in files.py, with their modules; in one piece, which is small.
_MODULES = (
    "get=transfer put=incoming have=batch puts=batch commit=commit confirm=commit rollback=commit ota=ota ota-hash=firmware"
    " ota-info=firmware ota-rollback=firmware ota-valid=firmware log=journal bootlog=journal names=names info=control reset=control"
)


class Session:
    bundle = False  # the client takes several frames in one message
    last = 0  # the last request number that was used

    def __init__(self, board, name, number):
        self.board = board
        self.name = name
        self.number = number
        self.topic = board.out + name
        self.reqs = {}  # not yet forgotten requests
        self.heard = ticks_ms()

    def request(self, rid, offset, b):
        r = self.reqs.get(rid)
        if r:
            r.repeat()
        limit = self.board.settings.requests
        # What is not used up here the client will send again.
        if rid == self.last + 1 and len(self.reqs) < 2 * limit:
            r = self._new(rid, offset)
            if len(self.reqs) > limit:
                r.fail("busy", "too many")
            else:
                r.begin(b)

    def _new(self, rid, offset):
        self.last = rid
        self.reqs[rid] = r = Request(self, rid, offset)
        return r

    def interrupt(self, rid):
        r = self.reqs.get(rid)
        if r:
            r.interrupt()
        elif rid == self.last + 1 and len(self.reqs) < 2 * self.board.settings.requests:
            self._new(rid, 0).fail("interrupted", "interrupted")

    def runs(self):
        for r in self.reqs.values():
            if r.end is None:
                return True
        return False

    def forget(self, rid):
        self.reqs.pop(rid).close()

    def close(self):
        del self.board.sessions[self.name]
        for rid in list(self.reqs):
            self.forget(rid)


class Board:
    alone_s = 0  # how long no client has been there
    dropped = 0  # frames that were none
    pumping = False
    errors = 0  # ERROR frames in this second
    second = 0
    repl = None  # once it is loaded
    killed = False  # a task that blocked the loop was interrupted

    # app: load() gets the REPL.
    def __init__(self, client, settings, presence, app):
        self.client = client
        self.prefix = settings.prefix
        self.out = settings.prefix + "/mqb/2/out/"
        self.boot = presence.boot
        self.record = presence.record
        self.settings = settings
        self.app = app
        self.chunk = settings.chunk
        self.sessions = {}  # by the client's name
        self.owed = []  # requests whose frames found no room in the link
        if not app.number:
            app.number = int(self.boot[:4], 16) << 16

    # The function that starts a command; Refused if there is none. Its module is loaded when first asked for.
    def command(self, c):
        if c == "exec":
            self.repl = self.app.load()
            return load("job").Exec
        try:
            module = dict([x.split("=") for x in _MODULES.split()]).get(c, "files")
            return load(module).COMMANDS[c]
        except (ImportError, KeyError, TypeError):
            raise Refused("unsupported", "no such command")

    def on_message(self, topic, payload, flags):
        name = topic[topic.rfind("/") + 1 :]
        if name not in self.sessions:
            name = frames.client_name(topic)
        f = frames.parse(payload)
        if not name or not f or len(payload) > self.chunk + 530:
            self.dropped += 1
        elif f[1] == 1:
            self._hello(name, f, payload[16:])
        else:
            s = self._session(name, f)
            if s:
                self._frame(s, f, payload)
            elif f[1] != 8:
                self.error(name, f, "session", "unknown")

    def _session(self, name, f):
        s = self.sessions.get(name)
        if s and s.number == f[4]:
            s.heard = ticks_ms()
            return s

    # One frame of a session. A frame that makes no sense is as good as a lost one.
    def _frame(self, s, f, b):
        kind = f[1]
        rid = f[5]
        r = s.reqs.get(rid)
        if kind == 3:
            s.request(rid, f[6], b[16:])
        elif kind == 7:
            if rid:
                s.interrupt(rid)
            elif self.repl and self.repl.job:
                self.repl.interrupt(self.repl.job)
        elif kind == 8:
            s.close()
        elif kind == 10:
            for b in frames.unbundle(b[16:]):
                f = frames.parse(b)
                if f and 2 < f[1] < 8 and f[4] == s.number:
                    self._frame(s, f, b)
        elif kind == 4 and r:
            r.input(f[6], b[16:])
        elif kind == 5 and r:
            r.acked(f, b)
        elif kind == 4 and rid > s.last or kind == 5 and f[3] & 2:
            self.error(s.name, f, "request", "unknown" if rid > s.last else "forgotten")

    def _hello(self, name, f, b):
        try:
            d = frames.parse_json(b)
        except ValueError:
            d = {}
        v = d.get("v")
        if isinstance(v, list) and 2 not in v:
            return self.error(name, f, "version", "version 2")
        s = self.sessions.get(name)
        if not s:
            if len(self.sessions) >= self.settings.sessions and not self._evict():
                return self.error(name, f, "busy", "too many")
            n = self.app.number + 1 & 0xFFFFFFFF
            self.app.number = n = n if n & 0xFFFF else n + 1
            self.sessions[name] = s = Session(self, name, n)
        s.bundle = bool(d.get("bundle"))
        s.heard = ticks_ms()
        self.client.send(s.topic, frames.pack(2, 0, 0, s.number, f[5], 0), self.record().encode())

    # Ends the session that was unheard for longest and has nothing running; False if all are busy.
    def _evict(self):
        old = None
        for s in self.sessions.values():
            if not s.runs() and (not old or ticks_diff(old.heard, s.heard) > 0):
                old = s
        if old:
            old.close()
        return old

    # At most ten a second: an unknown client must not be able to make the board talk all day.
    def error(self, name, f, code, text):
        t = ticks_ms()
        if ticks_diff(t, self.second) >= 1000:
            self.second = t
            self.errors = 0
        self.errors += 1
        if self.errors <= 10:
            b = json.dumps({"error": code, "boot": self.boot, "text": text})
            self.client.send(self.out + name, frames.pack(9, 0, 0, f[4], f[5], 0), b.encode())

    # Called by the tick while code blocks the loop: what cannot wait until it returns. False: it can.
    def urgent(self, topic, b):
        f = frames.parse(b)
        if not f or f[1] not in (1, 5, 7) or not topic.startswith(self.prefix + "/mqb/2/in/"):
            return False
        name = frames.client_name(topic)
        if f[1] == 1 and name:  # who comes to stop what blocks the board needs a session
            self._hello(name, f, b[16:])
            return True
        s = self._session(name, f)
        if not s:
            return False
        r = s.reqs.get(f[5])
        job = self.repl and self.repl.job
        if job and r and r.job is job:
            if f[1] == 5:
                r.acked(f, b)
                return True
            return self.repl.interrupt_blocked()
        if f[1] == 5 or f[5]:
            return False
        if job:
            return self.repl.interrupt_blocked()
        self.killed = True
        ticker.interrupt()
        return True

    # Every second: a transfer whose client has gone away is given up, and a session that nobody seems to need.
    # True now and then while there is no client: what was loaded for one could be unloaded.
    def sweep(self):
        t = ticks_ms()
        for s in list(self.sessions.values()):
            silent = ticks_diff(t, s.heard)
            if silent > 600000 and not s.reqs or silent > 3600000 and not s.runs():
                s.close()
            elif silent > 300000:
                for r in s.reqs.values():
                    if r.end is None and r.job and not (self.repl and r.job is self.repl.job):
                        r.job.stop()
        app = self.app
        if self.sessions or self.pumping or app.v1 or app.repl and app.repl.job:
            self.alone_s = 0
            return False
        self.alone_s += 1
        if self.alone_s % self.settings.orphan_s:
            return False
        gc.collect()
        return True

    # Forgets all that was loaded since there was a client, this module too. The App loads it anew with the next
    # one; it keeps the numbers of the sessions, for none may come twice.
    def unload(self):
        app = self.app
        app.board = app.repl = None
        self.client.urgent = app.urgent
        self.client.shrink()
        ticker.on_tick.clear()
        forget(" ".join([x[8:] for x in sys.modules if x[:8] == "mqboard." and x not in app.stay]))
        app.stay = None
        gc.collect()

    # r could not send all that it has to: it is asked again when the link has room.
    def owes(self, r):
        if r not in self.owed:
            self.owed.append(r)
            if not self.pumping:
                self.pumping = True
                core.create_task(self._pump())

    async def _pump(self):
        try:
            while self.owed:
                await self.client.room()
                self.owed.pop(0).push()
        except OSError:
            self.owed.clear()  # the connection is gone: the clients will ask
        finally:
            self.pumping = False
