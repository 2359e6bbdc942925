package lethe.messaging.mail;

import java.time.Duration;

/**
 * How long a mail server is waited for, by what it is asked (RFC 5321, 4.5.3.2): each answer as a whole, however it
 * trickles in.
 *
 * @param connecting until it is there at all; no standard has a word on that
 * @param command for the greeting, and the answers to EHLO, STARTTLS, AUTH, MAIL and RCPT
 * @param begin for the answer to DATA
 * @param block until a piece of the mail is taken off our hands
 * @param end for the answer to the mail itself: a server that looks for spam then and there takes its time, and who
 *     asks again too soon sends twice
 * @param farewell for the answer to QUIT, of which nothing depends
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

    /** While somebody sits before a page until it is sent. */
    static final SmtpTimeouts OF_A_VISITOR = new SmtpTimeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2));

    /** Each so many times as short, for tests. */
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
