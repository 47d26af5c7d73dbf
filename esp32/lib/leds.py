# A part: a light that says how the board is. Connected: a short flash every three seconds; trying: on and off,
# evenly; safe mode: two flashes. The setting `led`: the pin, or (pin, 1) if the light is on when the pin is low;
# absent: what boards of this kind usually have.
import sys

from mqboard import app
from mqboard.compat import asyncio

# What the name of the board holds, the pin, and what level is dark. Those with a coloured LED only are not here.
_KINDS = (
    ("LOLIN_S2", 15, 0),
    ("LOLIN_C3", 7, 0),
    ("FeatherS2", 13, 0),
    ("TinyPICO", None, 0),
    ("HUZZAH32", 13, 0),
    ("ESP32C3", 8, 1),
    ("ESP32S2", 18, 0),
    ("ESP32S3", None, 0),
    ("ESP32C6", None, 0),
    ("ESP32", 2, 0),
)


# (pin, level that is dark), or None
def light(settings, machine):
    x = getattr(settings, "led", None)
    if x is not None:
        return x if isinstance(x, tuple) else (x, 0)
    for name, pin, dark in _KINDS:
        if name in machine:
            return None if pin is None else (pin, dark)


# Milliseconds of light, dark, light ...
def pattern(up, safe):
    if safe:
        return (60, 200, 60, 1200)
    return (30, 2970) if up else (250, 250)


async def start(client, settings):
    x = light(settings, getattr(sys.implementation, "_machine", ""))
    if not x:
        return
    from machine import Pin

    number, dark = x
    pin = Pin(number, Pin.OUT, value=dark)
    p = app.here.presence
    safe = p and '"mode":"safe"' in p.record()
    try:
        while True:
            on = True
            for ms in pattern(client.up, safe):
                pin.value(dark ^ on)
                await asyncio.sleep_ms(ms)
                on = not on
    finally:
        pin.value(dark)
