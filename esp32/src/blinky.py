# A demo application: an LED that changes with a fixed period, and how late it was at worst.
import asyncio
import time

from machine import Pin

period_ms = 500
count = 0  # changes of the LED
late_ms = 0  # the latest change so far; set it to 0 to measure anew


async def start(client, settings):
    global count, late_ms
    led = Pin(getattr(settings, "led", 2), Pin.OUT)
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
