package io.mqboard.shell.mip;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.output.SafeText;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where something of a package comes from. */
public sealed interface Location {
    /** What a path that stands in it means, relative to this file, or, if this is written with a slash at its end, to this folder. */
    Location resolve(String relative) throws ShellException;

    /** As it is shown, escaped. */
    String shown();

    /** Its path, with slashes, not escaped. */
    String path();

    /** Whether nobody on the way could have changed what comes from here. */
    boolean trusted();

    /** An address of the web that somebody has written; http and https are known. */
    static Web web(String address) throws UsageException {
        try {
            return new Web(URI.create(address)).checked();
        } catch (IllegalArgumentException | ShellException e) {
            throw new UsageException(SafeText.line(address) + " is no address of the web");
        }
    }

    /** An address from its parts, which may hold any characters. */
    static Web https(String host, String path) throws ShellException {
        try {
            return new Web(new URI("https", host, path, null)).checked();
        } catch (URISyntaxException e) {
            throw new ShellException(ExitCode.FAILED, SafeText.line(path) + " makes no address of the web", e);
        }
    }

    /**
     * On the web.
     *
     * @param uri its address
     */
    record Web(URI uri) implements Location {
        @Override
        public Location resolve(String relative) throws ShellException {
            try {
                Web found = new Web(uri.resolve(new URI(null, null, relative, null))).checked();
                if (found.uri.getHost().equalsIgnoreCase(uri.getHost())) {
                    return found;
                }
            } catch (URISyntaxException e) {
                throw new ShellException(ExitCode.FAILED, bad(relative), e);
            }
            throw new ShellException(ExitCode.FAILED, bad(relative));
        }

        private String bad(String relative) {
            return shown() + ": " + SafeText.line(relative) + " is no path from there";
        }

        @Override
        public String shown() {
            return SafeText.line(uri.toString());
        }

        @Override
        public String path() {
            return String.valueOf(uri.getPath());
        }

        @Override
        public boolean trusted() {
            return "https".equals(scheme());
        }

        private String scheme() {
            return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        }

        private Web checked() throws ShellException {
            boolean known = scheme().equals("http") || scheme().equals("https");
            if (!known || uri.getHost() == null || uri.getUserInfo() != null) {
                throw new ShellException(ExitCode.FAILED, shown() + " is no address of the web");
            }
            return this;
        }
    }

    /**
     * On this computer. A package may name only what is below its own folder, so that none that was got elsewhere takes files of the user.
     *
     * @param file the file, or the folder itself if {@code within} is the same
     * @param within the folder that may not be left
     */
    record Here(Path file, Path within) implements Location {
        @Override
        public Location resolve(String relative) throws ShellException {
            Path folder = file.equals(within) ? file : file.getParent();
            Path found = below(folder == null ? within : folder, relative);
            if (found == null || !found.startsWith(within.normalize())) {
                throw new ShellException(
                        ExitCode.FAILED,
                        shown() + ": " + SafeText.line(relative) + " is not below the package's folder");
            }
            return new Here(found, within);
        }

        private static @Nullable Path below(Path folder, String relative) {
            try {
                return folder.resolve(relative).normalize();
            } catch (InvalidPathException e) {
                return null;
            }
        }

        @Override
        public String shown() {
            return SafeText.line(file.toString());
        }

        @Override
        public String path() {
            return file.toString().replace('\\', '/');
        }

        @Override
        public boolean trusted() {
            return true;
        }
    }
}
