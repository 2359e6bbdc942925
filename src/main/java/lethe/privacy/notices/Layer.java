package lethe.privacy.notices;

/** The layers of a notice: a summary on one screen, the details by purpose, and the full register. */
public enum Layer {
    SUMMARY,
    MARKDOWN,
    REGISTER
}
