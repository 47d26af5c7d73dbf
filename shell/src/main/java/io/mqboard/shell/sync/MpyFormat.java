package io.mqboard.shell.sync;

import java.util.List;

/**
 * The bytecode that a MicroPython loads, as its {@code sys.implementation._mpy} tells it, or that a file holds.
 *
 * @param version of the bytecode; must be the same
 * @param subVersion of machine code; must be the same where there is any
 * @param arch number of the architecture; 0 for none
 */
public record MpyFormat(int version, int subVersion, int arch) {
    /** By their numbers in {@code py/persistentcode.h}, under the names that mpy-cross knows. */
    private static final List<String> ARCHITECTURES = List.of(
            "none",
            "x86",
            "x64",
            "armv6",
            "armv6m",
            "armv7m",
            "armv7em",
            "armv7emsp",
            "armv7emdp",
            "xtensa",
            "xtensawin",
            "rv32imc",
            "rv64imc");

    private static final int HEAD_BYTES = 4;

    /** Of a board: the version in the low byte, then two bits of sub-version, then the architecture. */
    public static MpyFormat ofBoard(int number) {
        return new MpyFormat(number & 0xFF, number >> 8 & 3, number >> 10 & 0x0F);
    }

    /** Of a file; version 0 if it is none. */
    public static MpyFormat ofFile(byte[] content) {
        if (content.length < HEAD_BYTES || content[0] != 'M') {
            return new MpyFormat(0, 0, 0);
        }
        int flags = content[2] & 0xFF;
        return new MpyFormat(content[1] & 0xFF, flags & 3, flags >> 2 & 0x0F);
    }

    /** The name of the architecture for {@code mpy-cross -march}; empty if there is none, or none that is known. */
    public String march() {
        return arch > 0 && arch < ARCHITECTURES.size() ? ARCHITECTURES.get(arch) : "";
    }

    /** Whether a board of this kind loads such a file. */
    public boolean loads(MpyFormat file) {
        boolean plain = file.arch() == 0;
        return file.version() == version && (plain || (file.arch() == arch && file.subVersion() == subVersion));
    }

    @Override
    public String toString() {
        return "version " + version + (arch == 0 ? "" : "." + subVersion + " for " + name());
    }

    private String name() {
        return march().isEmpty() ? "architecture " + arch : march();
    }
}
