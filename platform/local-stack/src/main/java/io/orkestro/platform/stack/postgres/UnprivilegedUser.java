package io.orkestro.platform.stack.postgres;

import io.orkestro.platform.stack.process.Programs;
import io.orkestro.platform.stack.process.StackFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who runs PostgreSQL, which refuses root. For root it is either root in a user namespace, where it looks like nobody,
 * or another user of this machine.
 *
 * @param prefix of each command
 */
record UnprivilegedUser(List<String> prefix) {

    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> OTHERS = List.of("postgres", "nobody");

    static UnprivilegedUser forFolder(Path folder) {
        if (!isRoot()) {
            return new UnprivilegedUser(List.of());
        }
        if (Programs.run("unshare", "-U", "true").succeeded()) {
            return new UnprivilegedUser(NAMESPACE);
        }
        for (String other : OTHERS) {
            List<String> prefix = List.of("setpriv", "--reuid=" + other, "--regid=" + other, "--clear-groups");
            Programs.run("chown", "-R", other, folder.toString());
            if (Programs.run(Stream.concat(prefix.stream(), Stream.of("test", "-w", folder.toString()))
                            .toList())
                    .succeeded()) {
                return new UnprivilegedUser(prefix);
            }
        }
        throw new StackFailure("""
                PostgreSQL does not run as root, and here is nobody else to run it: user namespaces are forbidden (unshare -U), \
                and neither %s can write to %s.
                Run ./orkestro as another user, put ORKESTRO_HOME where others may write, or name a server: ORKESTRO_POSTGRES_URL.""".formatted(String.join(" nor ", OTHERS), folder));
    }

    List<String> running(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    private static boolean isRoot() {
        return Programs.run("id", "-u").output().equals("0");
    }
}
