package io.orkestro.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

    @TempDir
    Path folder;

    @Test
    void areMadeOnceAndKeptForTheirOwnerAlone() throws IOException {
        Secrets first = Secrets.of(new Home(folder));

        assertThat(Secrets.of(new Home(folder))).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void differFromInstallationToInstallation() {
        assertThat(Secrets.of(new Home(folder.resolve("one"))))
                .isNotEqualTo(Secrets.of(new Home(folder.resolve("other"))));
    }

    @Test
    void anOlderStackLearnsNewOnesAndKeepsItsOwn() throws IOException {
        Files.writeString(folder.resolve("secrets.json"), "{\"adminPassword\": \"known\"}");

        Secrets secrets = Secrets.of(new Home(folder));

        assertThat(secrets.adminPassword()).isEqualTo("known");
        assertThat(secrets.viewerPassword()).hasSize(24);
        assertThat(Secrets.of(new Home(folder))).isEqualTo(secrets);
    }

    /** {@code printf dispatch-service | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00 -binary | base64} */
    @Test
    void anAudiencesSecretIsAnHmacOfTheInstallations() {
        Secrets secrets = new Secrets("A".repeat(43) + "=", "", "", "", "", "", "", "");

        assertThat(secrets.tokenSecretFor("dispatch-service"))
                .isEqualTo("cAokyWhk5wuyT+16xDeGg9OKSg+FwRyBMbwtIPvwTe0=");
    }
}
