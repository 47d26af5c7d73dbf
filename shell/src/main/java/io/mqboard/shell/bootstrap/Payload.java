package io.mqboard.shell.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files of the framework, which the build has put into the program. */
final class Payload {
    private static final String FOLDER = "board/";

    private Payload() {}

    /** All of them, with the paths that they have on a board, sorted. */
    static List<BoardFile> files() throws IOException {
        List<String> names = new ArrayList<>();
        Path home = home();
        if (Files.isDirectory(home)) {
            try (Stream<Path> files = Files.walk(home.resolve(FOLDER))) {
                files.filter(Files::isRegularFile)
                        .forEach(file ->
                                names.add(home.relativize(file).toString().replace('\\', '/')));
            }
        } else {
            try (JarFile jar = new JarFile(home.toFile())) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                        names.add(entry.getName());
                    }
                }
            }
        }
        Collections.sort(names);
        List<BoardFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(new BoardFile(name.substring(FOLDER.length() - 1), content(name)));
        }
        return files;
    }

    private static byte[] content(String name) throws IOException {
        try (InputStream in = Payload.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing in the program");
            }
            return in.readAllBytes();
        }
    }

    /** The jar or folder that this class comes from. */
    private static Path home() throws IOException {
        URL place = Payload.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(place.toURI());
        } catch (URISyntaxException e) {
            throw new IOException(place + ": not a file", e);
        }
    }
}
