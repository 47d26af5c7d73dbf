# Tasks of the application that must not end. One that does, or raises, is started again after a pause that grows while
# it does not last; or the board is reset. Loaded by the application that uses it.
from mqboard import app
from mqboard.compat import asyncio, core, ticks_diff, ticks_ms

_LONGEST_S = 300
_LASTED_MS = 600000  # ran for so long: the pause is short again


# factory: async function without arguments. restart_s: the first pause, doubled each time, 300 s at most.
# reboot: the board is reset instead, which counts as a crash. Returns the task; cancel it to end both.
def task(factory, name, restart_s=1, reboot=False):
    return core.create_task(_run(factory, name, restart_s, reboot))


async def _run(factory, name, restart_s, reboot):
    wait = restart_s
    while True:
        since = ticks_ms()
        try:
            await factory()
            app.log.error("task %s has ended", name)
        except asyncio.CancelledError:
            raise
        except Exception as e:
            app.crashed(e, "task %s has failed" % name)
        if reboot:
            await app.load("control").restart(app.here)
        if ticks_diff(ticks_ms(), since) > _LASTED_MS:
            wait = restart_s
        await asyncio.sleep_ms(int(wait * 1000))
        wait = min(2 * wait, _LONGEST_S)
