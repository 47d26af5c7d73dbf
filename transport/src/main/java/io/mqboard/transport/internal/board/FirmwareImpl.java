package io.mqboard.transport.internal.board;

import io.mqboard.transport.Call;
import io.mqboard.transport.Firmware;
import io.mqboard.transport.FirmwareInfo;
import io.mqboard.transport.Progress;
import io.mqboard.transport.UpdateResult;
import java.nio.file.Path;

/** Brings the calls about firmware to the loop. */
final class FirmwareImpl implements Firmware {
    private final BoardImpl board;

    FirmwareImpl(BoardImpl board) {
        this.board = board;
    }

    @Override
    public Call<FirmwareInfo> info() {
        return board.call((driver, call) -> driver.firmware(call));
    }

    @Override
    public Call<UpdateResult> update(Path image, boolean activate, Progress progress) {
        return board.call((driver, call) -> driver.update(call, image, activate, progress));
    }

    @Override
    public Call<Void> revert() {
        return board.call((driver, call) -> driver.firmwareRollback(call));
    }

    @Override
    public Call<Void> markValid() {
        return board.call((driver, call) -> driver.firmwareValid(call));
    }
}
