package io.orkestro.platform.web.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTests {

    private final AddressGuard guard = new AddressGuard(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "::7f00:1",
                "ff02::1"
            })
    void whatOnlyWeCanReachIsRefused(String address) throws UnknownHostException {
        assertThat(AddressGuard.isPublic(InetAddress.getByName(address))).isFalse();
        assertThat(guard.faultOfHost(address)).isPresent();
        assertThat(new AddressGuard(true).faultOfHost(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.63.0.1", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111"})
    void theWorldIsOpen(String address) throws UnknownHostException {
        assertThat(guard.faultOfHost(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/x",
                "file:///etc/passwd",
                "https://",
                "https:///path",
                "not a url",
                "example.com",
                "https://user:pass@example.com/",
                "javascript:alert(1)"
            })
    void onlyWebAddressesWithoutPasswordsArePossible(String url) {
        assertThat(guard.faultOf(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/hooks", "HTTP://8.8.8.8/"})
    void withoutTlsNothingIsRegisteredUnlessTheInstallationAllowsIt(String url) {
        assertThatThrownBy(() -> guard.check(url)).isInstanceOfSatisfying(InvalidRequest.class, refused -> {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.errors())
                    .extracting(Problem.FieldError::field, Problem.FieldError::code)
                    .containsExactly(tuple("url", "https_required"));
        });
        assertThatCode(() -> new AddressGuard(true).check(url)).doesNotThrowAnyException();
        assertThat(guard.faultOf(url))
                .as("what was registered before is posted to")
                .isEmpty();
    }

    @Test
    void withTlsOnlyWhatIsPublicIsRegistered() {
        assertThatCode(() -> guard.check("https://8.8.8.8/hooks")).doesNotThrowAnyException();
        assertThatCode(() -> guard.check("https://not-yet.invalid/hooks")).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.check("https://127.0.0.1/hooks"))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.errors())
                                .extracting(Problem.FieldError::code)
                                .containsExactly("invalid_url"));
    }

    @Test
    void aBracketedAddressIsJudgedLikeAnyOther() throws UnknownHostException {
        assertThat(guard.faultOf("https://[::1]:8443/hooks")).isEmpty();
        assertThat(guard.faultOfHost("[::1]")).isPresent();
    }
}
