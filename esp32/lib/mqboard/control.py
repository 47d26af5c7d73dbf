# Commands about the board itself.
import json
import os

from mqboard.compat import core, pause


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
    if mode not in ("hard", "soft"):
        raise ValueError("mode")
    core.create_task(_reset(request.board, mode))
    return Done(request, {"ok": True})


# After END and a goodbye, so that nobody has to wait for a time-out.
async def _reset(board, mode):
    import machine

    try:
        os.remove("/var/journal/tried")  # it does not count against changes that await their confirmation
    except OSError:
        pass
    await pause(100)
    await board.app.goodbye("reset")
    if mode == "hard":
        machine.reset()
    machine.soft_reset()


COMMANDS = {"info": info, "reset": reset}
