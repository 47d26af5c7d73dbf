# Carries log lines to <prefix>/log: QoS 1, one line a message, in order. It logs nothing itself.
import logging
from .compat import Gate, core

_gate = Gate()
_task = None


async def _run(client, topic):
    n = 0
    while True:
        if not logging.lines:
            await _gate.wait()
            continue
        try:
            s = logging.lines.pop(0)
            k = logging.dropped - n
            if k > 0:
                n += k
                await client.publish(topic, "W - %8s: %d lines lost" % ("log", k))
            await client.publish(topic, s)
        except Exception:
            logging.dropped += 1


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
