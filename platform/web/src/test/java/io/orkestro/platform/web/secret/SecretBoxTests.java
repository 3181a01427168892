package io.orkestro.platform.web.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretBoxTests {

    private final SecretBox box = boxOf((byte) 1);

    @Test
    void whatIsSealedOpensAgain() {
        String sealed = box.seal("whsec_αβγ");

        assertThat(sealed).isNotEqualTo(box.seal("whsec_αβγ")).doesNotContain("whsec");
        assertThat(box.open(sealed)).isEqualTo("whsec_αβγ");
    }

    @Test
    void anotherKeyOrAChangedByteOpensNothing() {
        String sealed = box.seal("secret");
        byte[] changed = Base64.getDecoder().decode(sealed);
        changed[changed.length - 1] ^= 1;

        assertThatIllegalArgumentException().isThrownBy(() -> boxOf((byte) 2).open(sealed));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box.open(Base64.getEncoder().encodeToString(changed)));
        assertThatIllegalArgumentException().isThrownBy(() -> box.open("AAAA"));
    }

    @Test
    void aSignatureDependsOnTextAndKey() {
        assertThat(box.sign("a")).isEqualTo(box.sign("a")).isNotEqualTo(box.sign("b"));
        assertThat(box.sign("a")).isNotEqualTo(boxOf((byte) 2).sign("a"));
    }

    private static SecretBox boxOf(byte fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, fill);
        return SecretBox.ofBase64(Base64.getEncoder().encodeToString(key));
    }
}
