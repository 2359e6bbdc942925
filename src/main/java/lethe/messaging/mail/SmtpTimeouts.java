package lethe.messaging.mail;

import java.time.Duration;

/**
 * Time-outs for a mail server by command (RFC 5321, 4.5.3.2). Each bounds the answer as a whole, even if it trickles
 * in.
 *
 * @param connecting for the connection itself, which no standard covers
 * @param command for the greeting, and the answers to EHLO, STARTTLS, AUTH, MAIL and RCPT
 * @param begin for the answer to DATA
 * @param block for writing a piece of the mail
 * @param end for the answer to the mail itself: a server may check for spam first, and a client that gives up too early
 *     sends twice
 * @param farewell for the answer to QUIT, which does not matter
 */
record SmtpTimeouts(
        Duration connecting, Duration command, Duration begin, Duration block, Duration end, Duration farewell) {
    static final SmtpTimeouts OF_RFC_5321 = new SmtpTimeouts(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofSeconds(2));

    /** While a user waits for a page until the mail is sent. */
    static final SmtpTimeouts OF_A_VISITOR = new SmtpTimeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2));

    /** All time-outs divided, for tests. */
    SmtpTimeouts dividedBy(int times) {
        return new SmtpTimeouts(
                connecting.dividedBy(times),
                command.dividedBy(times),
                begin.dividedBy(times),
                block.dividedBy(times),
                end.dividedBy(times),
                farewell.dividedBy(times));
    }
}
