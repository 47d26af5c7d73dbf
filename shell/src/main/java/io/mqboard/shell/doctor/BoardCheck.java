package io.mqboard.shell.doctor;

import io.mqboard.shell.Version;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.magics.boards.RoundTrip;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.DiskSpace;
import io.mqboard.transport.FirmwareInfo;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.MqboardException;
import java.util.ArrayList;
import java.util.List;

/** Looks at one board. A question that fails is a finding, too, and the others are still asked. */
public final class BoardCheck {
    private static final long FEW_HEAP = 16_000;
    private static final long LITTLE_FLASH = 64_000;
    private static final long SKEW_MILLIS = 2000;
    private static final long SLOW_MICROS = 2_000_000;

    /** One question. */
    private interface Question {
        void ask() throws MqboardException;
    }

    private final Context context;
    private final Board board;
    private final String name;
    private final List<Finding> findings = new ArrayList<>();

    public BoardCheck(Context context, Board board) {
        this.context = context;
        this.board = board;
        name = SafeText.line(board.address());
    }

    /** Asks it all. */
    public List<Finding> run() throws MqboardException {
        int before = findings.size();
        ask("reachable", this::reachable);
        if (findings.size() > before && findings.get(findings.size() - 1).grade() == Finding.Grade.WRONG) {
            return findings;
        }
        ask("round trip", this::roundTrip);
        ask("state", this::state);
        ask("memory and clock", this::vitals);
        ask("flash", this::flash);
        ask("firmware slots", this::slots);
        return findings;
    }

    private void ask(String what, Question question) throws MqboardException {
        try {
            question.ask();
        } catch (InterruptedCallException e) {
            throw e;
        } catch (MqboardException e) {
            add(Finding.Grade.WRONG, what, SafeText.line(String.valueOf(e.getMessage())), advice(what));
        }
    }

    private String advice(String what) {
        boolean announced = board.status().map(BoardStatus::online).orElse(false);
        if (what.equals("reachable")) {
            return announced
                    ? "it announces itself: let this user publish and subscribe to " + name + "/mqb/#"
                    : "look at its power, its network and its address";
        }
        return "";
    }

    private void add(Finding.Grade grade, String what, String value, String advice) {
        findings.add(new Finding(name, grade, what, value, grade == Finding.Grade.OK ? "" : advice));
    }

    private void reachable() throws MqboardException {
        int protocol = context.await(board.attach());
        add(
                protocol >= 2 ? Finding.Grade.OK : Finding.Grade.NOTE,
                "protocol",
                String.valueOf(protocol),
                "an old framework: mqboard bootstrap, or %put of esp32/, brings it up to date");
    }

    private void roundTrip() throws MqboardException {
        RoundTrip trip = RoundTrip.measure(context, board);
        add(
                trip.bestMicros() > SLOW_MICROS ? Finding.Grade.NOTE : Finding.Grade.OK,
                "round trip",
                trip.text(),
                "slow: look at its signal, and whether its application blocks the loop (await!)");
    }

    private void state() {
        BoardStatus status = board.status().orElse(null);
        if (status == null) {
            return;
        }
        String why = status.members().getOrDefault("why", "");
        add(
                status.mode().equals("normal") ? Finding.Grade.OK : Finding.Grade.WRONG,
                "mode",
                SafeText.line(status.mode()) + (why.isEmpty() ? "" : ": " + SafeText.line(why)),
                "mend what it says, then %safemode off; %crash shows what went wrong");
        String crashes = status.members().getOrDefault("crashes", "0");
        add(
                crashes.equals("0") ? Finding.Grade.OK : Finding.Grade.NOTE,
                "crash records",
                SafeText.line(crashes),
                "%crash shows them, %crash --clear forgets them");
        String mine = Version.text();
        boolean same = mine.equals("development") || status.version().equals(mine);
        add(
                same ? Finding.Grade.OK : Finding.Grade.NOTE,
                "framework",
                SafeText.line(status.version()) + ", MicroPython " + SafeText.line(status.python()),
                "this program is " + mine + ": bring both to the same version");
    }

    private void vitals() throws MqboardException {
        Vitals vitals = Vitals.measure(context, board);
        add(
                vitals.freeBytes() < FEW_HEAP ? Finding.Grade.WRONG : Finding.Grade.OK,
                "heap",
                Units.bytes(vitals.freeBytes()) + " free of " + Units.bytes(vitals.freeBytes() + vitals.usedBytes()),
                "load fewer modules or parts, or put the framework there as .mpy (scripts/mpy)");
        long skew = vitals.skewMillis();
        if (!vitals.clockIsSet()) {
            add(Finding.Grade.NOTE, "clock", "is not set", "name the part sntp in the setting parts");
        } else {
            add(
                    Math.abs(skew) > SKEW_MILLIS ? Finding.Grade.NOTE : Finding.Grade.OK,
                    "clock",
                    "differs from ours by " + RoundTrip.millis(Math.abs(skew) * 1000) + " ms",
                    "name the part sntp in the setting parts, or look at our own clock");
        }
    }

    private void flash() throws MqboardException {
        DiskSpace space = context.await(board.space("/"));
        add(
                space.freeBytes() < LITTLE_FLASH ? Finding.Grade.WRONG : Finding.Grade.OK,
                "flash",
                Units.bytes(space.freeBytes()) + " free of " + Units.bytes(space.totalBytes()),
                "remove files: a file is written beside the one that it replaces");
    }

    private void slots() throws MqboardException {
        List<String> can = board.status().map(BoardStatus::capabilities).orElse(List.of());
        if (!can.contains("ota")) {
            add(Finding.Grade.NOTE, "firmware slots", "one", "flash an image with two slots (OTA) over USB once");
            return;
        }
        FirmwareInfo info = context.await(board.firmware().info());
        FirmwareInfo.Slot running = info.running();
        FirmwareInfo.Slot next = info.next();
        if (next == null) {
            add(Finding.Grade.NOTE, "firmware slots", "one", "flash an image with two slots (OTA) over USB once");
            return;
        }
        long headroom = next.sizeBytes() - running.imageBytes();
        add(
                headroom < running.imageBytes() / 20 ? Finding.Grade.NOTE : Finding.Grade.OK,
                "firmware slots",
                "two; " + Units.bytes(Math.max(0, headroom)) + " more than the running image fit",
                "the next image may not fit: larger slots need a flash over USB");
        add(
                info.rollback() ? Finding.Grade.OK : Finding.Grade.NOTE,
                "rollback",
                info.rollback() ? "by the boot loader" : "not by the boot loader",
                "an image that does not start needs USB: use one that was built with rollback");
    }
}
