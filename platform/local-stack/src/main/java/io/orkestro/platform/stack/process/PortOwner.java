package io.orkestro.platform.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who listens on a port. */
public final class PortOwner {

    private static final Pattern SS_PID = Pattern.compile("pid=(\\d+)");
    private static final int COMMAND_LENGTH = 120;

    private PortOwner() {}

    public static boolean isFree(int port) {
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canBind(new InetSocketAddress(port));
    }

    /** The process as a person knows it, as far as this system tells. */
    public static String describe(int port) {
        return pid(port)
                .flatMap(ProcessHandle::of)
                .map(process -> "pid %d: %s".formatted(process.pid(), command(process)))
                .orElse("a process that this user may not see");
    }

    public static Optional<Long> pid(int port) {
        Programs.Outcome lsof = Programs.run("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t");
        if (lsof.succeeded() && !lsof.output().isBlank()) {
            return Optional.of(Long.valueOf(lsof.output().lines().findFirst().orElseThrow()));
        }
        Matcher ss =
                SS_PID.matcher(Programs.run("ss", "-ltnpH", "sport = :" + port).output());
        return ss.find() ? Optional.of(Long.valueOf(ss.group(1))) : Optional.empty();
    }

    private static String command(ProcessHandle process) {
        String command =
                process.info().commandLine().or(() -> process.info().command()).orElse("?");
        return command.length() <= COMMAND_LENGTH ? command : command.substring(0, COMMAND_LENGTH) + "...";
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: the connections that a stopped server leaves in TIME_WAIT are no obstacle.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
