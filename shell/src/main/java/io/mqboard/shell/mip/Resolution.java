package io.mqboard.shell.mip;

import java.util.List;

/**
 * What is to be installed.
 *
 * @param packages those that were asked for, and those that they need
 * @param parts their files, each path once
 */
public record Resolution(List<Resolved> packages, List<Part> parts) {
    /**
     * A package that was found.
     *
     * @param name as it was asked for
     * @param version as it says, may be empty
     * @param files how many files it has
     */
    public record Resolved(String name, String version, int files) {}
}
