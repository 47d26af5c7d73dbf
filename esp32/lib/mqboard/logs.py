# Carries log lines to <prefix>/log: QoS 1, one line a message, in order. It logs nothing itself.
import logging
from .compat import Gate, core, pause

_gate = Gate()
_task = None
_told = 0  # of the lost lines


async def _run(client, topic):
    global _told
    while True:
        try:
            k = logging.dropped - _told
            if not logging.lines:
                if not k:
                    await _gate.wait()
                    continue
                await pause(1000)  # of a flood, all in one
                k = logging.dropped - _told
            if k:
                await client.publish(topic, "W - %8s: %d lines lost" % ("log", k))
                _told += k
            if logging.lines:
                s = logging.take()
                logging.dropped += 1  # unless it arrives
                await client.publish(topic, s)
                logging.dropped -= 1
        except Exception:  # no memory, or given up
            await pause(500)


# Starts the task; call it again as Client.start().
def start(client, topic):
    global _task
    logging.on_line = _gate.open
    if _task:
        try:
            _task.cancel()
        except RuntimeError:
            pass
    _task = core.create_task(_run(client, topic))
