# Top-level await: loaded when it is first used.
from mqboard import ticker
from mqboard.compat import core, pause


# Defines the client's `async def __mqb__()`, and runs it as a task of its own.
async def run(repl, job, names):
    repl.guarded(job, names)
    ended = []
    repl.child = core.create_task(_own(names.pop("__mqb__"), ended))
    flush = core.create_task(_flush(job))
    try:
        ticker.running = True
        await repl.child
    finally:
        ticker.running = False
        repl.child = None
        flush.cancel()
    if ended[0] is not None:
        raise ended[0]
    repl.echo(ended[1])


# Nothing may come out of this task: it would be the loop that stops.
async def _own(f, ended):
    try:
        value = await f()
        ended.append(None)
        ended.append(value)
    except BaseException as e:
        ended.append(e)


# What the tick does while code blocks the loop.
async def _flush(job):
    while True:
        await pause(100)
        job.tick()
