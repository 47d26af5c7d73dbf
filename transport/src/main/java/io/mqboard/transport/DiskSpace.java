package io.mqboard.transport;

/**
 * The room of a file system.
 *
 * @param totalBytes in all
 * @param freeBytes not in use
 */
public record DiskSpace(long totalBytes, long freeBytes) {}
