package io.orkestro.marketplace.place;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges by length and prefix, not by whether the number is in use: test ranges are fine. */
public final class PhoneNumberValidator implements ConstraintValidator<PhoneNumber, String> {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{5,14}");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
        if (value == null) {
            return true;
        }
        if (!E164.matcher(value).matches()) {
            return false;
        }
        try {
            return numbers.isPossibleNumber(numbers.parse(value, null));
        } catch (NumberParseException e) {
            return false;
        }
    }
}
