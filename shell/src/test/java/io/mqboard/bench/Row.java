package io.mqboard.bench;

/**
 * One line of the table.
 *
 * @param name what was measured
 * @param ours our figure with its unit
 * @param peer the floor's or the peer's figure with its unit
 * @param ratio ours to the peer's
 * @param target what the ratio or figure should be
 * @param met whether it is
 * @param how how it was measured, or what it is made of
 */
record Row(String name, String ours, String peer, String ratio, String target, boolean met, String how) {
    /** A row whose ratio must not exceed a limit; both figures in milliseconds, less is better. */
    static Row atMost(String name, double ours, double peer, double limit, String how) {
        double ratio = ours / peer;
        return new Row(
                name,
                Figures.number(ours) + " ms",
                Figures.number(peer) + " ms",
                Figures.number(ratio),
                "<= " + limit,
                ratio <= limit,
                how);
    }

    /** A row without figures, because something to measure it with is missing. */
    static Row missing(String name, String why) {
        return new Row(name, "-", "-", "-", "-", false, "not measured: " + why);
    }
}
