package lethe.messaging.issues;

import lethe.messaging.newsletters.Newsletter;

/** What was found in a newsletter, such as an issue, with the newsletter itself. */
public record InNewsletter<T>(Newsletter newsletter, T found) {
    public <S> InNewsletter<S> with(S other) {
        return new InNewsletter<>(newsletter, other);
    }
}
