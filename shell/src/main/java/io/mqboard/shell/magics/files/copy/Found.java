package io.mqboard.shell.magics.files.copy;

/**
 * What a word has been found to name.
 *
 * @param place where it is
 * @param kind what it is
 * @param sizeBytes its size, -1 if nobody knows
 * @param fitting whether it was found because it fits a pattern, so that others may be found another time
 */
public record Found(Place place, Kind kind, long sizeBytes, boolean fitting) {
    /** What is at a place. */
    public enum Kind {
        FILE,
        FOLDER,
        /** Nobody has looked yet. */
        UNKNOWN
    }

    static Found unknown(Place place) {
        return new Found(place, Kind.UNKNOWN, -1, false);
    }
}
