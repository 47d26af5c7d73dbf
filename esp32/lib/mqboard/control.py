# Commands about the board itself.
import json

from mqboard.app import log
from mqboard.compat import asyncio, core, pause


# A job that is done as soon as it is made.
class Done:
    def __init__(self, request, result):
        self.request = request
        self.result = result

    def take(self, b):
        pass

    def ready(self):
        self.request.finish(self.result)

    def acked(self):
        pass

    def stop(self):
        pass

    def close(self):
        pass


def info(request, head):
    result = json.loads(request.board.record())
    result["ok"] = True
    return Done(request, result)


def reset(request, head):
    mode = head.get("m", "hard")
    if mode not in ("hard", "soft", "safe", "normal"):
        raise ValueError("mode")
    core.create_task(restart(request.board.app, mode))
    return Done(request, {"ok": True})


# A clean end: the last will does not come then.
async def _goodbye(app, why):
    try:
        p = app.presence
        if p:
            from mqboard.life import offline

            await app.client.publish(p.topic, offline(p.boot, why), 1, True, 2000)
        await app.client.stop()
    except (OSError, asyncio.TimeoutError):
        log.warning("nobody was told")


# Resets the board, after END and a goodbye, so that nobody has to wait for a time-out. mode: what is wished, or
# None if life.py knows already.
async def restart(app, mode=None):
    import machine

    if mode:
        try:
            from mqboard import life

            life.change(life.wish, mode)
        except Exception as e:
            log.exc(e, "the reset counts as a failure")
    await pause(100)
    await _goodbye(app, "reset")
    if mode == "soft":
        machine.soft_reset()
    machine.reset()


COMMANDS = {"info": info, "reset": reset}
