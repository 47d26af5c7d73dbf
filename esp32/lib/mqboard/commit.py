# Commands that switch a staged set of files, and confirm it or take it back. The steps are in changes.py.
import hashlib
import os
from time import ticks_ms

from mqboard import batch, changes, confirm, incoming, paths
from mqboard.compat import pause
from mqboard.request import Refused

_ROOM = 32768  # bytes of flash that are left for folders and the list


# What changes the journal: one at a time, and once it has begun it goes on.
class Journal(paths.Work):
    firm = False

    def __init__(self, request):
        super().__init__(request)
        incoming.take_over(changes.FOLDER, request)
        incoming.active[changes.FOLDER] = self

    def stop(self):
        if not self.firm:
            super().stop()

    def close(self):
        if not self.firm:
            super().close()

    def ended(self):
        if incoming.active.get(changes.FOLDER) is self:
            del incoming.active[changes.FOLDER]

    # Goes through the changes while nobody else touches the files. After an error only a new try may.
    async def switch(self, steps):
        self.firm = True
        incoming.active["switch"] = self
        n = 0
        t = ticks_ms()
        try:
            for path in steps:
                self.request.path = path
                n += 1
                t = await paths.rest(t)
        except Exception as e:
            self.request.failed(e, n=n)
            raise e
        del incoming.active["switch"]
        return n

    async def clear(self, name):
        for _ in changes.clear(name):
            await pause(0)


class Commit(Journal):
    file = None
    again = False  # that very set is being switched already

    def __init__(self, request, head):
        super().__init__(request)
        try:
            self._begin(head)
        except Exception as e:
            self.ended()
            raise e

    def _begin(self, head):
        self.stage = batch.name(head)
        self.confirm = s = head.get("confirm", 0)
        if not isinstance(s, int) or not 0 <= s <= 86400:
            raise ValueError("confirm")
        self.lines = batch.Lines()
        self.n = self.written = 0
        self.need = _ROOM
        name = changes.state()
        if name == "done":
            for _ in changes.clear(name):
                pass
        elif name:
            if name == "undo" or changes.header(name)[1] != self.stage:
                raise Refused("busy", "other changes await their confirmation")
            self.again = True
            return
        paths.make_dirs(changes.FOLDER)
        self.file = open(changes.AT + "new", "wb")
        self.file.write(("mqb1 %d %s\n" % (self.confirm, self.stage)).encode())

    def take(self, b):
        try:
            for x in self.lines.feed(b):
                self.n += 1
                if not self.again:
                    self._line(x)
        except Exception as e:
            self.request.failed(e)
            self.ended()

    def _line(self, x):
        sha = None
        if x[:4] == "put ":
            sha, path = batch.split(x[4:])
        elif x[:4] == "del ":
            path = paths.clean(x[4:])
        else:
            raise ValueError("line")
        self.request.path = path
        paths.check(path)
        had = paths.exists(path)
        if had and paths.is_dir(path):
            raise Refused("is-dir", "is a folder")
        if sha and not paths.exists(paths.join(paths.folder(path), incoming.temporary(path, sha) + ".ok")):
            raise Refused("integrity", "is not staged")
        if sha or had:
            key = hashlib.sha256(path.encode()).digest()[:8].hex()
            b = changes.line(sha, had, key, sha or "-" * 8, path)
            if self.file.write(b) != len(b):
                raise OSError(28)
            self.written += 1
            if self.confirm and had and changes.at_boot(path):
                self.need += os.stat(path)[6] + 4096

    def ready(self):
        if self.request.end is None:
            super().ready()

    async def work(self):
        self.lines.done()
        if not self.again:
            self.request.path = None
            self.file.close()
            if not self.written:
                return {"ok": True, "n": self.n}
            free = paths.space(changes.FOLDER)[0]
            if free < self.need:
                raise Refused("full", "%d bytes are needed, %d are free" % (self.need, free))
            os.rename(changes.AT + "new", changes.AT + "apply")
        if changes.state() == "apply":
            await self.switch(changes.apply())
            if self.confirm:
                confirm.Wait(self.request.board.app, self.confirm, True)
            else:
                await self.clear("done")
        return {"ok": True, "n": self.n}

    def ended(self):
        super().ended()
        if self.file:
            self.file.close()
            if not self.firm:
                for remove, path in ((os.remove, changes.AT + "new"), (os.rmdir, changes.FOLDER)):
                    try:
                        remove(path)
                    except OSError:
                        pass  # not there, or not empty
            self.file = None


# Ends the waiting: for good, or taking the previous versions back.
class Settle(Journal):
    def __init__(self, request, undo):
        super().__init__(request)
        self.undo = undo
        self.state = changes.state()
        self.wait = confirm.now(request.board.app)
        if self.state != "confirm" and not (undo and self.state == "undo" and not self.wait):
            self.ended()
            raise Refused("not-found", "nothing awaits a confirmation")

    async def work(self):
        if self.wait:
            self.wait.end()
        n = 0
        if self.undo:
            if self.state == "confirm":
                changes.turn("confirm")
            n = await self.switch(changes.undo())
            await self.clear("undo")
        else:
            await self.clear("confirm")
        return {"ok": True, "n": n}


COMMANDS = {
    "commit": Commit,
    "confirm": lambda request, head: Settle(request, False),
    "rollback": lambda request, head: Settle(request, True),
}
