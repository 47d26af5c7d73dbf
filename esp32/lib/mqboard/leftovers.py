# Temporary files that nobody has come back for: what a client began to put or to stage, and gave up. presence.py asks
# for it a minute after the start and every six hours; used and forgotten.
import os
import sys
import time

from micropython import const
from mqboard.app import log
from mqboard.compat import core, pause

_WEEK_S = const(604800)


def begin():
    core.create_task(_run())


async def _run():
    n = await remove(time.time())
    if n:
        log.info("%d temporary files of a week ago removed", n)


# What was not written to for a week goes, whatever its clock was then; how many. What is being written stays, and all of
# it while a set of files is being switched or may be taken back.
async def remove(now, folder=""):
    found = []
    folders = []
    for e in os.ilistdir(folder or "/"):
        if e[1] & 0x4000:
            if folder or os.statvfs("/" + e[0])[:3] == os.statvfs("/")[:3]:  # a card is not searched
                folders.append(e[0])
        elif e[0].startswith(".mqb-"):
            found.append(e[0])
    n = 0
    for name in found:
        await pause(0)
        n += _gone(folder + "/" + name, now)
    for name in folders:
        await pause(0)
        n += await remove(now, folder + "/" + name)
    return n


# Between the question and the answer nobody else has a turn.
def _gone(path, now):
    writing = sys.modules.get("mqboard.incoming")
    if writing and path in writing.active:
        return 0
    try:
        if abs(now - os.stat(path)[8]) > _WEEK_S and not _switching():
            os.remove(path)
            return 1
    except OSError:
        pass  # gone meanwhile, or on a file system that cannot be written
    return 0


def _switching():
    try:
        os.stat("/var/journal")
        return True
    except OSError:
        return False
