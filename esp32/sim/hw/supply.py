# The power supply. On request it fails at the n-th change of the flash, files and partitions alike, in the middle of it.
countdown = 0  # the power goes off at this change; 0: never
off = None  # switches the board off; never returns


# Counts one change; torn() does a part of it before the power is gone.
def change(torn=None):
    global countdown
    if countdown:
        countdown -= 1
        if not countdown:
            if torn:
                torn()
            off()
