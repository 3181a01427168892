package io.orkestro.marketplace.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountEntriesTests {

    private static AccountEntries withApi(String url) {
        return new AccountEntries(new CourierAccount("crr_x", Map.of("apiUrl", url), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.org", "https://api.example.org/base", "http://localhost:8080"})
    void httpsIsAnAddressAndSoIsThisMachine(String url) {
        assertThat(withApi(url).address("apiUrl", "https://other.example.org")).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.org",
                "ftp://api.example.org",
                "api.example.org",
                "https://",
                "https://me:pw@api.example.org",
                "https://api.example.org?x=1",
                "http://localhost.example.org",
                "https://api example.org"
            })
    void anythingElseIsNot(String url) {
        assertThatThrownBy(() -> withApi(url).address("apiUrl", "https://other.example.org"))
                .isInstanceOf(InvalidCourierAccount.class)
                .hasMessage("apiUrl is not an https address");
    }
}
