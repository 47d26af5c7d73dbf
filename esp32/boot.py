# Runs first, and must not fail. Arms the watchdog, then asks which mode it is: normal mode is main.py's, safe mode
# begins and stays here, with the copy of the framework in /safemode, so that nothing else needs to be whole.
import gc
import sys


# Stays in safe mode, or returns whether the framework in lib could tell that it is normal mode.
def asked(lib):
    path = list(sys.path)
    answer = False
    try:
        sys.path[:] = (".frozen", lib)
        from mqboard import begin

        if begin.safe():
            from mqboard import app

            app.forget("begin keep life slots")
            app.main("/safemode")
            raise KeyboardInterrupt  # stopped at the console: not on to main.py
        answer = True
    except Exception as e:
        sys.print_exception(e)
    finally:
        sys.path[:] = path
        for x in list(sys.modules):
            if x.startswith("mqboard") and x != "mqboard.changes" or x == "logging":
                del sys.modules[x]
        gc.collect()
    return answer


try:
    from machine import WDT

    WDT(timeout=120000)
except Exception as e:
    sys.print_exception(e)
try:
    # Collecting early keeps the heap together: what stays lies at its begin, and large blocks are free behind that.
    gc.threshold(32768 if sys.maxsize > 1 << 31 else 16384)
    import micropython

    micropython.opt_level(3)  # the framework without line numbers: they take heap
    asked("/safemode/lib") or asked("/lib")  # the copy, if there is one; else, or if that is broken, the original
except Exception as e:
    sys.print_exception(e)
micropython.opt_level(0)
boot = None
