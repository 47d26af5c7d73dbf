# Stands before the real boot.py of a simulated board: looks at the heap from a timer, each second, while nobody is
# there, and says on the console when there is a new figure. heap_first: connected, before any client came;
# heap_again: after the last one has left and what was loaded for it was unloaded.
import gc
import machine
import sys

heap_first = heap_again = None
heap_seen = False  # a client came


def heap_used():
    for i in range(3):
        gc.collect()
    return gc.mem_alloc() - heap_before


def heap_look(timer):
    global heap_first, heap_again, heap_seen
    app = sys.modules.get("mqboard.app")
    app = app and app.here
    if not app or not app.presence or not app.client.up:
        return
    if app.board:
        heap_seen = True
    elif heap_seen:
        heap_again = heap_used()
        heap_seen = False
        print("heap again")
    elif heap_first is None and app.presence.up_s >= 2:
        heap_first = heap_used()
        print("heap first")


heap_timer = machine.Timer(3)
heap_timer.init(mode=machine.Timer.PERIODIC, period=1000, callback=heap_look)
gc.collect()
heap_before = gc.mem_alloc()
