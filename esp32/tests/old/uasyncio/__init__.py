# Stands in for MicroPython 1.20's uasyncio where only its C half is compiled in: enough of the loop for tests that wait for
# tasks and time. See versions.mjs.
from . import core
from .core import *
