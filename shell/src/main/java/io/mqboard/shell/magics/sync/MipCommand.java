package io.mqboard.shell.magics.sync;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.TemporaryFolder;
import io.mqboard.shell.mip.Downloads;
import io.mqboard.shell.mip.Fetcher;
import io.mqboard.shell.mip.Location;
import io.mqboard.shell.mip.Resolution;
import io.mqboard.shell.mip.Resolver;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.sync.Mirror;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.transport.Board;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** {@code %mip install}: packages of MicroPython, fetched by this computer, into the board as one set. */
final class MipCommand implements Magic.Action {
    private static final String INDEX = "https://micropython.org/pi/v2";
    private static final Flag INDEX_FLAG = Flag.with(
            'i', "index", "URL|FOLDER", ArgumentKind.LOCAL_PATH, "the index of packages, in place of " + INDEX);
    private static final Flag TARGET = Flag.with(
            't', "target", "PATH", ArgumentKind.REMOTE_PATH_PLAIN, "the folder of the board, in place of /lib");
    private static final Flag NO_MPY = Flag.of("no-mpy", "source in place of bytecode");

    /** What was fetched for a command, so that several boards share it; the command is known by its arguments. */
    private final Map<Arguments, Downloads> downloads = new WeakHashMap<>();

    static Magic row() {
        return Magic.row("mip", "install packages of MicroPython")
                .description(
                        "PACKAGE is NAME or NAME@VERSION of the index, github:ORG/REPO[/PATH][@BRANCH], gitlab: likewise, the address"
                                + " of a package.json or of a .py or .mpy file, or such a file here, written with a slash: ./FOLDER."
                                + " This computer fetches it with all that it needs, as bytecode that the board loads where there is"
                                + " some; the board gets what it does not have, as one set, which is verified before it counts.")
                .flags(INDEX_FLAG, TARGET, NO_MPY, Delivery.CONFIRM, Delivery.DRY_RUN)
                .arguments(
                        Argument.one("install", ArgumentKind.TEXT).choices("install"),
                        Argument.several("PACKAGE", ArgumentKind.LOCAL_PATH))
                .changes(arguments -> !arguments.has(Delivery.DRY_RUN.name()))
                .json("board package version files", JsonFields.SET_FILE, JsonFields.SET)
                .runs(new MipCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        if (!arguments.word(0).equals("install") || arguments.count() < 2) {
            throw new UsageException("%mip: it is %mip install PACKAGE...");
        }
        Instant began = context.clock().instant();
        Board board = context.board();
        String target = target(context, board, arguments);
        Location index = index(context, arguments);
        Downloads source = downloads.computeIfAbsent(arguments, each -> new Downloads(context));
        String format = arguments.has(NO_MPY.name())
                ? "py"
                : BoardFormat.ask(context, board)
                        .map(each -> String.valueOf(each.version()))
                        .orElse("py");
        Resolution found = new Resolver(source, index, format)
                .resolve(arguments.words().subList(1, arguments.count()), context.folders()::local);
        found.packages().forEach(each -> tell(context, board, each));
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            List<SyncItem> items = fetch(context, new Fetcher(source, folder.path()), found, target);
            Delivery.of(context, board, arguments).bring(items, began);
        }
    }

    private static List<SyncItem> fetch(Context context, Fetcher fetcher, Resolution found, String target)
            throws IOException, ShellException, MqboardException {
        for (var part : found.parts()) {
            String path = (target.equals("/") ? "/" : target + "/") + part.path();
            if (Mirror.isNeeded(path)) {
                throw new UsageException(part.owner() + " would write " + SafeText.line(path)
                        + ", which the board itself needs; --target names another folder");
            }
        }
        try (ProgressFactory.Transfer bar = context.progress().start("fetching")) {
            return fetcher.fetch(found.parts(), target, (path, done, all, bytes) -> {
                bar.label("(" + (done + 1) + "/" + all + ") " + SafeText.line(path));
                bar.moved(bytes, -1, 0);
            });
        }
    }

    private static String target(Context context, Board board, Arguments arguments) throws UsageException {
        String path = arguments.value(TARGET.name());
        if (path == null) {
            return "/lib";
        }
        if (path.indexOf(':') > 0) {
            throw new UsageException("%mip: --target is a folder of the selected board; %board selects another");
        }
        return Target.normal(context.folders().resolve(board, path.startsWith(":") ? path.substring(1) : path));
    }

    private static Location index(Context context, Arguments arguments) throws UsageException {
        String word = arguments.value(INDEX_FLAG.name());
        String index = word == null ? INDEX : word;
        if (index.contains("://")) {
            return Location.web(index.endsWith("/") ? index : index + "/");
        }
        Path folder = context.folders().local(index).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new UsageException("%mip: --index " + index + ": there is no such folder, and no address of the web");
        }
        return new Location.Here(folder, folder);
    }

    private static void tell(Context context, Board board, Resolution.Resolved found) {
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", board.address());
            object.addProperty("package", found.name());
            object.addProperty("version", found.version());
            object.addProperty("files", found.files());
            context.output().json(object);
            return;
        }
        context.output()
                .note(found.name() + (found.version().isEmpty() ? "" : " " + found.version()) + ", "
                        + SyncReport.files(found.files()));
    }
}
