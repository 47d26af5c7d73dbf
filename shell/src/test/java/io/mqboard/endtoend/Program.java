package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqboard.testing.OutputWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a user starts it: a process of its own, with options that hold for all runs. Immutable. */
final class Program {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path HOME = Path.of(System.getProperty("java.io.tmpdir"), "no-home");

    private final List<String> options;
    private final String terminals;
    private final Map<String, String> variables;

    private Program(List<String> options, String terminals, Map<String, String> variables) {
        this.options = options;
        this.variables = variables;
        this.terminals = terminals;
    }

    /** The program for a broker on this machine. */
    static Program at(int port) {
        return new Program(List.of("-s", "127.0.0.1", "-p", Integer.toString(port)), "", Map.of());
    }

    /** The program without any options. */
    static Program bare() {
        return new Program(List.of(), "", Map.of());
    }

    /** The same with more options. */
    Program with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Program(List.copyOf(all), terminals, variables);
    }

    /** The same for one board. */
    Program board(String address) {
        return with("-b", address);
    }

    /** The same, believing that stdout and stderr are terminals. */
    Program onTerminal() {
        return new Program(options, "12", variables);
    }

    /** The same with a variable of the environment. */
    Program environment(String name, String value) {
        return new Program(options, terminals, Map.of(name, value));
    }

    /** Runs it to its end. */
    Ended run(String... arguments) {
        return start(arguments).end(LIMIT);
    }

    /** Runs it to its end and returns stdout; fails unless all went well. */
    String succeed(String... arguments) {
        Ended ended = run(arguments);
        assertEquals(0, ended.code(), ended::toString);
        return ended.out();
    }

    /** Starts it. */
    Running start(String... arguments) {
        List<String> command = new ArrayList<>();
        // A test run in the background ignores Ctrl-C, and so would its children.
        command.addAll(List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV or die"));
        command.addAll(command(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("MQBOARD_") && !name.startsWith("MQBOARD_MICRO"));
        environment.keySet().removeAll(List.of("VISUAL", "EDITOR", "PAGER"));
        environment.putAll(variables);
        environment.put("HOME", HOME.toString());
        environment.put("LC_ALL", "C.UTF-8");
        try {
            return new Running(builder.start(), String.join(" ", arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m"));
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dmqboard.terminals=" + terminals);
        command.addAll(List.of("-cp", classPath(), "io.mqboard.shell.Main"));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Opens a terminal with it. */
    TerminalWindow window(String... arguments) {
        return new TerminalWindow(new Program(options, "012", variables).command(arguments));
    }

    /** Opens a terminal with it for the user with this home folder. */
    TerminalWindow window(Path home) {
        return new TerminalWindow(home, new Program(options, "012", variables).command());
    }

    /** Opens a terminal with it as the argument of other words, such as {@code env NAME=VALUE}. */
    TerminalWindow window(Path home, List<String> before) {
        List<String> words = new ArrayList<>(before);
        words.addAll(new Program(options, "012", variables).command());
        return new TerminalWindow(home, words);
    }

    /** Writes a script that starts it. */
    void script(Path file) throws IOException {
        List<String> words = new Program(options, "012", variables).command();
        Files.writeString(file, "exec '" + String.join("' '", words) + "'\n");
    }

    /** The packaged program where the build has one, else its classes. */
    private static String classPath() {
        String jar = System.getProperty("mqboard.jar", "");
        return jar.isEmpty() ? System.getProperty("java.class.path") : jar;
    }

    /** The program while it runs. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final String name;
        private final long startNanos = System.nanoTime();
        private final OutputWatch out;
        private final OutputWatch err;

        private Running(Process process, String name) {
            this.process = process;
            this.name = name;
            this.out = new OutputWatch("stdout of " + name, process.getInputStream());
            this.err = new OutputWatch("stderr of " + name, process.getErrorStream());
        }

        OutputWatch out() {
            return out;
        }

        OutputWatch err() {
            return err;
        }

        /** Types a line. */
        void type(String line) {
            try {
                process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Closes its stdout, as `head` does when it has seen enough. */
        void closeOutput() throws IOException {
            process.getInputStream().close();
        }

        /** Ctrl-C. */
        void interrupt() {
            try {
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor(5, TimeUnit.SECONDS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Closes its input and waits for its end. */
        Ended end(Duration limit) {
            try {
                process.getOutputStream().close();
            } catch (IOException gone) {
                // It has ended already.
            }
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(name + " still runs after " + limit + "\nstdout: " + out.text()
                            + "\nstderr: " + err.text());
                }
                out.awaitEnd(LIMIT);
                err.awaitEnd(LIMIT);
                return new Ended(
                        name,
                        process.exitValue(),
                        out.bytes(),
                        err.text(),
                        Duration.ofNanos(System.nanoTime() - startNanos));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                close();
            }
        }

        /** Ends it without a chance to say goodbye. */
        void kill() {
            process.destroyForcibly();
        }

        @Override
        public void close() {
            kill();
        }
    }

    /** How a run ended. */
    record Ended(String name, int code, byte[] bytes, String err, Duration took) {
        /** What it printed on stdout, as text. */
        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Fails unless it ended with this code, said this on stderr, and said it as to a person. */
        Ended failed(int expectedCode, String words) {
            assertEquals(expectedCode, code, this::toString);
            if (!err.contains(words)) {
                assertEquals(words, err);
            }
            return plain();
        }

        /** Fails unless it ended well and said this on stderr. */
        Ended said(String words) {
            return failed(0, words);
        }

        /** Fails if it showed a stack or spoke of a bug. */
        Ended plain() {
            for (String each : List.of("\tat ", "Exception:", "internal error", "java.", "io.mqboard")) {
                assertFalse(err.contains(each), this::toString);
            }
            return this;
        }

        @Override
        public String toString() {
            String text = out();
            return name + " ended with " + code + " after " + took.toMillis() + " ms\nstdout: "
                    + (text.length() > 2000 ? text.substring(0, 2000) + "..." : text) + "\nstderr: " + err;
        }
    }
}
