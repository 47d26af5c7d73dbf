# Tasks that must not end: started again with a pause that grows, or the board is reset.
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", HERE] + [p for p in sys.path if p not in (HERE, "")]

import asyncio
import logging
from check import eq, ok, run
from mqboard import app, watch

logging.console = None
crashes = []
pauses = []
resets = []
real_sleep = asyncio.sleep_ms
app.crashed = lambda e, what: crashes.append((what, str(e)))


class Enough(Exception):
    pass


class Control:
    async def restart(the_app):
        resets.append(the_app)
        raise Enough


app.load = lambda name: Control


# Runs a task until it has waited so many times; how long it ran each time is `lasts`.
def watched(factory, times, lasts=0, **k):
    crashes.clear()
    pauses.clear()
    clock = [0]

    async def sleep_ms(ms):
        pauses.append(ms)
        if len(pauses) == times:
            raise Enough
        await real_sleep(0)

    def ticks_ms():
        clock[0] += lasts
        return clock[0]

    watch.ticks_ms = ticks_ms
    asyncio.sleep_ms = sleep_ms

    async def main():
        try:
            await watch.task(factory, "t", **k)
        except Enough:
            return

    try:
        asyncio.run(main())
    finally:
        asyncio.sleep_ms = real_sleep


async def fails():
    raise ValueError("no")


async def ends():
    return 1


def test_a_task_that_fails_is_started_again_with_growing_pauses():
    watched(fails, 12)
    eq(pauses, [1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 300000, 300000, 300000])
    eq(crashes, [("task t has failed", "no")] * 12)


def test_a_task_that_ends_is_started_again():
    watched(ends, 2, restart_s=3)
    eq((pauses, crashes), ([3000, 6000], []))


def test_a_task_that_has_lasted_gets_the_short_pause():
    watched(fails, 3, lasts=700000)
    eq(pauses, [1000, 1000, 1000])


def test_a_task_that_reboots():
    watched(fails, 5, reboot=True)
    eq((resets, pauses), ([app.here], []))


def test_a_task_that_is_cancelled_stays_so():
    seen = []

    async def waits():
        seen.append(1)
        await real_sleep(60000)

    async def main():
        t = watch.task(waits, "t")
        await real_sleep(10)
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            seen.append(2)

    asyncio.run(main())
    eq(seen, [1, 2])


run(globals())
