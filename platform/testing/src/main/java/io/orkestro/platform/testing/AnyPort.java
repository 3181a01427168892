package io.orkestro.platform.testing;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Applications under test open their inner doors on any free port, as several of them live in one JVM. */
public final class AnyPort implements LauncherSessionListener {

    private static final String INNER = "INTERNAL_PORT";

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(INNER) == null) {
            System.setProperty(INNER, "0");
        }
    }
}
