# A board in memory whose "/" is a littlefs, for tests of what stands on the flash.
import asyncio
import os
import sys

import fakes
from content import read, write
from fakes import Peer, feed
from mqboard import batch, changes, commit, confirm, files, incoming, streams, transfer
import littlefs

fakes.board()  # imports what it needs
fakes.asyncio.get_event_loop().set_exception_handler(lambda loop, context: None)


class Presence:
    boot = "a1b2c3d4"
    said = 0

    def record(self):
        return '{"mqb":2,"state":"online"}'

    def announce(self):
        self.said += 1


# From power on to power off: board with a session for each `peer`.
class Life:
    why = None

    def __init__(self, flash, counts=True):
        incoming.active.clear()
        changes.result = None
        self.flash = flash
        littlefs.mount(flash)
        if changes.exists(changes.FOLDER):
            changes.boot(counts)
        self.board = fakes.board()
        self.app = self.board.app
        self.app.presence = self.presence = Presence()
        self.app.board = self.board
        self.app.client = self.board.client
        self.board.record = self.presence.record
        self.peer = Peer(self.board, bundle=False)

    # Runs a command; END's members, and what it put out.
    def do(self, c, b=b"", chunk=4096, **head):
        p = self.peer
        head["c"] = c
        if len(b) <= 3000 and chunk > 3000:
            end, out = p.finish(p.request(head, b))
            return end, out.get(0, b"")
        out = {}
        rid = p.request(head, b, inline=0)
        return feed(p, rid, b, chunk, 20000, out=out), out.get(0, b"")

    def end(self):
        wait = confirm.now(self.app)
        if wait:
            wait.task.cancel()
        incoming.active.clear()
        littlefs.unmount()


# All files of the flash with what is in them.
def tree(folder="/"):
    out = {}
    for e in os.ilistdir(folder):
        p = folder + e[0]
        if e[1] & 0x4000:
            out.update(tree(p + "/"))
        else:
            out[p] = read(p)
    return out


# A new flash with these files.
def flash(files={}, blocks=64):
    f = littlefs.make(littlefs.Flash(blocks))
    littlefs.mount(f)
    for p in files:
        at = p.find("/", 1)
        while at > 0:
            if not changes.exists(p[:at]):
                os.mkdir(p[:at])
            at = p.find("/", at + 1)
        write(p, files[p])
    littlefs.unmount()
    return f
