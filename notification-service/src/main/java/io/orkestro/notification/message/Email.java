package io.orkestro.notification.message;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** E-mail by SMTP. A message keeps its Message-ID in every try, so that mail readers drop a repeat. */
@Component
class Email {

    private final JavaMailSender mail;
    private final String from;

    Email(JavaMailSender mail, MessageProperties properties) {
        this.mail = mail;
        this.from = properties.from();
    }

    /**
     * @return its Message-ID
     */
    String send(Notification message, String to) throws NotSent {
        String messageId = "<%s@%s>".formatted(message.id(), from.substring(from.indexOf('@') + 1));
        try {
            MimeMessage letter = mail.createMimeMessage();
            MimeMessageHelper helper = new MimeMessageHelper(letter, false, StandardCharsets.UTF_8.name());
            helper.setFrom(from, "Orkestro");
            helper.setTo(to);
            helper.setSubject(message.subject() == null ? "" : message.subject());
            helper.setText(message.text());
            letter.setHeader("Message-ID", messageId);
            letter.setHeader("Auto-Submitted", "auto-generated");
            mail.send(letter);
            return messageId;
        } catch (MailSendException e) {
            throw isAddressAtFault(e)
                    ? NotSent.ever("The mail server refuses the address", e)
                    : NotSent.yet("The mail server cannot be reached or is busy", e);
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw NotSent.ever("This cannot be an e-mail", e);
        } catch (MailException e) {
            throw NotSent.yet("The mail server did not take it: " + e.getClass().getSimpleName(), e);
        }
    }

    private static boolean isAddressAtFault(MailSendException e) {
        return e.getFailedMessages().values().stream()
                .anyMatch(cause -> cause instanceof SendFailedException failed
                        && failed.getInvalidAddresses() != null
                        && failed.getInvalidAddresses().length > 0);
    }
}
