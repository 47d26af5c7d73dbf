package io.mqboard.shell.bootstrap.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.mqboard.shell.bootstrap.SerialLine;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The serial ports of this computer. */
public final class SerialPorts {
    private static final int EACCES = 13;
    private static final int EBUSY = 16;

    private SerialPorts() {}

    /** A line for each port: its path and what it says of itself. */
    public static List<String> candidates() {
        List<String> found = new ArrayList<>();
        for (SerialPort port : SerialPort.getCommPorts()) {
            found.add(port.getSystemPortPath() + "  " + port.getDescriptivePortName());
        }
        return found;
    }

    /** Opens a port: eight bits, no parity, one stop bit. */
    public static SerialLine open(String device, int baud) throws ShellException {
        Path path = Path.of(device);
        if (device.startsWith("/") && !Files.exists(path)) {
            throw new ShellException(ExitCode.OFFLINE, device + ": no such device; is the board plugged in?");
        }
        if (device.startsWith("/") && !(Files.isReadable(path) && Files.isWritable(path))) {
            throw denied(device, path);
        }
        SerialPort port;
        try {
            port = SerialPort.getCommPort(device);
        } catch (SerialPortInvalidPortException e) {
            throw new ShellException(ExitCode.OFFLINE, device + ": no such device; is the board plugged in?", e);
        }
        port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        if (!port.openPort(0)) {
            throw notOpened(device, path, port.getLastErrorCode());
        }
        return new Port(port, device);
    }

    private static ShellException notOpened(String device, Path path, int error) {
        if (error == EACCES) {
            return denied(device, path);
        }
        String why = error == EBUSY ? "another program uses it" : "error " + error;
        return new ShellException(ExitCode.OFFLINE, device + " cannot be opened as a serial port: " + why);
    }

    private static ShellException denied(String device, Path path) {
        return new ShellException(
                ExitCode.FAILED,
                device + ": permission denied; members of the group " + group(path) + " may use it: sudo usermod -aG "
                        + group(path) + " $USER, then log in anew");
    }

    private static String group(Path path) {
        try {
            String group = Files.readAttributes(path, PosixFileAttributes.class)
                    .group()
                    .getName();
            return group.equals("root") ? "dialout" : group;
        } catch (IOException | UnsupportedOperationException e) {
            return "dialout";
        }
    }

    /** One open port. */
    private record Port(SerialPort port, String device) implements SerialLine {
        @Override
        public int read(byte[] buffer, int timeoutMillis) throws IOException {
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, Math.max(1, timeoutMillis), 0);
            int count = port.readBytes(buffer, buffer.length);
            if (count < 0) {
                throw new IOException(device + ": the device is gone");
            }
            return count;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            for (int at = 0; at < bytes.length; ) {
                int count = port.writeBytes(bytes, bytes.length - at, at);
                if (count <= 0) {
                    throw new IOException(device + ": the device is gone");
                }
                at += count;
            }
        }

        @Override
        public void close() {
            port.closePort();
        }
    }
}
