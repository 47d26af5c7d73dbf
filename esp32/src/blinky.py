# A demo application: an LED that changes with a fixed period, and how late it was at worst. Its own setting:
#     blinky = {"pin": 2, "period_ms": 500}
# It listens, too: a number on <prefix>/blinky/period_ms changes the period.
import asyncio
import time

from machine import Pin

period_ms = 500
count = 0  # changes of the LED
late_ms = 0  # the latest change so far; set it to 0 to measure anew


def _on_period(topic, payload, flags):
    global period_ms
    try:
        period_ms = min(60000, max(10, int(str(payload, "utf-8"))))
    except ValueError:
        pass  # no number


async def start(client, settings):
    global count, late_ms, period_ms
    own = getattr(settings, "blinky", {})
    led = Pin(own.get("pin", 2), Pin.OUT)
    period_ms = own.get("period_ms", period_ms)
    client.subscribe(settings.prefix + "/blinky/period_ms", 0, _on_period)
    due = time.ticks_ms()
    while True:
        now = time.ticks_ms()
        late = time.ticks_diff(now, due)
        if late > late_ms:
            late_ms = late
        if late > period_ms:
            due = now
        count += 1
        led.value(count & 1)
        due = time.ticks_add(due, period_ms)
        await asyncio.sleep_ms(max(0, time.ticks_diff(due, time.ticks_ms())))
