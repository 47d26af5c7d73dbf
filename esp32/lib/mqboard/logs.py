# Carries log lines to <prefix>/log: QoS 1, one line a message, in order. It logs nothing itself.
import logging
from .compat import Gate, core

_gate = Gate()


async def _run(client, topic):
    n = 0
    while True:
        s = logging.take()
        if s is None:
            await _gate.wait()
            continue
        try:
            if logging.dropped != n:
                k = logging.dropped - n
                n = logging.dropped
                await client.publish(topic, "W - %8s: %d lines lost" % ("log", k))
            await client.publish(topic, s)
        except Exception:
            logging.dropped += 1
        s = None


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


_task = None
