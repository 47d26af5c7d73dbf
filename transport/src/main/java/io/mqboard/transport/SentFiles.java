package io.mqboard.transport;

/**
 * What sending a set of files came to.
 *
 * @param sent files that were sent
 * @param unchanged files that the board had already
 * @param contentBytes size of the files that were sent
 * @param wireBytes bytes of input that travelled for them: less where compression helped or a part was there already
 */
public record SentFiles(int sent, int unchanged, long contentBytes, long wireBytes) {}
