package io.mqboard.shell.magics.measure;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.Table;
import io.mqboard.shell.output.Units;
import io.mqboard.shell.probe.Probe;
import io.mqboard.transport.Board;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** {@code %mem}: the heap of Python on the board, and on an ESP32 the system's. */
final class MemoryCommand implements Magic.Action {
    private static final List<String> NAMES =
            List.of("free", "allocated", "largest", "systemFree", "systemLargest", "systemLeast");

    /** The largest block is found by asking for one, in steps that halve. */
    private static final Probe PROBE = new Probe("""
            import gc
            gc.collect()
            free = gc.mem_free()
            used = gc.mem_alloc()
            size = 0
            step = 1 << 30
            while step >= 256:
                try:
                    if size + step <= free:
                        bytearray(size + step)
                        size += step
                except MemoryError:
                    pass
                step >>= 1
            gc.collect()
            try:
                from esp32 import HEAP_DATA, idf_heap_info
                areas = idf_heap_info(HEAP_DATA)
                system = (sum([a[1] for a in areas]), max([a[2] for a in areas]), sum([a[3] for a in areas]))
            except (ImportError, ValueError):
                system = ()
            if verbose:
                import micropython
                micropython.mem_info()
            for number in (free, used, size) + system:
                print(mark, number)
            """);

    static Magic row() {
        return Magic.row("mem", "show how much memory the board has left")
                .description("After a collection. The largest block is what one object can have at most.")
                .flags(Flag.of('v', "verbose", "what MicroPython itself says about its heap, too"))
                .json("board free allocated largest systemFree? systemLargest? systemLeast?", "board output")
                .runs(new MemoryCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        List<String> reports = PROBE.run(context, board, Map.of("verbose", arguments.has("verbose") ? 1 : 0));
        JsonObject object = JsonFields.of(board);
        Table table = new Table();
        BiConsumer<String, Long> row = context.settings().json()
                ? object::addProperty
                : (name, bytes) -> table.row(
                        name.replace("system", "system, ").toLowerCase(java.util.Locale.ROOT), Units.bytes(bytes));
        for (int i = 0; i < Math.min(reports.size(), NAMES.size()); i++) {
            row.accept(NAMES.get(i), Long.parseLong(reports.get(i)));
        }
        if (context.settings().json()) {
            context.output().json(object);
        } else {
            table.print(context.output());
        }
    }
}
