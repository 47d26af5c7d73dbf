# The life of a board from a reset to the next one, as ports/esp32/main.c has it.
import gc
import os
import sys
import time
from . import alarm, bootloader, console, flash, libc, machine, modules, partition, state, supply, vm
from . import time as clock

# The runner starts the board anew after these exit codes.
_EXIT = 80  # + reset cause
_EXIT_POWER_CUT = 86
_CAUSES = ("", "power on", "reset", "watchdog", "deep sleep", "soft reset")


# Ends this life at once: nothing is closed or flushed, no finally block runs.
def _reset_board(cause):
    if cause == machine.WDT_RESET:
        console.to_host(b"\n[sim] task watchdog got triggered\n")
    libc.exit_now(_EXIT + cause)


def _power_cut():
    console.to_host(b"\n[sim] power cut\n")
    libc.exit_now(_EXIT_POWER_CUT)


# Runs in the alarm thread, too. A panic looks like machine.reset().
def _crash():
    console.to_host(b"\n[sim] Guru Meditation Error: the image crashed\n")
    libc.exit_now(_EXIT + machine.HARD_RESET)


# The bootloader's part of a start.
def _boot(cause):
    try:
        found = bootloader.boot(cause == machine.SOFT_RESET)
    except OSError:
        libc.exit_now(_EXIT + machine.HARD_RESET)
    console.to_host("[sim] %s runs, image %s\n" % (partition.running, found[1]))
    bootloader.behave(found, _crash)


def _soft_reset():
    if alarm.is_on(alarm.WATCHDOG):
        state.save("watchdog", str(state.watchdog_ms).encode())
    console.text("MPY: soft reboot\n")
    libc.exit_now(_EXIT + machine.SOFT_RESET)


# Runs a file of the board in __main__; returns False after an exception.
def _run(name, main):
    try:
        os.stat(name)
    except OSError:
        return True
    try:
        execfile(name, main)
    except SystemExit:
        _soft_reset()
    except BaseException as e:
        console.print_exception(e)
        return False
    return True


# Before 1.22, RTC memory survived a deep sleep only.
def _lose_memory(cause):
    if cause == machine.PWRON_RESET:
        state.save("clock", None)
        state.save("watchdog", None)
    if cause == machine.PWRON_RESET or (
        sys.implementation[1] < (1, 22, 0) and cause in (machine.HARD_RESET, machine.WDT_RESET)
    ):
        state.save("rtc", None)


def on():
    root, folder, cause = sys.argv[1:4]
    cause = int(cause)
    libc.die_with_parent()
    libc.ignore(libc.SIGINT)
    state.begin(folder, sys.argv[4:])
    _lose_memory(cause)
    supply.off = _power_cut
    supply.countdown = int(state.options.get("POWER_CUT_AT", "0"))
    alarm.begin()
    _boot(cause)
    clock.begin()
    machine.begin(cause, _reset_board)
    modules.begin()
    console.begin()
    flash.begin(root)
    sys.path[:] = ["", ".frozen", "/lib"]
    sys.argv[:] = []
    import __main__

    main = __main__.__dict__
    for name in list(main):
        if name != "__name__":
            del main[name]
    for name in list(sys.modules):
        if name.startswith("hw"):
            del sys.modules[name]
    if not vm.can_interrupt:
        console.to_host(b"[sim] this MicroPython is not known: only plain loops can be interrupted\n")
    gc.collect()
    console.to_host("[sim] %s; the simulation takes %d of the heap, %d are free\n" % (
        _CAUSES[cause], gc.mem_alloc(), gc.mem_free()))
    if _run("boot.py", main) or sys.implementation[1] < (1, 22, 0):
        _run("main.py", main)
    console.text("MicroPython %s; the console has no REPL\n" % ".".join([str(n) for n in sys.implementation[1][:3]]))
    while True:  # as at the prompt: scheduled callbacks go on running
        try:
            time.sleep(3600)
        except BaseException as e:
            console.print_exception(e)
