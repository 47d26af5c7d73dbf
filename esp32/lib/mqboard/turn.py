# What presence.py asks for now and then: something has happened that life.py has to decide about. Used and forgotten.
from time import ticks_diff, ticks_ms

from mqboard import life, slots
from mqboard.app import forget, load, log
from mqboard.compat import core

_BUSY_MS = 300000  # since a client was heard


def turn(guard, what):
    if what == "blocked":
        guard.noted = True
        _note(1)
    elif what == "deaf":
        guard.app.client.fail("no round trip")
        if guard.proof:  # if there never was one, it is out of reach rather than hung
            guard.proof = 3
            _note(2)
    else:
        _decide(guard, what)
    forget("life keep slots")


# For the next boot: what to blame if the watchdog bites now.
def _note(n):
    x = life.nvs()
    if x:
        x.set_i32("stuck", n)
        x.commit()


def _decide(guard, what):
    if what == "late" and _busy(guard.app.board):
        return  # a minute later again
    r, reset = life.change(getattr(life, what))
    mode = life.shown(r)
    log.info("%s: %s", what, mode)
    if what == "good":
        guard.allok = 0
        slots.confirm()
        if r["state"] == "normal":
            _keep(r, guard.times[5])
    if reset:
        if r["kind"] == "image":
            slots.give_up()
        guard.due = guard.far = 0
        core.create_task(load("control").restart(guard.app))
        return
    due, guard.far = life.plan(r, guard.times)
    guard.due = max(due, guard.up + 1) if what == "good" and not r["settled"] else 0
    p = guard.app.presence
    if p and p.mode != mode:
        p.mode = mode
        p.announce()


# Somebody works on the board.
def _busy(board):
    now = ticks_ms()
    for s in board.sessions.values() if board else ():
        if ticks_diff(now, s.heard) < _BUSY_MS:
            return True


def _keep(r, files):
    from mqboard import keep

    if keep.keep(r["set"], files):
        log.info("these settings are kept for safe mode")
