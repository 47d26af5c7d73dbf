package io.mqboard.transport;

/**
 * What a board has of a file that was asked for by its digest.
 *
 * @param kind how it compares
 * @param partBytes how much of the wanted content an earlier try has left beside it
 */
public record FileState(Kind kind, long partBytes) {
    /** How what is there compares with what was asked for. */
    public enum Kind {
        MISSING,
        SAME,
        DIFFERENT,
        FOLDER,
        UNREADABLE
    }
}
