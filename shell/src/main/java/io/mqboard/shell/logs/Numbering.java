package io.mqboard.shell.logs;

/** Sees in the numbers of one board's lines what is missing and what comes twice. */
final class Numbering {
    private long last;
    private long told;

    /** How many lines are missing before this one; -1 if it has been seen already. */
    long next(LogLine line) {
        long says = line.saysLost();
        told += says;
        long number = line.number();
        if (number == 0) {
            return 0;
        }
        if (number == last) {
            // QoS 1: the same line again.
            return -1;
        }
        // Numbers begin with 1 at each boot; one that is smaller is of another life.
        long missing = last == 0 || number < last ? 0 : number - last - 1;
        last = number;
        long unknown = Math.max(0, missing - told);
        told = Math.max(0, told - missing);
        return unknown;
    }

    /** The board begins anew, or it is known that something was missed. */
    void reset() {
        last = 0;
        told = 0;
    }
}
