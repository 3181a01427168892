package io.orkestro.notification.news;

/** Contact details as logs and lists may show them: enough to recognise, too little to use. */
public final class Masking {

    private static final int PHONE_SHOWN_FIRST = 3;
    private static final int PHONE_SHOWN_LAST = 2;

    private Masking() {}

    /** A phone or an e-mail address: {@code +44********23}, {@code j***@example.com}. */
    public static String mask(String address) {
        int at = address.lastIndexOf('@');
        return at >= 0 ? email(address, at) : phone(address);
    }

    private static String email(String address, int at) {
        return (at == 0 ? "" : address.substring(0, 1)) + "***" + address.substring(at);
    }

    private static String phone(String number) {
        int hidden = number.length() - PHONE_SHOWN_FIRST - PHONE_SHOWN_LAST;
        if (hidden < PHONE_SHOWN_LAST) {
            return "*".repeat(number.length());
        }
        return number.substring(0, PHONE_SHOWN_FIRST)
                + "*".repeat(hidden)
                + number.substring(number.length() - PHONE_SHOWN_LAST);
    }
}
