package io.orkestro.dispatch.intake.address;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Phone numbers as people write them. */
public final class Phones {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Phones() {}

    /**
     * {@code 07700 900123} in {@code GB} is {@code +447700900123}.
     *
     * @param country whose national format to read, ISO 3166-1 alpha-2; null reads international numbers alone
     * @return E.164; empty where no numbering plan allows it
     */
    public static Optional<String> e164(String written, @Nullable String country) {
        try {
            PhoneNumber number = NUMBERS.parse(written, country);
            return NUMBERS.isPossibleNumber(number)
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }
}
