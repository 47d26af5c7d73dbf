# Power that fails in the middle of the n-th change of the flash, for tests within one process. Changes of the file system
# (nor.py) and of the slots of firmware (firmware.py) are counted by the same counter.


# No code of the board may go on after it, so it is no Exception.
class Cut(BaseException):
    pass


count = 0  # changes so far
cut_at = 0  # the power goes off at this change; 0: never
dead = False


# The power comes (back); it will go off at the n-th change from now on.
def on(n=0):
    global count, cut_at, dead
    count = 0
    cut_at = n
    dead = False


# Counts one change; whether the power goes off in the middle of it.
def fails():
    global count, dead
    count += 1
    dead = count == cut_at
    return dead


# One change of the flash: torn() does a part of it before the power is gone. Without power nothing changes.
def change(torn=None):
    if dead or fails():
        if torn and count == cut_at:
            torn()
        raise Cut()


# Runs act() again and again, with the power cut at its first change, at its second and so on until it comes through;
# each time prepare() comes before it and check(n, whole) after it, with the power back. Returns how many cuts were made.
# step: not at every change, but at each so many.
def every_cut(prepare, act, check, step=1):
    n = 1
    made = 0
    while True:
        prepare()
        on(n)
        whole = False
        try:
            act()
            whole = not dead
        except (Cut, OSError) as e:
            if not dead:
                raise e
        on()
        check(n, whole)
        if whole:
            return made
        made += 1
        n += step
