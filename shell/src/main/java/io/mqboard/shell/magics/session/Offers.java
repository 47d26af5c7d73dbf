package io.mqboard.shell.magics.session;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.config.Configuration;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.RemoteFile;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * What may stand at a place of a command line, for the user's own shell, which waits for it: nobody is asked for a password, and after a
 * while there is no answer. Names that the shell would have to quote are left out: a board chooses the names of its files, and must not
 * choose what the shell runs.
 */
final class Offers {
    private static final long LIMIT_MILLIS = 2000;
    private static final int MAX = 2000;
    private static final Pattern HARMLESS = Pattern.compile("[\\p{L}\\p{N}_.,/:@%+-]+");

    private final Context context;
    private final Set<String> words = new TreeSet<>();

    Offers(Context context) {
        this.context = context;
    }

    /** Boards that the settings name, and those that have announced themselves. */
    void boards() throws ShellException {
        words.addAll(context.settings().named().names());
        ask(() -> {
            BrokerSession session = session();
            session.discover();
            context.await(session.discovered());
            session.boards().stream().map(BoardStatus::address).forEach(words::add);
        });
        print();
    }

    /** What is in a folder, written as the folder is. */
    void paths(String folder) throws ShellException {
        ask(() -> {
            session();
            Target target = Target.of(context, folder);
            for (RemoteFile file : context.await(target.board().list(target.path(), false))) {
                words.add(folder + file.path() + (file.folder() ? "/" : ""));
            }
        });
        print();
    }

    void profiles() {
        words.addAll(context.settings().files().profiles());
        print();
    }

    private void print() {
        words.stream()
                .filter(word -> HARMLESS.matcher(word).matches())
                .limit(MAX)
                .forEach(context.output()::println);
    }

    private BrokerSession session() throws ShellException, MqboardException {
        Configuration configuration = context.configuration();
        configuration.take(configuration.again(question -> null));
        return context.connected();
    }

    private interface Question {
        void ask() throws ShellException, MqboardException;
    }

    private void ask(Question question) throws ShellException {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture.delayedExecutor(LIMIT_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            if (!over.get()) {
                context.interrupt();
            }
        });
        try {
            question.ask();
        } catch (MqboardException e) {
            context.output().detail(String.valueOf(e.getMessage()));
        } finally {
            over.set(true);
        }
    }
}
