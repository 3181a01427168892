package io.orkestro.platform.web.secret;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.util.Assert;

/** The installation's key, for applications that name it: {@code orkestro.secret-key}, from the environment alone. */
@AutoConfiguration
@ConditionalOnProperty("orkestro.secret-key")
class SecretConfiguration {

    @Bean
    SecretBox secretBox(@Value("${orkestro.secret-key}") String key) {
        Assert.hasText(key, "ORKESTRO_SECRET_KEY is not set: secrets could not be sealed");
        return SecretBox.ofBase64(key);
    }
}
